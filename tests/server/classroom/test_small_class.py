"""A small class that comes and goes: nobody is lost, and nothing of it stays in the server."""

import sys

import pytest
from sources import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from classroom import HERE, short

pytestmark = pytest.mark.slow


def test_of_a_class_that_leaves_nothing_stays():
    """Every student gets a picture and an answer, or `short` raises; it waits until no kernel is left."""
    (_, few, _), *_, (_, many, _) = after = short(HERE)["MB, descriptors, threads"]
    assert many <= few + 2
    assert after[2][2] <= after[1][2]
    assert after[2][0] <= after[1][0] + 20
