"""A lesson on paper: every picture whole, also those that were never scrolled to, its sentences, and no button."""

import re

import pytest
from panels import NARROW, WIDE, built
from playwright.sync_api import expect

from app.server.lessons import FOLDER, lessons

LESSONS = lessons(FOLDER)
SIZES = """() => [...document.querySelectorAll("img.bl-picture-img")].map(
  img => img.dataset.frame ? `${img.naturalWidth} × ${img.naturalHeight}` : "")"""
ALL_DRAWN = f"() => !document.querySelector('.bl-room') && ({SIZES})().every(Boolean)"
STICKY = """() => [...document.querySelectorAll("main *, header, #status")].filter(
  e => e.checkVisibility() && ["sticky", "fixed"].includes(getComputedStyle(e).position)).length"""
MAP = "21 × 21"  # a unit of a drawn net
IMAGE = re.compile(rb"/Subtype /Image\s/Width (\d+)\s/Height (\d+)")


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
    built(page)  # without a turn of the wheel
    page.wait_for_function(ALL_DRAWN, timeout=60_000)
    sentences = page.locator(".bl-sentence").all_inner_texts()
    shown = sorted(page.evaluate(SIZES))
    printed = (f"{int(w)} × {int(h)}" for w, h in IMAGE.findall(page.pdf(format="A4")))
    assert sorted(size for size in printed if size != MAP) == shown

    page.emulate_media(media="print")
    for picture in page.locator("img.bl-picture-img").all():
        expect(picture).to_be_visible()
        assert picture.bounding_box()["height"] <= page.viewport_size["height"]  # it fits on one sheet
    for pressed in page.locator("button:not(.bl-code button), .bar, #status, .bl-track").all():
        expect(pressed).to_be_hidden()
    for line in page.locator(".bl-code button").all():  # a line of code that can be broken is a line of code
        expect(line).to_be_visible()
    assert page.evaluate(STICKY) == 0
    assert page.locator(".bl-sentence:visible").all_inner_texts() == sentences
    # Beside each picture the values it was drawn with, those of "more settings" aside.
    for typed in page.locator(":is(.bl-main, .bl-knobs) > .bl-slider input[type=text]").all():
        expect(typed).to_be_visible()
