"""What a kernel holds by itself when its page is looked at and nobody touches it: a class fits on a laptop."""

import sys

import pytest
from serving import kernels, serving, wait_for
from sources import ROOT

from app.server.forks import can_fork

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from attendance import IDLE, own
from student import Student

pytestmark = [
    pytest.mark.slow,  # it starts a server
    pytest.mark.skipif(not can_fork(), reason="kernels start anew here"),
]


def test_a_forked_kernel_of_lesson_3_owns_no_more_than_a_thirtieth_of_what_a_class_may_hold():
    """60 MB: it owned 98 when each imported Voilà."""
    with serving() as (url, process):

        def forked():
            student = Student(url)
            (kernel,) = kernels(process)
            if kernel.ppid() != process.pid:
                student.look(IDLE)
                found.append(own(kernel))
            student.leave()
            wait_for(lambda: not kernels(process))
            return found

        found = []
        wait_for(forked, seconds=120)
    assert found[0] < 60
