"""Lesson 2 as a student meets it: every panel, buttons and arrow keys, wide and narrow."""

import pytest
from panels import NARROW, built, clicks, in_the_end, part
from playwright.sync_api import expect

LESSON = "voila/render/02_symmetry.ipynb"


def answers(stage, right):
    in_the_end(stage.predict(right), f"Right: {right}")


@pytest.fixture
def lesson(server, visit):
    return visit(f"{server}{LESSON}")


def test_three_starts(lesson):
    stage = part(lesson, 0)
    expect(stage.sentence).to_contain_text("Before the first update")
    stage.press("▶ Play")
    expect(stage.sentence).to_contain_text("no better than guessing (0.673)", timeout=10_000)
    stage.press("‖ Pause")
    expect(stage.button("▶ Play")).to_be_visible()
    stage.press("Reset")
    expect(stage.status).to_contain_text("update 0 ")
    stage.keys("ArrowRight")
    expect(stage.status).to_contain_text("update 1 ")
    stage.press("Step")
    expect(stage.status).to_contain_text("update 2 ")
    clicks(stage.root.get_by_role("button", name="to 0 = the zero start"))
    expect(stage.status).to_contain_text("update 0 ")
    stage.choose("Activation", "ReLU")
    stage.slide("Hidden units n", "ArrowLeft")
    stage.press("Reseed")
    expect(stage.status).to_contain_text("seed 1")
    stage.press("Back to the lesson’s settings")
    expect(stage.status).to_contain_text("seed 0")
    answers(stage, "it learns what one unit can")


def test_the_proof_goes_forward_and_back(lesson):
    stage = part(lesson, 1)
    expect(stage.sentence).to_contain_text("a₁[1] = a₂[1]")
    stage.press("Step")
    expect(stage.sentence).to_contain_text("dz₁[1] = dz₂[1]")
    stage.keys("ArrowRight")
    expect(stage.sentence).to_contain_text("dW₁₁ = dW₂₁")
    lesson.keyboard.press("ArrowLeft")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.status).to_contain_text("step 1 of 4")
    for _ in range(4):
        lesson.keyboard.press("ArrowRight")
    expect(stage.status).to_contain_text("update 1")
    stage.press("Back")
    expect(stage.status).to_contain_text("update 0 · step 4 of 4")
    stage.press("Show more settings")
    stage.type("Added to w₂₁[1]: breaks it", "0.2")
    expect(stage.sentence).to_contain_text("a₁[1] ≠ a₂[1]")
    stage.press("Back to the lesson’s settings")
    answers(stage, "they stay equal")


def test_plateau_and_breakers_and_deeper_parts(lesson):
    stage = part(lesson, 2)
    stage.press("▶ Play")
    in_the_end(stage.sentence, "all 208 nets")
    expect(stage.status).to_contain_text("update 2,000", timeout=20_000)
    stage.press("Show the numbers")
    expect(stage.root.locator(".bl-numbers")).to_contain_text("exactly equal")
    expect(stage.root.locator(".bl-numbers")).to_contain_text("16 of 16")
    answers(stage, "50 to 1,000 updates longer")

    stage = part(lesson, 3)
    expect(stage.root.locator(".bl-net .title tspan").first).to_have_text("[2]")  # raised
    stage.press("▶ Play")
    expect(stage.sentence).to_contain_text("exactly 0 with: plain, momentum, Adam and minibatches")
    stage.press("‖ Pause")
    answers(stage, "yes, they part")

    assert built(lesson).count() == 4
    for number, words in ((4, "the three nets inside"), (5, "the loss on a plane through zero")):
        clicks(lesson.get_by_role("button", name=f"Show {words}"))
        stage = part(lesson, number)
        stage.press("Step")
        expect(stage.status).to_contain_text("update 1")


def test_a_state_is_taken_along_and_its_link_brings_it_back(lesson):
    for i in range(4):
        stage = part(lesson, i)
        stage.press("Show link, code and files")
        expect(stage.root.locator(".bl-share")).to_contain_text("net = MLP(")
    stage.choose("Activation", "sigmoid")
    stage.press("Show link, code and files")  # that of the state before has closed
    with lesson.expect_navigation():
        clicks(stage.root.get_by_role("link", name="Link to these settings"))
    again = part(lesson, 3)
    expect(again.root.get_by_label("Activation")).to_have_value("sigmoid")
    expect(again.button("Show link, code and files")).to_be_visible()


@pytest.mark.long
def test_a_deeper_part_with_settings_is_open_again_after_a_reload(lesson):
    clicks(lesson.get_by_role("button", name="Show the three nets inside"))
    part(lesson, 4).choose("Activation", "ReLU")
    lesson.wait_for_url("**/*inside.activation=ReLU*")
    lesson.reload()
    expect(lesson.locator(".bl-panel")).to_have_count(5, timeout=60_000)
    expect(part(lesson, 4).root.get_by_label("Activation")).to_have_value("ReLU")


@pytest.mark.long
@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(lesson):
    stage = part(lesson, 0)
    stage.fits()
    expect(stage.button("▶ Play")).to_be_in_viewport()
    expect(stage.root.get_by_label("Constant c", exact=True)).to_be_in_viewport()
    stage.press("Show settings")
    expect(stage.root.get_by_label("Activation")).to_be_visible()
    moons = part(lesson, 2).button("The moons: two steps")
    assert moons.bounding_box()["height"] >= 44
    clicks(moons)
    expect(part(lesson, 2).root.get_by_label("Data")).to_have_value("moons")
