"""Which kernels of a class are ended, and why: processes that are none, and memory that is what it is said to be."""

import asyncio
import subprocess
import sys
from types import SimpleNamespace

import psutil
import pytest

from app.server.classroom.watch import ALONE, NO_MEMORY, NO_PAGE, OUTGROWN, SHORT, Watch, hold

TAKES = "kept = b'x' * {megabytes}_000_000; print(1, flush=True); input()"


class Kernels(dict):
    """As Jupyter's manager of them: {id: process}."""

    def list_kernel_ids(self):
        return [*self]

    def get_kernel(self, kernel):
        return SimpleNamespace(provisioner=SimpleNamespace(pid=self[kernel].pid))

    async def shutdown_kernel(self, kernel, now):
        self.pop(kernel).kill()


@pytest.fixture
def kernels():
    found = Kernels()
    for name, megabytes in {"small": 1, "large": 150}.items():
        found[name] = subprocess.Popen(
            [sys.executable, "-c", TAKES.format(megabytes=megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        found[name].stdout.readline()
    everyone = [*found.values()]
    yield found
    for process in everyone:
        process.kill()
        process.communicate()


def look(kernels, most=1 << 30, left=SHORT):
    watch = Watch(kernels, most, lambda: left)
    asyncio.run(watch.look())
    return watch


def test_all_go_on_where_there_is_room(kernels):
    watch = look(kernels)
    assert not watch.ended and not watch.short
    assert set(kernels) == {"small", "large"}
    assert watch.meters["large"].memory > watch.meters["small"].memory + 140_000_000
    assert watch.meters["large"].memory > 150_000_000


def test_one_that_outgrows_its_memory_ends_alone(kernels):
    assert look(kernels, most=120_000_000).ended == {"large": OUTGROWN}
    assert set(kernels) == {"small"}


def test_where_memory_is_short_nobody_comes_in_and_the_largest_ends_at_last(kernels):
    watch = look(kernels, left=SHORT - 1)
    assert watch.short and not watch.ended
    assert look(kernels, left=SHORT // 2 - 1).ended == {"large": NO_MEMORY}


def test_a_kernel_to_which_no_page_comes_is_given_back(kernels):
    watch = look(kernels)
    watch.meter("small").connected = True
    for meter in watch.meters.values():
        meter.born -= ALONE + 1
    asyncio.run(watch.look())
    assert watch.ended == {"large": NO_PAGE}


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_DATA"), reason="not on this system")
def test_the_system_gives_no_more_than_twice_between_two_looks():
    greedy = "input(); kept = b'x' * 900_000_000"
    with subprocess.Popen(
        [sys.executable, "-c", greedy], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        hold(psutil.Process(process.pid), 200 << 20)
        _, said = process.communicate(b"\n")
    assert b"MemoryError" in said
