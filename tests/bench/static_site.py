"""What a static lesson costs: python tests/bench/static_site.py [SITE …] [--lesson NAME] [--shots FOLDER].

Loads it cold and warm in Chromium, from a server like GitHub Pages, moves a slider, plays; prints seconds, bytes and
memory. Several sites, before and after a change, are visited in turn, since machines are shared; without one, this one
is built first. Figures stand in static_site.md, beside the machine's name.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests/support"), str(ROOT)]

import psutil
from conftest import FLAGS, NAMES
from hosting import ALONE, built, hosting
from panels import part
from playwright.sync_api import sync_playwright

PICTURE = "() => +(document.querySelector('img.bl-picture-img')?.dataset.frame ?? 0)"


def memory():
    """PSS of this browser's largest process that renders a page, in MB."""
    found = [0]
    for process in psutil.Process().children(recursive=True):
        try:
            if "--type=renderer" in process.cmdline():
                found.append(process.memory_full_info().pss / 1e6)
        except psutil.Error:
            pass
    return max(found)


def processor():
    """Seconds of a processor that this browser has had: they do not depend on what else the machine does."""
    found = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name():
                times = process.cpu_times()
                found += times.user + times.system
        except psutil.Error:
            pass
    return found


def of_worker():
    """Seconds of a processor that workers of this browser's pages have had: what stands between Python and its work."""
    found = 0
    for process in psutil.Process().children(recursive=True):
        for task in Path(f"/proc/{process.pid}/task").glob("*/stat"):
            try:
                name, _, rest = task.read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            found += sum(map(int, rest.split()[11:13])) if name == "DedicatedWorker" else 0
    return found / os.sysconf("SC_CLK_TCK")


def play(page):
    """Of the first panel: updates a second by the clock, and a second of the worker's processor. For ten seconds, or to
    the update at which it stands still."""
    first = part(page)
    first.press("▶ Play")
    pause = first.button("‖ Pause")

    def there():
        return first.update(), time.perf_counter(), of_worker()

    page.wait_for_timeout(1000)
    begin = there()
    while pause.is_visible() and time.perf_counter() - begin[1] < 10:
        page.wait_for_timeout(50)
    updates, seconds, worked = (after - before for before, after in zip(begin, there(), strict=True))
    if pause.is_visible():
        first.press("‖ Pause")
    return round(updates / seconds, 1), round(updates / max(worked, 0.01), 1)


def visit(page, url, sent):
    """{what: figure} of one visit."""
    sent.files.clear()
    page.wait_for_timeout(2000)  # the page before is gone
    took = {"load before": round(os.getloadavg()[0], 2)}
    begin, worked, worker = time.perf_counter(), processor(), of_worker()

    def lap():
        return round(time.perf_counter() - begin, 2)

    page.goto(url, wait_until="commit")
    page.wait_for_selector("main h1", state="visible")
    took["text, s"] = lap()
    page.wait_for_function(f"{PICTURE[6:]} > 0", timeout=120_000)
    took["first picture, s"] = lap()
    took["processor until then, s"] = round(processor() - worked, 1)
    took["worker until then, s"] = round(of_worker() - worker, 2)
    page.wait_for_function("laps.all", timeout=120_000)
    took["all cells, s"] = lap()
    took["MB sent"] = round(sent.megabytes, 2)
    slider = page.locator(".bl-slider input[type=range]").first
    slider.focus()
    answers = []
    for i in range(11):
        before, asked = page.evaluate(PICTURE), time.perf_counter()
        page.keyboard.press("ArrowLeft" if i % 2 else "ArrowRight")
        page.wait_for_function(f"{PICTURE[6:]} > {before}", polling=10)
        answers.append(1000 * (time.perf_counter() - asked))
        page.wait_for_timeout(500)
    took["slider → picture, ms"] = round(statistics.median(answers))
    took["fastest, slowest"] = f"{min(answers):.0f}–{max(answers):.0f}"
    took["updates a second"], took["updates a second of the worker"] = play(page)
    took["memory, MB"] = round(memory())
    took["laps, s"] = {
        name: round(at / 1000, 1) for name, at in page.evaluate("laps").items() if "cell" not in name
    }
    return took


def measure(playwright, site, lesson, shots):
    """{how: {what: figure}} of a new visitor's first and second visit, which are printed."""
    found = {}
    with tempfile.TemporaryDirectory() as profile, hosting(site) as (url, sent):
        context = playwright.chromium.launch_persistent_context(  # it has a cache, as a reader's browser has
            profile,
            executable_path=next(filter(None, map(shutil.which, NAMES))),
            args=[*FLAGS, ALONE],
            viewport={"width": 1280, "height": 900},
        )
        for how in "cold", "warm":
            page = context.new_page()
            page.on("console", lambda said: print("console:", said.type, said.text[:300]))
            page.on("pageerror", lambda error: print("error:", str(error)[:500]))
            try:
                found[how] = visit(page, f"{url}{lesson}.html", sent)
                print(site, how, found[how], flush=True)
            finally:
                if shots:
                    page.screenshot(path=shots / f"{lesson}-{how}.png")
            page.close()
        print("not found:", sent.missing, "load:", os.getloadavg(), flush=True)
        context.close()
    return found


def medians(visits):
    """{how: {what: median}} of several visitors."""
    return {
        how: {
            what: round(statistics.median(each[how][what] for each in visits), 2)
            for what, figure in visits[0][how].items()
            if isinstance(figure, int | float)
        }
        for how in visits[0]
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sites", type=Path, nargs="*")
    parser.add_argument("--lesson", default="03_initialization")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--shots", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        sites = asked.sites or [built(Path(temporary) / "site")]
        visits = {site: [] for site in sites}
        for site in sites * asked.rounds:
            visits[site].append(measure(playwright, site, asked.lesson, asked.shots))
        for site, each in visits.items():
            print(site, f"medians of {len(each)}:", medians(each))


if __name__ == "__main__":
    main()
