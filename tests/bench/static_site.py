"""What a static lesson costs: python tests/bench/static_site.py [SITE] [lesson] [--shots FOLDER].

Loads it cold and warm in Chromium, from a server like GitHub Pages, moves a slider, plays; prints seconds, bytes and
memory. Without SITE it is built first. Figures stand in static_site.md, beside the machine's name.
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
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests"), str(ROOT)]

import psutil
from conftest import FLAGS, NAMES
from hosting import built, hosting
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


def visit(page, url, sent):
    """{what: figure} of one visit."""
    sent.files.clear()
    begin, worked, took = time.perf_counter(), processor(), {}

    def lap():
        return round(time.perf_counter() - begin, 2)

    page.goto(url, wait_until="commit")
    page.wait_for_selector("main h1", state="visible")
    took["text, s"] = lap()
    page.wait_for_function(f"{PICTURE[6:]} > 0", timeout=120_000)
    took["first picture, s"] = lap()
    took["processor until then, s"] = round(processor() - worked, 1)
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
    took["slider → picture, ms"] = f"{statistics.median(answers):.0f} ({min(answers):.0f}–{max(answers):.0f})"
    took["memory, MB"] = round(memory())
    took["laps, s"] = {
        name: round(at / 1000, 1) for name, at in page.evaluate("laps").items() if "cell" not in name
    }
    return took


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path, nargs="?")
    parser.add_argument("lesson", nargs="?", default="03_initialization")
    parser.add_argument("--shots", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = asked.site or built(Path(temporary) / "site")
        path = next(filter(None, map(shutil.which, NAMES)))
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        context = playwright.chromium.launch_persistent_context(  # it has a cache, as a reader's browser has
            Path(temporary) / "profile",
            executable_path=path,
            args=[*FLAGS, rules],
            viewport={"width": 1280, "height": 900},
        )
        with hosting(site) as (url, sent):
            for how in "cold", "warm":
                page = context.new_page()
                page.on("console", lambda said: print("console:", said.type, said.text[:300]))
                page.on("pageerror", lambda error: print("error:", str(error)[:500]))
                try:
                    print(how, visit(page, f"{url}{asked.lesson}.html", sent), flush=True)
                finally:
                    if asked.shots:
                        page.screenshot(path=asked.shots / f"{asked.lesson}-{how}.png")
                page.close()
            print("not found:", sent.missing, "load:", os.getloadavg())
        context.close()


if __name__ == "__main__":
    main()
