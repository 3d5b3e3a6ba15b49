"""The answers to a question beside a picture: one group for keys and readers, in their place for the eye."""

import io

import numpy as np
import pytest
from panels import TABLET, WIDE, Hand, part
from PIL import Image
from playwright.sync_api import expect
from wcag import contrast

LESSON = "voila/render/02_symmetry.ipynb"
TOUCHED = {"width": 1180, "height": 820, "has_touch": True}
# How far the middle of each radio button is from the middle of the first line of its words, in pixels.
OFF = """box => [...box.querySelectorAll("label")].map(label => {
  const middle = ({ top, bottom }) => (top + bottom) / 2, words = document.createRange();
  words.selectNodeContents(label.querySelector("span"));
  const [line] = words.getClientRects();
  return Math.abs(middle(label.querySelector("input").getBoundingClientRect()) - middle(line));
})"""


@pytest.fixture
def stage(server, visit):
    return part(visit(server + LESSON))


def test_answers_are_one_stop_of_tab_and_arrow_keys_choose(stage, page):
    hand, answers = Hand(page), stage.asked.get_by_role("radio")
    group = stage.asked.get_by_role("radiogroup")
    expect(group).to_have_accessible_name(stage.asked.locator(".widget-html").first.inner_text().strip())
    hand.tabs_to(answers.first, after=page.get_by_role("heading", name="Symmetry").first)
    hand.press("ArrowDown", "ArrowDown")
    expect(answers.nth(2)).to_be_focused()
    expect(answers.nth(2)).to_be_checked()
    hand.press("Tab")
    expect(stage.button("Run and reveal")).to_be_focused()
    hand.press("Enter")  # the kernel has heard of the answer
    expect(stage.asked).to_contain_text("The nets train", timeout=20_000)


@pytest.mark.parametrize("page", [WIDE, TABLET, TOUCHED], indirect=True, ids=["wide", "tablet", "touched"])
def test_answers_stand_beside_their_buttons_and_stay_there(stage, page):
    box, run = stage.asked.locator(".widget-radio-box"), stage.button("Run and reveal")
    assert max(box.evaluate(OFF)) < 2
    far = "([a, b]) => b.getBoundingClientRect().top - a.getBoundingClientRect().top"
    before = page.evaluate(far, [box.element_handle(), run.element_handle()])
    Hand(page).clicks(stage.asked.get_by_role("radio").nth(1))
    expect(stage.asked.get_by_role("radio").nth(1)).to_be_checked()
    page.wait_for_timeout(1000)  # the kernel's answer draws them anew
    assert page.evaluate(far, [box.element_handle(), run.element_handle()]) == before


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_chosen_answer_is_told_from_the_others_while_nets_train(server, page, visit, light):
    page.emulate_media(color_scheme=light)
    stage = part(visit(server + LESSON))
    answers = stage.asked.get_by_role("radio")
    Hand(page).clicks(answers.nth(1))
    stage.press("Run and reveal")
    expect(stage.asked).to_contain_text("The nets train")
    expect(answers.nth(1)).to_be_disabled()

    def ring(i):
        """The pixel 3 px inside of its left edge."""
        pixels = Image.open(io.BytesIO(answers.nth(i).screenshot())).convert("RGB")
        return np.asarray(pixels, float)[pixels.height // 2, 3]

    chosen, *others = (ring(i) for i in (1, 0, 2))
    assert min(contrast(chosen, other) for other in others) > 3
    papers = [
        label.evaluate("e => getComputedStyle(e).backgroundColor")
        for label in stage.asked.locator("label:has(input)").all()
    ]
    assert len(set(papers)) == 2  # and its words stand on a paper of their own
    assert papers.count(papers[1]) == 1
