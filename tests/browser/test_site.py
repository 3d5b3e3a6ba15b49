"""The static site: every lesson alone in a browser, with no server but one that sends files, and no other host."""

import re

import pytest
from hosting import built, hosting
from panels import Hand, part
from playwright.sync_api import expect

from app.backpropagation.your_turn import PIECES, SOLUTION
from app.server.lessons import FOLDER, lessons


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a site that was built just now."""
    with hosting(built(tmp_path_factory.mktemp("site"))) as (url, sent):
        yield url
    assert not sent.missing


@pytest.fixture
def said(page):
    """All that the page's console was told."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    return said


@pytest.fixture
def opens(page, site):
    """opens("03_initialization.html?…") waits until Python has run every cell."""

    def opens(name):
        page.goto(site + name)
        expect(page.locator("main h1")).to_be_visible(timeout=5000)
        expect(page.locator("#status")).to_be_hidden(timeout=120_000)
        expect(page.locator(".problem:visible")).to_have_count(0)
        return page

    return opens


@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.topic)
def test_a_lesson_runs_in_the_browser_alone(page, said, opens, lesson):
    opens(lesson.name.replace(".ipynb", ".html"))
    first = part(page)
    slider = first.root.locator("input[type=range]:enabled").first
    first.hand.scrolls_to(slider)
    first.hand.tabs_to(slider, after=first.picture)
    source = first.image.get_attribute("src")
    first.hand.press("ArrowRight")
    expect(first.image).not_to_have_attribute("src", source)
    expect(page).to_have_url(re.compile(r"\?\w+\.\w+="))  # Python took it, and has the address changed
    assert not said


def test_links_and_ones_own_code_work(page, opens):
    opens("01_backpropagation.html?batch.samples=7")
    samples = page.locator(".bl-exhibit-batch").get_by_label("Samples N_s, typed", exact=True)
    expect(samples).to_have_value("7")
    turn = page.locator(".typed")
    field = turn.get_by_label("Code of this cell")
    hand = Hand(page)
    hand.clicks(field)
    hand.press("Control+A")
    page.keyboard.insert_text(
        f"import numpy as np\nfrom app.backpropagation.your_turn import YourTurn\n{SOLUTION}\nYourTurn(backward)"
    )
    hand.press("Shift+Enter")
    expect(turn.locator("li")).to_have_count(6)
    assert turn.locator("li").all_text_contents() == [f"{piece}: right" for piece in PIECES]
