"""No page breaks a rule of WCAG that axe-core can find, wide or narrow, everything unfolded but what goes deeper."""

import pytest
from panels import NARROW, WIDE, Hand, built, part
from playwright.sync_api import expect
from wcag import violations

from app.server.lessons import FOLDER, lessons

UNFOLD = """for (const button of document.querySelectorAll("button"))
  if (button.innerText.startsWith("Show ") && button.id !== "code" && !button.closest(".bl-deeper")) button.click();"""


def test_the_start_page(server, page):
    page.goto(server)
    for size in WIDE, NARROW:
        page.set_viewport_size(size)
        assert violations(page) == []


@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.title)
def test_a_lesson(server, visit, lesson):
    page = visit(f"{server}voila/render/{lesson.name}")
    part(page)
    Hand(page).press("Tab")  # which stops what plays by itself: then the page is quiet
    built(page)
    for panel in page.locator(".bl-panel").all():  # which has one voice, whatever speaks in it
        assert panel.get_attribute("role") == "group" and panel.get_attribute("aria-label")
        expect(panel.locator("[role=status], [role=alert], [role=log], [aria-live]")).to_have_count(1)
    for size in WIDE, NARROW:
        page.set_viewport_size(size)
        page.evaluate(UNFOLD)
        page.wait_for_timeout(500)  # what was unfolded is drawn
        assert violations(page) == []
