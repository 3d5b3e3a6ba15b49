"""A class at once, measured: python tests/bench/classroom.py [--students 30] [--pages 5] [CHECKOUT…]

Each checkout (none: this one) is served and visited in turn, by its own .venv where it has one; so many of the class
are in a real Chromium, the others are students without one (student.py), whose figures lack what a browser itself
takes. Prints a table for classroom.md; --memory its rows on memory alone; --short for a minute with ten students;
--soak SECONDS for visits without end. Needs what the tests need.
"""

import argparse
import os
import platform
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil

HERE = Path(__file__).parents[2]
sys.path[:0] = [str(HERE / "tests" / "bench"), str(HERE / "tests" / "support")]

from attendance import alone, arrive, every, held, leave, median, moved, p95, served, training
from serving import kernels, wait_for
from student import Student

LESSONS = [f"{name}.ipynb" for name in ("01_backpropagation", "02_symmetry", "03_initialization")]


@contextmanager
def told(found, *rows):
    """What goes wrong with an older version is a figure, too: it lost its server when ten trained."""
    try:
        yield
    except Exception as error:
        found.update(dict.fromkeys(rows, f"lost: {type(error).__name__}"))
    print(".", end="", file=sys.stderr, flush=True)


def measured(checkout, students, pages):
    """{what: figure} of one checkout."""
    from in_chromium import chromium, opened

    found = {}
    within = f"{students} within {1.5 * students:.0f} s: median / worst"
    trains = f"{students} training: slider → picture, median / p95", "the same: a newcomer’s first picture"
    once = f"{students} in the same second: worst"
    with served(checkout) as (url, process), chromium() as browser:
        firsts, moves = alone(url)
        found["alone: click → first picture, median of 10"] = f"{median(firsts):.2f} s"
        found["alone: slider → picture, median / p95"] = f"{median(moves):.3f} / {p95(moves):.3f} s"
        everybody, seen = arrive(
            url, students - pages, 1.5 * students, lambda: opened(browser, url, pages, 1.5 * students)
        )
        times = [student.first for student in everybody] + seen
        found[within] = f"{median(times):.1f} / {max(times):.1f} s"
        if seen:
            found[f"those {pages} of them in Chromium"] = f"{median(seen):.1f} / {max(seen):.1f} s"
        everybody += [Student(url) for _ in range(pages)]
        with told(found, "memory"):
            found |= memory(process, everybody)
        leave(everybody, process)  # they have looked at the last panel, and train the one with the slider
        everybody = [Student(url) for _ in range(students)]
        with told(found, *trains):
            moves, newcomer = training(url, everybody)
            found[trains[0]] = f"{median(moves):.1f} / {p95(moves):.1f} s"
            found[trains[1]] = f"{newcomer:.1f} s"
        with told(found, once):
            leave(everybody, process)
            everybody, seen = arrive(url, students - pages, 0, lambda: opened(browser, url, pages, 0))
            found[once] = f"{max([student.first for student in everybody] + seen):.1f} s"
            leave(everybody, process)
    return found


def memory(process, everybody):
    """{what: figure} of a class that sits there, and of one that has looked at everything."""
    idle = f"memory of {len(everybody)} idle in lesson 3, PSS"
    found = {idle: f"{held(process, everybody):.2f} GB"}
    every(everybody, lambda student: student.scroll_to("no such label"))
    return found | {"the same, all panels scrolled through": f"{held(process, everybody):.2f} GB"}


def remembered(checkout, students):
    """The rows on memory alone: they do not depend on what else the machine does."""
    with served(checkout) as (url, process):
        everybody = [Student(url) for _ in range(students)]
        found = memory(process, everybody)
        leave(everybody, process)
    return found


def short(checkout, students=10):
    """A minute with a small class that comes three times: what it waited for, and what the server held after each."""
    with served(checkout) as (url, process):
        server, firsts, moves, after = psutil.Process(process.pid), [], [], []
        for _ in range(3):
            everybody, _ = arrive(url, students, students / 2)
            firsts += [student.first for student in everybody]
            moves += every(everybody, moved)
            leave(everybody, process)
            time.sleep(2)
            after.append((server.memory_info().rss >> 20, server.num_fds(), server.num_threads()))
    return {"first picture": max(firsts), "slider": max(moves), "MB, descriptors, threads": after}


def soak(checkout, seconds):
    """Visits without end by four clients, every fourth left without a word; prints what the server holds meanwhile, and
    when the last kernel of those who vanished is gone, too (ten minutes after them)."""

    def visits(i):
        chance = random.Random(i)
        while time.monotonic() < end:
            student = Student(url, chance.choice(LESSONS))
            student.press("▶ Play")
            student.look(2)
            student.vanish() if chance.random() < 0.25 else student.leave()
            done.append(student.first)

    def tell():
        memory, files = server.memory_info().rss >> 20, server.num_fds()
        left = f"{server.num_threads()} threads, {len(kernels(process))} kernels"
        print(f"{len(done)} visits: {memory} MB, {files} descriptors, {left}", flush=True)

    with served(checkout) as (url, process), ThreadPoolExecutor(4) as clients:
        server, done, end = psutil.Process(process.pid), [], time.monotonic() + seconds
        tell()
        working = [clients.submit(visits, i) for i in range(4)]
        while time.monotonic() < end:
            time.sleep(min(60, seconds / 4))
            tell()
        for each in working:
            each.result()
        wait_for(lambda: not kernels(process), seconds=900)
        tell()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--pages", type=int, default=5, help="how many of them are in a real Chromium")
    parser.add_argument("--memory", action="store_true", help="the rows on memory alone")
    parser.add_argument("--short", action="store_true", help="ten students who come three times")
    parser.add_argument("--soak", type=int, metavar="SECONDS")
    asked = parser.parse_args()
    if asked.soak:
        return soak(asked.checkouts[0].resolve(), asked.soak)
    if asked.short:
        print(short(asked.checkouts[0].resolve()))
        return None
    places = [checkout.resolve() for checkout in asked.checkouts]
    if asked.memory:
        columns = [remembered(place, asked.students) for place in places]
    else:
        columns = []
        for place in places:
            columns.append(measured(place, asked.students, min(asked.pages, asked.students - 1)))
            # So that it is not lost with the next.
            print(place.name, columns[-1], file=sys.stderr, flush=True)
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors"
    print(f"{machine}, {date.today()}; load {os.getloadavg()[0]:.0f}\n")
    print(
        "| |",
        " | ".join(place.name for place in places),
        "|\n|---|",
        "---|" * len(columns),
        sep="",
    )
    for what in columns[0]:
        print(f"| {what} |", " | ".join(column.get(what, "") for column in columns), "|")
    return None


if __name__ == "__main__":
    sys.exit(main())
