"""No page is wider than its window, whatever fonts the machine has: its own, wide ones, or no more than a serif."""

import os
import shutil
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import expect

from app.server.lessons import FOLDER, lessons

WIDTHS = 320, 360, 420, 500, 820, 1280
SHIPPED = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{fonts}/cache</cachedir></fontconfig>"""
# What reaches beyond the window, to say whose fault it is.
BEYOND = """() => [...document.querySelectorAll("body *")]
  .filter(e => !e.closest("svg") && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => `${e.tagName}.${e.className} “${e.textContent.slice(0, 30)}” ${e.getBoundingClientRect().right}`)
  .slice(0, 8)"""
OVERFLOW = """() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth;
}"""
HIDDEN = """() => [...document.querySelectorAll(".katex-display")].filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => e.textContent)"""  # an equation whose end one would have to scroll to

# Opens whatever is closed, and what was closed in that; true when nothing is any more.
UNFOLD = """() => {
  const closed = [...document.querySelectorAll("button")].filter(button => /^Show (?!code)/.test(button.innerText));
  for (const button of closed) if (!button.pressed) { button.pressed = true; button.click(); }
  return closed.length === 0;
}"""

AS_IT_STANDS = """() => {
  const page = document.documentElement.cloneNode(true);
  page.querySelectorAll("script").forEach(script => script.remove());
  return "<!DOCTYPE html>" + page.outerHTML;
}"""


def serif(folder):
    shutil.copy(SHIPPED / "STIXGeneral.ttf", folder)


def wide(folder):
    """DejaVu Sans, with a third more room for each letter."""
    font = TTFont(SHIPPED / "DejaVuSans.ttf")
    for name, (advance, left) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[name] = int(advance * 1.33), left
    font.save(folder / "Wide.ttf")


@pytest.fixture(scope="module")
def readers(launch, tmp_path_factory):
    """Browsers on machines with wide letters, or a serif, and no other fonts."""
    found = []
    for make in wide, serif:
        fonts = tmp_path_factory.mktemp("fonts")
        make(fonts)
        (fonts / "fonts.conf").write_text(CONFIG.format(fonts=fonts))
        found.append(launch(env=os.environ | {"FONTCONFIG_FILE": str(fonts / "fonts.conf")}))
    return found


def check_widths(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("width => document.querySelector('main').clientWidth < width", arg=width)
        assert page.evaluate(OVERFLOW) <= 0, (width, page.evaluate(BEYOND))
        assert page.evaluate(HIDDEN) == [], width


@pytest.mark.parametrize(
    "lesson", [None, *lessons(FOLDER)], ids=lambda lesson: getattr(lesson, "title", "start page")
)
def test_no_page_is_wider_than_its_window(browser, readers, server, lesson):
    address = f"voila/render/{lesson.name}" if lesson else ""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(server + address)
    if address:
        expect(page.locator("#status")).to_be_hidden(timeout=60_000)
        expect(page.locator(".katex").last).to_be_attached()
        page.wait_for_function(UNFOLD, polling=300, timeout=90_000)
    check_widths(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    opened = page.evaluate(AS_IT_STANDS)
    page.close()
    for reader in readers:  # the same page in other letters: its scripts have done their work
        page = reader.new_page(viewport={"width": 1280, "height": 800})
        page.route(f"{server}{address}", lambda route: route.fulfill(body=opened, content_type="text/html"))
        page.goto(server + address)
        check_widths(page)
        page.close()
