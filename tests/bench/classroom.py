"""A class at once, measured: python tests/bench/classroom.py [--students 30] [CHECKOUT…]

Each checkout (none: this one) is served and visited in turn, by students without a browser, whose figures so lack what
a browser itself takes. Prints a table for classroom.md; --short for a minute with ten students; --soak SECONDS for
visits without end. Needs what the tests need.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psutil

HERE = Path(__file__).parents[2]
sys.path.insert(0, str(HERE / "tests"))

from serving import kernels, serving, wait_for
from student import SLIDER, Student

SEEDS = 32
IDLE = 15  # seconds until a kernel of which nobody wants anything has given back what it can
LESSONS = [f"{name}.ipynb" for name in ("01_backpropagation", "02_symmetry", "03_initialization")]


def served(checkout):
    """A server of a checkout, whose kernels import what stands there."""
    return serving(cwd=checkout, env=os.environ | {"PYTHONPATH": str(checkout)})


def pss(process):
    """Megabytes of a process, what it shares divided among those that share it."""
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def median(values):
    return statistics.median(values)


def p95(values):
    return sorted(values)[int(0.95 * (len(values) - 1))]


def arrive(url, students, seconds):
    """A class that arrives evenly within so many seconds."""

    def come(i):
        time.sleep(i * seconds / students)
        return Student(url)

    with ThreadPoolExecutor(students) as doors:
        return list(doors.map(come, range(students)))


def every(everybody, do):
    """All do it at once."""
    with ThreadPoolExecutor(len(everybody)) as doors:
        return list(doors.map(do, everybody))


def held(process):
    """What the kernels of a server hold, and what they are forked from, when they are idle."""
    time.sleep(IDLE)
    family = psutil.Process(process.pid).children(recursive=True)
    return f"{sum(map(pss, family)) / 1024:.2f} GB"


def leave(everybody, process):
    every(everybody, Student.leave)
    wait_for(lambda: not kernels(process), seconds=60)


def alone(url):
    """What one has whom nobody disturbs: seconds to the first picture, each time, and of each move of the slider."""
    firsts = []
    for i in range(10):
        student = Student(url)
        firsts.append(student.first)
        if i < 9:
            student.leave()
    student.scroll_to(SLIDER)
    student.set(student.find(label="Seeds"), value=SEEDS)
    student.look(3)
    moves = [student.move() for _ in range(20)]
    student.leave()
    return firsts, moves


def training(url, everybody):
    """All train: the seconds of each move of the slider, and until a newcomer sees a picture."""

    def train(student):
        student.scroll_to(SLIDER)
        student.press("▶ Play")
        student.look(5)
        moves = []
        for _ in range(4):
            moves.append(student.move())
            student.look(2)
        while not over.is_set():
            student.look(0.5)
        return moves

    over = threading.Event()
    with ThreadPoolExecutor(len(everybody)) as seats:
        training = [seats.submit(train, student) for student in everybody]
        time.sleep(10)
        newcomer = Student(url)
        over.set()
        moves = [move for each in training for move in each.result()]
    newcomer.leave()
    return moves, newcomer.first


def measured(checkout, students):
    """{what: figure} of one checkout."""
    found = {}
    with served(checkout) as (url, process):
        time.sleep(5)
        firsts, moves = alone(url)
        found["alone: click → first picture, median of 10"] = f"{median(firsts):.2f} s"
        found["alone: slider → picture, median / p95"] = f"{median(moves):.3f} / {p95(moves):.3f} s"
        everybody = arrive(url, students, 1.5 * students)
        times = [student.first for student in everybody]
        found[f"{students} within {1.5 * students:.0f} s: median / worst"] = (
            f"{median(times):.1f} / {max(times):.1f} s"
        )
        found[f"memory of {students} idle in lesson 3, PSS"] = held(process)
        every(everybody, lambda student: student.scroll_to("no such label"))
        found["the same, all panels scrolled through"] = held(process)
        moves, newcomer = training(url, everybody)
        found[f"{students} training: slider → picture, median / p95"] = (
            f"{median(moves):.1f} / {p95(moves):.1f} s"
        )
        found["the same: a newcomer’s first picture"] = f"{newcomer:.1f} s"
        leave(everybody, process)
        everybody = arrive(url, students, 0)
        found[f"{students} in the same second: worst"] = f"{max(s.first for s in everybody):.1f} s"
        leave(everybody, process)
    return found


def short(checkout, students=10):
    """A minute with a small class that comes three times: what it waited for, and what the server held after each."""
    with served(checkout) as (url, process):
        server, firsts, moves, after = psutil.Process(process.pid), [], [], []
        for _ in range(3):
            everybody = arrive(url, students, students / 2)
            firsts += [student.first for student in everybody]
            moves += every(everybody, moved)
            leave(everybody, process)
            time.sleep(2)
            after.append((server.memory_info().rss >> 20, server.num_fds(), server.num_threads()))
    return {"first picture": max(firsts), "slider": max(moves), "MB, descriptors, threads": after}


def moved(student):
    student.scroll_to(SLIDER)
    return student.move()


def soak(checkout, seconds):
    """Visits without end by four clients, every fourth left without a word; prints what the server holds."""

    def visits(i):
        chance = random.Random(i)
        while time.monotonic() < end:
            student = Student(url, chance.choice(LESSONS))
            student.press("▶ Play")
            student.look(2)
            student.vanish() if chance.random() < 0.25 else student.leave()
            done.append(student.first)

    with served(checkout) as (url, process), ThreadPoolExecutor(4) as clients:
        server, done, end = psutil.Process(process.pid), [], time.monotonic() + seconds
        working = [clients.submit(visits, i) for i in range(4)]
        while time.monotonic() < end:
            time.sleep(min(60, seconds / 4))
            print(
                f"{len(done)} visits: {server.memory_info().rss >> 20} MB, {server.num_fds()} descriptors, "
                f"{server.num_threads()} threads, {len(kernels(process))} kernels",
                flush=True,
            )
        for each in working:
            each.result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--short", action="store_true", help="ten students, once through the door")
    parser.add_argument("--soak", type=int, metavar="SECONDS")
    asked = parser.parse_args()
    if asked.soak:
        return soak(asked.checkouts[0].resolve(), asked.soak)
    if asked.short:
        print(short(asked.checkouts[0].resolve()))
        return None
    columns = [measured(checkout.resolve(), asked.students) for checkout in asked.checkouts]
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors"
    print(f"{machine}, {date.today()}; load {os.getloadavg()[0]:.0f}\n")
    print(
        "| |",
        " | ".join(checkout.name for checkout in asked.checkouts),
        "|\n|---|",
        "---|" * len(columns),
        sep="",
    )
    for what in columns[0]:
        print(f"| {what} |", " | ".join(column[what] for column in columns), "|")
    return None


if __name__ == "__main__":
    sys.exit(main())
