"""A lesson on paper: every picture whole, also those that were never scrolled to, its sentences, and no button."""

import re

import pytest
from panels import NARROW, WIDE, built, part
from playwright.sync_api import expect

from app.server.lessons import FOLDER, lessons

LESSONS = lessons(FOLDER)
SIZES = """() => [...document.querySelectorAll("img.bl-picture-img")].map(
  img => img.dataset.frame ? `${img.naturalWidth} × ${img.naturalHeight}` : "")"""
PLACES = ".live:not(.closed) > .room[data-id]:not([data-id^=symbols])"
ALL_DRAWN = f"""() => [...document.querySelectorAll('{PLACES}')].every(
  place => place.querySelector('img.bl-picture-img')) && ({SIZES})().every(Boolean)"""
STICKY = """() => [...document.querySelectorAll("main *, header, #status")].filter(
  e => e.checkVisibility() && ["sticky", "fixed"].includes(getComputedStyle(e).position)).length"""
BETWEEN_MARGINS = 700  # CSS pixels of a sheet, about
MAP = "21 × 21"  # a unit of a drawn net
IMAGE = re.compile(rb"/Subtype /Image\s/Width (\d+)\s/Height (\d+)")
PAPER_IS_WHITE = """() => [...document.querySelectorAll("img.bl-picture-img")].every(
  img => !img.classList.contains("bl-on-dark") &&
    getComputedStyle(img.parentElement).backgroundColor === "rgb(255, 255, 255)")"""


@pytest.fixture(autouse=True)
def still(page):
    """Lesson 1's net does not show itself meanwhile."""
    page.emulate_media(reduced_motion="reduce")


@pytest.mark.parametrize(
    ("page", "lesson"),
    [(WIDE, lesson) for lesson in LESSONS] + [(NARROW, lesson) for lesson in LESSONS[::2]],
    indirect=True,
    ids=[
        *(f"wide-{lesson.title}" for lesson in LESSONS),
        *(f"narrow-{lesson.title}" for lesson in LESSONS[::2]),
    ],
)
def test_a_lesson_is_printed_whole(lesson):
    page = lesson
    # Without a turn of the wheel: Ctrl-P waits until all of them are there, as paper wants them.
    page.evaluate(f"() => {{ window.print = () => {{ window.whole = ({ALL_DRAWN})(); }}; }}")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.whole !== undefined", timeout=60_000)
    assert page.evaluate("window.whole")
    built(page)
    sentences = page.locator(".bl-sentence").all_inner_texts()
    shown = sorted(page.evaluate(SIZES))
    printed = (f"{int(w)} × {int(h)}" for w, h in IMAGE.findall(page.pdf(format="A4")))
    assert sorted(size for size in printed if size != MAP) == shown
    assert {int(size.split()[0]) for size in shown} == {
        2 * BETWEEN_MARGINS
    }  # sharp, whatever the screen's width was

    page.emulate_media(media="print")
    for picture in page.locator("img.bl-picture-img").all():
        expect(picture).to_be_visible()
        assert picture.bounding_box()["height"] <= page.viewport_size["height"]  # it fits on one sheet
    assert page.evaluate(PAPER_IS_WHITE)
    for folded in page.locator("main details").all():  # nobody can open it there
        expect(folded.locator(":scope > :not(summary)").first).to_be_visible()
    for pressed in page.locator("button:not(.bl-code button), .bar, #status, .bl-track").all():
        expect(pressed).to_be_hidden()
    for line in page.locator(".bl-code button").all():  # a line of code that can be broken is a line of code
        expect(line).to_be_visible()
    assert page.evaluate(STICKY) == 0
    assert page.locator(".bl-sentence:visible").all_inner_texts() == sentences
    # Beside each picture the values it was drawn with, those of "more settings" aside.
    for typed in page.locator(":is(.bl-main, .bl-knobs) > .bl-slider input[type=text]").all():
        expect(typed).to_be_visible()


@pytest.mark.parametrize("hall", ["off", "on"])
def test_paper_is_light_and_the_page_as_it_was_afterwards(server, page, visit, hall):
    page.add_init_script(f"localStorage.setItem('light', 'dark'); localStorage.setItem('hall', '{hall}')")
    part(visit(f"{server}voila/render/06_playground.ipynb"))
    looks = "() => ({ ...document.documentElement.dataset })"
    before, size = page.evaluate(looks), page.evaluate(SIZES)
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed", timeout=60_000)
    assert page.evaluate(looks) == {"light": "light", "hall": "off"}
    assert page.evaluate(PAPER_IS_WHITE)
    page.pdf(format="A4")  # which ends as a print does
    assert page.evaluate(looks) == before == {"light": "dark", "hall": hall}
    page.wait_for_function(f"size => ({SIZES})()[0] === size", arg=size[0], timeout=30_000)
