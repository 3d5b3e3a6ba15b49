"""What a class does, and what it is measured by: it arrives, sits there, trains, leaves."""

import os
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from serving import kernels, serving, wait_for
from student import SLIDER, Student

SEEDS = 32
IDLE = 15  # seconds until a kernel of which nobody wants anything has given back what it can


@contextmanager
def served(checkout):
    """The address and process of a server of a checkout, by the Python of its own environment if it has one; its
    kernels import what stands there."""
    own = checkout / ".venv" / "bin" / "python"
    python = str(own) if own.exists() else sys.executable
    place = os.environ | {"PYTHONPATH": str(checkout)}
    with serving(cwd=checkout, env=place, python=python) as (url, process):
        wait_for(lambda: calm(process), seconds=120)
        yield url, process


def calm(process, looks=15):
    """Whether a server has started all it has: it and its processes wait for something, at each of some looks. How much
    they work would not tell on a busy machine."""
    server = psutil.Process(process.pid)
    for _ in range(looks):
        if any(
            each.status() != psutil.STATUS_SLEEPING for each in [server, *server.children(recursive=True)]
        ):
            return False
        time.sleep(0.2)
    return True


def arrive(url, students, seconds, others=list):
    """A class that arrives evenly within so many seconds: its students, and what others() returns, done meanwhile."""

    def come(i):
        time.sleep(i * seconds / students)
        return Student(url)

    with ThreadPoolExecutor(students) as doors:
        coming = [doors.submit(come, i) for i in range(students)]
        waited = others()
        return [student.result() for student in coming], waited


def every(everybody, do):
    """All do it at once."""
    with ThreadPoolExecutor(len(everybody)) as doors:
        return list(doors.map(do, everybody))


def leave(everybody, process):
    every(everybody, Student.leave)
    wait_for(lambda: not kernels(process), seconds=60)


def megabytes(process, *kinds):
    """Of a process, of these kinds of memory, as the system names them."""
    lines = [line.split() for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()[1:]]
    return sum(int(amount) for kind, amount, *_ in lines if kind.rstrip(":") in kinds) / 1024


def pss(process):
    """What it holds, what it shares divided among those that share it."""
    return megabytes(process, "Pss")


def own(process):
    """What it shares with no other."""
    return megabytes(process, "Private_Clean", "Private_Dirty")


def held(process, everybody):
    """Gigabytes that the kernels of a server hold, and what they are forked from, when they are idle."""
    every(everybody, lambda student: student.look(IDLE))
    return sum(map(pss, psutil.Process(process.pid).children(recursive=True))) / 1024


def alone(url, times=10, moves=20):
    """What one has whom nobody disturbs: seconds to the first picture, each time, and of each move of the slider."""
    firsts = []
    for i in range(times):
        student = Student(url)
        firsts.append(student.first)
        if i < times - 1:
            student.leave()
    student.scroll_to(SLIDER)
    student.set(student.find(label="Seeds"), value=SEEDS)
    student.look(3)
    moved = [student.move() for _ in range(moves)]
    student.leave()
    return firsts, moved


def training(url, everybody):
    """All train: the seconds of each move of the slider, and until a newcomer sees a picture. Nobody begins before all
    have their panel, which takes a processor longer to build than anything here."""

    def train(student):
        student.scroll_to(SLIDER)
        built.wait()
        student.press("▶ Play")
        student.look(5)
        moves = []
        for _ in range(4):
            moves.append(student.move())
            student.look(2)
        while not over.is_set():
            student.look(0.5)
        return moves

    over, built = threading.Event(), threading.Barrier(len(everybody) + 1)
    with ThreadPoolExecutor(len(everybody)) as seats:
        seated = [seats.submit(train, student) for student in everybody]
        try:
            built.wait()
            time.sleep(10)
            newcomer = Student(url)
        finally:
            over.set()
        moves = [move for each in seated for move in each.result()]
    newcomer.leave()
    return moves, newcomer.first


def moved(student):
    student.scroll_to(SLIDER)
    return student.move()


def median(values):
    return statistics.median(values)


def p95(values):
    return sorted(values)[int(0.95 * (len(values) - 1))]
