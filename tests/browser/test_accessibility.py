"""No page breaks a rule of WCAG that axe-core can find, wide or narrow, everything unfolded but what goes deeper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from panels import NARROW, WIDE, Hand, built, part

from app.server.lessons import FOLDER, lessons

UNFOLD = """for (const button of document.querySelectorAll("button"))
  if (button.innerText.startsWith("Show ") && button.id !== "code" && !button.closest(".bl-deeper")) button.click();"""


def violations(page):
    """What axe-core finds: [(rule, first place)]."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["help"], rule["nodes"][0]["html"][:200]) for rule in found]


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
    for size in WIDE, NARROW:
        page.set_viewport_size(size)
        page.evaluate(UNFOLD)
        page.wait_for_timeout(500)  # what was unfolded is drawn
        assert violations(page) == []
