"""A campus of twenty at once on this machine: python tests/bench/hub.py [students]. Figures stand in hub.md.

All log in together; each opens a lesson, then a second one, and has both open. Servers are not in containers here.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import psutil
from campus import environment, pss, running

LESSONS = "03_initialization.ipynb", "06_playground.ipynb"


def visit(hub, name, took, pages):
    """One student: seconds until the server and each lesson are there, and what was sent."""
    begin = time.perf_counter()
    hub.starts(name, seconds=900)
    took["server"].append(time.perf_counter() - begin)
    for lesson in LESSONS:
        begin = time.perf_counter()
        pages.append(hub.ask("GET", f"user/{name}/voila/render/{lesson}"))
        took[lesson].append(time.perf_counter() - begin)


def whole(page):
    """Whether a lesson ran: its end is there, its panels are, and no cell stopped."""
    status, text = page
    return status == 200 and text.rstrip().endswith("</html>") and text.count("widget-view+json") >= 3


def told(what, values):
    print(
        f"{what}: median {statistics.median(values):.1f}, {min(values):.1f} to {max(values):.1f}", flush=True
    )


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    names = [f"student-{i}" for i in range(count)]
    took, pages = {key: [] for key in ("server", *LESSONS)}, []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = environment(folder)
        with running(folder, made) as hub:
            before, load = psutil.virtual_memory().available, os.getloadavg()[0]
            begin = time.perf_counter()
            each = [threading.Thread(target=visit, args=(hub, name, took, pages)) for name in names]
            for thread in each:
                thread.start()
            for thread in each:
                thread.join()
            print(f"{count} students in {time.perf_counter() - begin:.0f} s, load before {load:.1f}")
            print(f"{sum(map(whole, pages))} of {count * len(LESSONS)} lessons are whole")
            for what, values in took.items():
                told(f"{what}, s", values)
            found = [hub.processes(name) for name in names]
            kernels = [kernel for _, kernels in found for kernel in kernels]
            told("a server, MB (PSS)", [pss(server) for server, _ in found])
            told("a lesson's kernel, MB (PSS)", [pss(kernel) for kernel in kernels])
            told(
                "a student, MB",
                [sum(map(pss, [server, *kernels])) for server, kernels in found],
            )
            told("a server, s of a processor", [sum(server.cpu_times()[:2]) for server, _ in found])
            told("a kernel, s of a processor", [sum(kernel.cpu_times()[:2]) for kernel in kernels])
            print(
                f"the Hub itself, MB: {pss(psutil.Process(hub.process.pid)):.0f}; "
                f"all, MB: {(before - psutil.virtual_memory().available) / 1e6:.0f}"
            )


if __name__ == "__main__":
    main()
