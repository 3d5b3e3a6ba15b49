"""The playground in a browser: it is alive by itself, and a tour of it needs a keyboard alone."""

import re

import pytest
from panels import Hand
from playwright.sync_api import expect

LESSON = "voila/render/06_playground.ipynb"


@pytest.fixture
def panel(page, server, visit):
    visit(server + LESSON)
    return page.locator(".bl-exhibit-play").first


def updates(panel):
    return int(re.search(r"update ([\d,]+)", panel.locator(".bl-status").text_content())[1].replace(",", ""))


def test_it_learns_by_itself_and_a_tour_needs_a_keyboard_alone(page, panel):
    expect(panel.locator(".bl-status")).to_contain_text(re.compile(r"update [1-9]\d"))
    hand, net = Hand(page), panel.locator(".bl-net").first
    less = net.get_by_role("button", name="One unit less in layer 1")
    hand.wheels(150)  # who reads on takes nothing over
    made = updates(panel)
    hand.wheels(-150)
    expect(panel.locator(".bl-status")).not_to_contain_text(f"update {made:,} ")
    expect(panel.locator(".bl-primary")).to_have_text("‖ Pause")
    hand.press("Tab")  # the first touch takes over
    expect(panel.locator(".bl-primary")).to_have_text("▶ Play")
    hand.tabs_to(less)
    hand.press("Enter")
    expect(net.locator(".unit")).to_have_count(2 + 7 + 8 + 1)
    expect(less).to_be_focused()
    hand.press("Enter")
    expect(net.locator(".unit")).to_have_count(2 + 6 + 8 + 1)
    hand.tabs_to(net.locator(".unit").first)
    large = net.locator(".bl-net-large")
    expect(large).to_be_visible()
    hand.press("Escape")
    expect(large).to_be_hidden()
    hand.press("ArrowRight")
    words = net.locator(".bl-net-words")
    expect(words).to_contain_text("w₁₁[1] = ")
    before = float(re.search(r"= ([−\d.]+),", words.text_content())[1].replace("−", "-"))
    for _ in range(5):
        hand.press("+")
    expect(words).to_contain_text(f"w₁₁[1] = {before + 0.5:.2f}".replace("-", "−").rstrip("0").rstrip("."))
    hand.tabs_to(panel.locator(".bl-primary"))
    hand.press("Enter")
    expect(panel.locator(".bl-status")).to_contain_text(re.compile(r"update [1-9]\d"))
    hand.press("Enter")
    expect(panel.locator(".bl-primary")).to_have_text("▶ Play")
    made = updates(panel)
    hand.press("Tab", "Enter")
    expect(panel.locator(".bl-status")).to_contain_text(f"update {made + 1:,} ")
    assert "edits=" in page.url and "play.hidden=6-8" in page.url
    hand.tabs_to(panel.get_by_role("checkbox", name="x₁²"))
    hand.press("Space")
    expect(net.locator(".unit")).to_have_count(3 + 6 + 8 + 1)
    expect(panel.locator(".bl-status")).to_contain_text("update 0 ")


def test_the_first_touch_may_be_the_pause_button(page, panel):
    status, play = panel.locator(".bl-status"), panel.locator(".bl-primary")
    expect(status).to_contain_text(re.compile(r"update [1-9]\d"))
    Hand(page).clicks(play)
    expect(play).to_have_text("▶ Play")
    page.wait_for_timeout(1500)
    made = updates(panel)
    page.wait_for_timeout(1500)
    assert updates(panel) == made
    expect(play).to_have_text("▶ Play")


def test_samples_are_drawn_by_keys_and_pointer_and_bad_rows_get_a_sentence(page, panel):
    hand = Hand(page)
    hand.chooses(panel.get_by_label("Data", exact=True), "your own")
    pad = panel.locator(".bl-pad svg")
    hand.scrolls_to(pad)
    expect(pad.locator("text")).to_have_count(12)
    hand.tabs_to(pad, after=panel.locator(".bl-pad b"))
    hand.press("2", "ArrowUp", "ArrowUp", "Enter")
    expect(pad.locator("text")).to_have_count(13)
    expect(panel.locator(".bl-pad-said")).to_contain_text("Sample 13 of 13: x₁ 0, x₂ 0.1, class 1")
    hand.press("Delete")
    expect(pad.locator("text")).to_have_count(12)
    box = pad.bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"])
    expect(pad.locator("text")).to_have_count(13)
    expect(panel.locator(".bl-pad-said")).to_contain_text("x₁ 0.55, x₂ 0.55, class 1")
    hand.clicks(panel.locator(".bl-pad textarea"))
    page.keyboard.type("1,2,3\n4,5,3\n")
    hand.clicks(panel.get_by_role("button", name="Take these rows"))
    expect(panel.locator(".bl-message")).to_contain_text(
        "There are 2 rows with numbers; at least four are needed."
    )
    expect(pad.locator("text")).to_have_count(13)
