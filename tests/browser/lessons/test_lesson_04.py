"""Lesson 4 as a student meets it: two balls, hidden units over depth, more data and the switches; wide and narrow."""

import re

import pytest
from panels import NARROW, Part, built, clicks, in_the_end, part
from playwright.sync_api import expect

LESSON = "voila/render/04_why_deep_learning_took_off.ipynb"


@pytest.fixture
def page04(server, visit):
    return visit(f"{server}{LESSON}")


def test_from_the_start_page_one_ball_moves_and_one_sleeps(server, page):
    page.goto(server)
    clicks(page.get_by_role("link", name="Why deep learning took off").first)
    hero = part(page, 0)
    expect(hero.sentence).to_contain_text("57 ×")
    hero.press("▶ Play")
    expect(hero.sentence).to_contain_text("cross-entropy got there after 31 updates", timeout=30_000)
    expect(hero.sentence).to_contain_text("squared error is at a = 0.9")
    expect(hero.message).to_contain_text("Update 31")  # where the text speaks of it
    hero.press("Reset")
    expect(hero.status).to_contain_text("update 0 ")
    hero.press("Step")
    expect(hero.status).to_contain_text("update 1 ")
    hero.slide("Weight w at the start", "ArrowLeft")
    expect(hero.sentence).not_to_contain_text("a = 0.982")
    page.wait_for_url(re.compile(r"neuron\.w="))
    page.wait_for_timeout(800)  # a frame that is still on its way could not be answered
    page.reload()
    expect(part(page, 0).sentence).not_to_contain_text("a = 0.982")


def test_the_published_values_stand_beside_ours(page04):
    hero = part(page04, 0)
    for update in (31, 302):
        hero.press("▶ Play")
        in_the_end(hero.status, f"update {update} ")
        expect(hero.message).to_contain_text(f"Update {update}")
    expect(hero.sentence).to_contain_text("outputs are the same: 0.98 and 0.20")
    hero.press("Show the numbers")
    expect(hero.root.locator(".bl-numbers")).to_contain_text("0.202848")


def test_the_gradient_ratio_is_predicted(page04):
    hero = part(page04, 0)
    hero.predict("about 7 ×")
    expect(hero.asked).to_contain_text("it is about 57 ×")


@pytest.mark.long
def test_stages_of_the_sandbox_are_kept(page04):
    box = Part(page04.locator(".bl-panel").filter(has_text="Optimizer (Adam"))
    box.press("▶ Play")
    in_the_end(box.status, "update 800 of 800")
    box.choose("Optimizer (Adam: later than the quotation)", "Adam")
    expect(box.sentence).to_contain_text("tried before: 1986")
    box.press("Back to the lesson’s settings")
    expect(box.sentence).to_contain_text("1986")


def test_typed_depth_is_guarded(page04):
    units = Part(page04.locator(".bl-panel").filter(has_text="Hidden layers").first)
    units.type("Hidden layers", "99")
    expect(units.message).to_contain_text("is not a whole number from 1 to 20")
    expect(units.sentence).to_contain_text("With 20 hidden layers")


def test_what_is_deeper_opens_and_plays(page04):
    page, panels = page04, built(page04).count()
    for fold in page.locator(".bl-deeper > .bl-fold").all():
        clicks(fold)
        part(page, panels)  # opened parts stand where they are in the page: any new panel will do
        panels += 1
    for i in range(panels):
        expect(part(page, i).plays().sentence).not_to_be_empty()


@pytest.mark.long
@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(page04):
    hero = part(page04, 0)
    hero.fits()
    expect(hero.button("▶ Play")).to_be_in_viewport()
    expect(hero.slider("Weight w at the start")).to_be_in_viewport()
    hero.press("Show settings")
    expect(hero.slider("Learning rate")).to_be_visible()


@pytest.mark.long
def test_all_sets_of_switches_fill_in_and_another_switch_loses_nothing(page04):
    clicks(page04.get_by_role("button", name="Show all 32 sets of switches"))
    sets = Part(page04.locator(".bl-panel").filter(has_text="Switch to compare"))
    expect(sets.sentence).to_contain_text("Press play")
    sets.press("▶ Play")
    in_the_end(
        sets.root, "With Adam"
    )  # the first set may take long: how far it is stands elsewhere in the panel
    sets.press("‖ Pause")
    expect(sets.button("▶ Play")).to_be_visible()
    done = sets.status.inner_text()
    sets.choose("Switch to compare, on and off", "He")
    expect(sets.sentence).to_contain_text("With He")
    assert sets.status.inner_text() == done
