"""Students in a real browser: how long each waited from the click until its first picture was there."""

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "browser"), str(TESTS / "support")]

from conftest import FLAGS, NAMES, WIDE
from playwright.sync_api import sync_playwright

LESSON = "voila/render/03_initialization.ipynb"
PAINTED = """
new MutationObserver((_, seen) => {
  if (![...document.querySelectorAll("img[data-frame]")].some(img => img.dataset.frame > 0)) return;
  window.firstPicture = performance.now() / 1000;
  seen.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-frame"] });
"""


@contextmanager
def chromium():
    """A browser, to be used by this thread alone."""
    path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


def opened(browser, url, pages, seconds):
    """Pages in a browser that come within so many seconds: what each waited."""
    contexts = [browser.new_context(viewport=WIDE) for _ in range(pages)]
    arrived = []
    for context in contexts:
        page = context.new_page()
        page.add_init_script(PAINTED)
        page.goto(url + LESSON, wait_until="commit", timeout=120_000)
        arrived.append(page)
        page.wait_for_timeout(1000 * seconds / pages)
    waited = [
        page.wait_for_function("() => window.firstPicture", timeout=120_000).json_value() for page in arrived
    ]
    for page in arrived:
        page.close(run_before_unload=True)
    for context in contexts:
        context.close()
    return waited
