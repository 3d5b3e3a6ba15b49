"""A text says what its terms mean to the keyboard, too: they are one stop of Tab, and arrow keys go among them."""

import pytest
from panels import Hand, built, middle
from playwright.sync_api import expect

HAS_THE_KEYS = """() => {
  const { tagName, classList } = document.activeElement;
  return [tagName, document.activeElement.closest(".bl-panel") ? "panel" : classList.value];
}"""
TERM = "document.activeElement.closest('abbr')?.querySelector('.tip').firstChild.data"


@pytest.fixture
def lesson_1(server, page, visit):
    page.emulate_media(reduced_motion="reduce")
    visit(f"{server}voila/render/01_backpropagation.ipynb")
    built(page)
    return page


def test_few_stops_stand_between_two_panels(lesson_1):
    hand, stops = Hand(lesson_1), []
    more = lesson_1.locator(".bl-panel").first.get_by_role(
        "button", name="Show link, code and files", exact=True
    )
    hand.tabs_to(more, after=lesson_1.get_by_role("heading", name="Backpropagation").first)
    for _ in range(40):
        hand.press("Tab")
        name, where = lesson_1.evaluate(HAS_THE_KEYS)
        if where == "panel" and stops:
            break
        if where != "panel":
            stops.append(name)
    assert stops.count("ABBR") == 2  # one in each of its two texts
    assert len(stops) < 10


def test_arrow_keys_lead_to_every_term_of_a_text(lesson_1):
    hand, text = Hand(lesson_1), lesson_1.locator(".prose").nth(1)
    terms = text.locator("abbr")
    meanings = [tip.evaluate("e => e.firstChild.data") for tip in text.locator(".tip").all()]
    assert len(meanings) == 9
    hand.tabs_to(terms.first, after=lesson_1.get_by_role("heading", name="Backpropagation").first)
    said = [lesson_1.evaluate(TERM)]
    for i in range(1, 9):
        hand.press("ArrowRight")
        expect(terms.nth(i).locator(".tip")).to_be_visible()
        expect(terms.nth(i).locator(".tip")).to_contain_text(f"term {i + 1} of 9")
        said.append(lesson_1.evaluate(TERM))
    assert said == meanings
    hand.press("ArrowRight")  # it was the last one
    expect(terms.nth(8)).to_be_focused()
    hand.press("Tab", "Shift+Tab")  # which comes back to where one was
    expect(terms.nth(8)).to_be_focused()
    hand.press("ArrowLeft")
    expect(terms.nth(7)).to_be_focused()
    hand.press("Escape")  # its words go, which may cover another
    hand.scrolls_to(terms.nth(3))
    lesson_1.mouse.move(*middle(terms.nth(3)))
    tip = terms.nth(3).locator(".tip")  # under the mouse it says nothing of keys
    expect(tip).to_have_text(meanings[3], use_inner_text=True)
