"""Measures the initialization lesson in a real browser under Voilà: python tests/bench/page.py

Slider → new picture, with signal and gradient of 32 seeds, depth 20, width 64, 64 samples in float64; painted
frames a second while it trains, and how much of its speed the training keeps. And of every lesson, cold, on a wide page
and on a phone: when its text can be read, and how much jumps while it starts. Writes tests/bench/page.md.
"""

import datetime
import os
import platform
import re
import statistics
import sys
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a kernel of the server
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent / "support"), str(HERE.parent.parent)]

import drawn_net
import hand
import moments
from conftest import FLAGS, NAMES, WIDE
from playwright.sync_api import sync_playwright
from serving import serving

from app.initialization.signal.experiment import Initialization

LESSON = "voila/render/03_initialization.ipynb?signal.seeds=32&signal.initializer=He"
STEPPER = "voila/render/01_backpropagation.ipynb"
MOVES, SECONDS = 60, 5  # a drag to and fro, from variance 0.003 to 0.12
# Moves the slider, or presses a key, and waits until a picture that came after it has been painted: the page
# notes a frame's number in the animation frame that paints it, and a message posted there is read after that.
MOVE = """async ([element, img, position, key]) => {
  const start = performance.now(), { port1, port2 } = new MessageChannel();
  const painted = new Promise((resolve, reject) => {
    setTimeout(() => reject("no picture within 5 s"), 5000);
    port2.onmessage = () => resolve(performance.now() - start);
    const noted = new MutationObserver(() => { noted.disconnect(); port1.postMessage(0); });
    noted.observe(img, { attributeFilter: ["data-frame"] });
  });
  if (key) element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  else {
    element.value = position;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return painted;
}"""


def main():
    import shutil

    path = next(filter(None, map(shutil.which, NAMES)))
    with serving() as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        started = moments.first_moments(browser, url)
        page = browser.new_page(viewport=WIDE)
        page.goto(url + LESSON)
        panel = page.locator(".bl-exhibit-signal")
        image = panel.locator("img.bl-picture-img")
        page.wait_for_function(
            "img => Number(img.dataset.frame) > 0", arg=image.element_handle(), timeout=30_000
        )
        image.scroll_into_view_if_needed()  # what is out of sight is not drawn
        page.wait_for_timeout(3000)
        moved = [
            move(page, panel, image, position)
            for position in (440 + 13 * abs(i % 30 - 15) for i in range(MOVES))
        ][5:]
        labels = hand.hovered(page, panel)
        frames, speed = played(page, panel, image)
        stepped = steps(page, url)
        dragged = hand.dragged(page, url)
        page.close()
        net = drawn_net.section(*drawn_net.measured(browser))
    alone = speed_without_pictures()
    write(moved, frames, speed, alone, stepped, labels, dragged, started, net)


def move(page, panel, image, position):
    handle = panel.get_by_label("Weight variance σ²", exact=True).element_handle()
    elapsed = page.evaluate(MOVE, [handle, image.element_handle(), position])
    page.wait_for_timeout(100)
    return elapsed


def played(page, panel, image):
    """Painted frames and updates a second."""

    def state():
        updates = re.search(r"update ([\d,]+)", panel.locator(".bl-status").text_content())[1]
        return int(image.get_attribute("data-frame")), int(updates.replace(",", "")), time.perf_counter()

    panel.get_by_role("button", name="to 2/n").click()
    page.wait_for_timeout(1000)  # a message about it moves what stands below
    panel.get_by_role("button", name="▶ Play").click()
    page.wait_for_timeout(1500)
    first = state()
    page.wait_for_timeout(SECONDS * 1000)
    last = state()
    panel.get_by_role("button", name="‖ Pause").click()
    seconds = last[2] - first[2]
    return (last[0] - first[0]) / seconds, (last[1] - first[1]) / seconds


def steps(page, url):
    """A key pressed on the hero of lesson 1 → the next operation painted; once over all of them, and back."""
    page.goto(url + STEPPER)
    picture = page.locator(".bl-picture").first
    image = picture.locator("img[data-frame]")
    image.wait_for(timeout=30_000)
    page.wait_for_timeout(3000)
    elapsed = []
    for key in ["ArrowRight"] * 7 + ["ArrowLeft"] * 7 + ["ArrowRight"] * 7:
        elapsed.append(page.evaluate(MOVE, [picture.element_handle(), image.element_handle(), None, key]))
        page.wait_for_timeout(200)
    return elapsed[1:]


def speed_without_pictures():
    """Updates a second of the same run in a plain loop."""
    run = Initialization(seeds=32, variance=2 / 64).start()
    while len(run.losses.steps) < 5:
        run.step()
    start, first = time.perf_counter(), len(run.losses.steps)
    while time.perf_counter() - start < SECONDS:
        run.step()  # a part of an update: the history counts whole ones
    return (len(run.losses.steps) - first) / (time.perf_counter() - start)


def write(moved, frames, speed, alone, stepped, labels, dragged, started, net):
    median, p95 = statistics.median(moved), statistics.quantiles(moved, n=20)[-1]
    text = f"""# The page, measured

By `tests/bench/page.py` on {datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python
{platform.python_version()}, Chromium under Voilà: 32 seeds × depth 20 × width 64 × 64 samples, float64.

| what | measured | goal |
|---|---|---|
| slider → new picture painted, median of {len(moved)} | {median:.0f} ms | < 100 ms |
| the same, 95th percentile | {p95:.0f} ms | < 150 ms |
| painted frames a second while training | {frames:.1f} | 10 |
| updates a second, with and without pictures | {speed:.1f} and {alone:.1f}: {speed / alone:.0%} | ≥ 75 % |
| key → next operation painted, lesson 1, median of {len(stepped)} | {statistics.median(stepped):.0f} ms | < 100 ms |
| pointer → label under it, median of {len(labels)} | {statistics.median(labels):.0f} ms | < 100 ms |
| handle dragged → new picture, lesson 5, median of {len(dragged)} | {statistics.median(dragged):.0f} ms | < 100 ms |
{moments.rows(*started)}{net}"""
    (HERE / "page.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
