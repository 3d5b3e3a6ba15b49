"""The first moment of every lesson, cold, wide and on a phone, for page.py; alone: python tests/bench/moments.py"""

import shutil
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent / "support"), str(HERE.parent.parent)]

from conftest import FLAGS, NAMES, WIDE
from first_moment import PHONE, first_moment
from playwright.sync_api import sync_playwright
from serving import serving

from app.server.lessons import FOLDER, lessons


def first_moments(browser, url):
    """[(seconds to readable text, sum of layout shifts)] of the lessons on a wide page, and the same on a phone."""
    found = []
    for size in WIDE, PHONE:
        found.append([])
        for lesson in lessons(FOLDER):
            page, moment = first_moment(browser, f"{url}voila/render/{lesson.name}", size)
            page.context.close()
            found[-1].append((moment["readable"], moment["shift"]))
    return found


def rows(wide, phone):
    """Two rows for the table."""
    seconds = [readable for readable, _ in wide + phone]
    worst = [max(shift for _, shift in each) for each in (wide, phone)]
    return (
        f"| click → text and equations can be read, cold, median and worst of {len(seconds)} | "
        f"{statistics.median(seconds):.1f} and {max(seconds):.1f} s | |\n"
        f"| layout shift while a lesson starts, worst of {len(wide)}, wide and phone | "
        f"{worst[0]:.3f} and {worst[1]:.3f} | < 0.05 |\n"
    )


if __name__ == "__main__":
    chromium = next(filter(None, map(shutil.which, NAMES)))
    with serving() as (url, _), sync_playwright() as playwright:
        print(rows(*first_moments(playwright.chromium.launch(executable_path=chromium, args=FLAGS), url)))
