"""The button of the contents comes back when one turns round, and lies over no picture and nothing of its panel."""

import pytest
from panels import TABLET, WIDE, Hand, built
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
LESSON = "voila/render/03_initialization.ipynb"
# [whether the button is seen, what it lies over] of its sign and its words, without the paper around them.
LIES = """names => {
  const box = document.querySelector(".contents summary").getBoundingClientRect();
  const meets = ({ top, bottom, left, right }) => top < box.bottom - 1 && bottom > box.top + 1 && left < box.right - 1
    && right > box.left + 1;
  const there = [...document.querySelectorAll(names)].filter(e => e.checkVisibility());
  const over = there.filter(e => meets(e.getBoundingClientRect()));
  return [box.bottom > 0, box.bottom > 0 ? over.map(e => e.className) : []];
}"""
SIZES = [WIDE, pytest.param(TABLET, marks=pytest.mark.long), PHONE]
KEPT_CLEAR = ".bl-picture, .bl-net, .bl-code, .bl-main, .bl-bar, .bl-sentence"


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=["wide", "tablet", "phone"])
def test_it_lies_over_no_picture(server, page, visit):
    page.emulate_media(reduced_motion="reduce")
    visit(server + LESSON)
    built(page)
    hand, seen = Hand(page), 0
    summary = page.locator(".contents summary")
    for _ in range(25):
        hand.wheels(500)
        expect(summary).not_to_be_in_viewport()
        hand.wheels(-90)
        there, over = page.evaluate(LIES, KEPT_CLEAR)
        assert over == []
        seen += there
    assert seen >= (25 if page.viewport_size == WIDE else 3)


def test_it_opens_in_its_corner_and_in_the_gutter(server, page, visit):
    page.emulate_media(reduced_motion="reduce")
    visit(server + LESSON)
    hand = Hand(page)
    summary, link = page.locator(".contents summary"), page.get_by_role("link", name="Summary")
    hand.clicks(summary)
    place = link.bounding_box()["x"]
    for distance in 400, 400, 400, -300:  # past pictures and text: an open list stays where it is
        hand.wheels(distance)
        assert link.bounding_box()["x"] == place
    hand.press("Escape")
    expect(link).to_be_hidden()
    expect(summary).to_be_focused()
    assert page.evaluate(LIES, KEPT_CLEAR) == [True, []]
    assert summary.bounding_box()["x"] < place  # it stands in the gutter now
    hand.clicks(summary)
    expect(link).to_be_in_viewport()
