"""How many lessons a computer can have open at once."""

import os
from pathlib import Path

import psutil

LESSON = 90 << 20  # bytes of one that trains and is forked, what all of them share aside
ANEW = 220 << 20  # bytes where each imports everything itself
KEPT = 600 << 20  # bytes for the server, what is forked from, and the system
PER_PROCESSOR = 20  # students who look, set and train now and then; measured by tests/bench/classroom.py

CGROUP = Path("/sys/fs/cgroup")  # what a container may use


def places(forked: bool) -> int:
    """As many as memory and processors allow, one at least."""
    by_memory = (memory_left() - KEPT) // (LESSON if forked else ANEW)
    return max(1, min(by_memory, round(PER_PROCESSOR * processors())))


def memory_left() -> int:
    """Bytes that can still be taken without pushing out others."""
    left = psutil.virtual_memory().available
    most, used = (number(CGROUP / name) for name in ("memory.max", "memory.current"))
    return left if most is None or used is None else min(left, most - used)


def processors() -> float:
    """How many there are for this process; a container may have parts of one."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = (CGROUP / "cpu.max").read_text().split()
        return min(count, int(quota) / int(period))
    except (OSError, ValueError):  # there is no limit, or no such file
        return count


def number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None
