"""Lesson 2 as a student meets it: every panel, buttons and arrow keys, wide and narrow."""

import pytest
from panels import NARROW, part
from playwright.sync_api import expect

LESSON = "voila/render/02_symmetry.ipynb"


def answers(stage, right):
    expect(stage.predict(right)).to_contain_text(f"Right: {right}", timeout=60_000)


@pytest.fixture
def lesson(server, visit):
    return visit(f"{server}{LESSON}")


def test_three_starts(lesson):
    stage = part(lesson, 0)
    expect(stage.sentence).to_contain_text("Before the first update")
    stage.button("▶ Play").click()
    expect(stage.sentence).to_contain_text("no better than guessing (0.673)", timeout=10_000)
    stage.button("‖ Pause").click()
    expect(stage.button("▶ Play")).to_be_visible()
    stage.button("Reset").click()
    expect(stage.status).to_contain_text("update 0 ")
    stage.picture.focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.status).to_contain_text("update 1 ")
    stage.button("Step").click()
    expect(stage.status).to_contain_text("update 2 ")
    stage.root.get_by_role("button", name="to 0 = the zero start").click()
    expect(stage.status).to_contain_text("update 0 ")
    stage.root.get_by_label("Activation").select_option("ReLU")
    stage.root.get_by_label("Hidden units n", exact=True).focus()
    lesson.keyboard.press("ArrowLeft")
    stage.button("Reseed").click()
    expect(stage.status).to_contain_text("seed 1")
    stage.button("Back to the lesson’s settings").click()
    expect(stage.status).to_contain_text("seed 0")
    answers(stage, "it learns what one unit can")


def test_the_proof_goes_forward_and_back(lesson):
    stage = part(lesson, 1)
    expect(stage.sentence).to_contain_text("a₁[1] = a₂[1]")
    stage.button("Step").click()
    expect(stage.sentence).to_contain_text("dz₁[1] = dz₂[1]")
    stage.picture.focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.sentence).to_contain_text("dW₁₁ = dW₂₁")
    lesson.keyboard.press("ArrowLeft")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.status).to_contain_text("step 1 of 4")
    for _ in range(4):
        lesson.keyboard.press("ArrowRight")
    expect(stage.status).to_contain_text("update 1")
    stage.button("Back").click()
    expect(stage.status).to_contain_text("update 0 · step 4 of 4")
    stage.button("Show more settings").click()
    typed = stage.root.get_by_label("Added to w₂₁[1]: breaks it, typed")
    typed.fill("0.2")
    typed.press("Enter")
    expect(stage.sentence).to_contain_text("a₁[1] ≠ a₂[1]")
    stage.button("Back to the lesson’s settings").click()
    answers(stage, "they stay equal")


def test_plateau_and_breakers_and_deeper_parts(lesson):
    stage = part(lesson, 2)
    stage.button("▶ Play").click()
    expect(stage.sentence).to_contain_text("208 of 208", timeout=60_000)
    expect(stage.status).to_contain_text("update 2,000", timeout=20_000)
    stage.button("Show the numbers").click()
    expect(stage.root.locator(".bl-numbers")).to_contain_text("exactly equal")
    expect(stage.root.locator(".bl-numbers")).to_contain_text("16 of 16")
    answers(stage, "a few hundred updates longer")

    stage = part(lesson, 3)
    stage.button("▶ Play").click()
    expect(stage.sentence).to_contain_text("exactly 0 with: plain, momentum, Adam, minibatches")
    stage.button("‖ Pause").click()
    answers(stage, "yes, they part")

    assert lesson.locator(".bl-panel").count() == 4
    for number, words in ((4, "the three nets inside"), (5, "the loss on a plane through zero")):
        lesson.get_by_role("button", name=f"Show {words}").click()
        stage = part(lesson, number)
        stage.button("Step").click()
        expect(stage.status).to_contain_text("update 1")


def test_a_state_is_taken_along_and_its_link_brings_it_back(lesson):
    for i in range(4):
        stage = part(lesson, i)
        stage.button("Show link, code and files").click()
        expect(stage.root.locator(".bl-share")).to_contain_text("net = MLP(")
    stage.root.get_by_label("Activation").select_option("sigmoid")
    stage.button("Show link, code and files").click()  # that of the state before has closed
    with lesson.expect_navigation():
        stage.root.get_by_role("link", name="Link to these settings").click()
    again = part(lesson, 3)
    expect(again.root.get_by_label("Activation")).to_have_value("sigmoid")
    expect(again.button("Show link, code and files")).to_be_visible()


def test_a_deeper_part_with_settings_is_open_again_after_a_reload(lesson):
    lesson.get_by_role("button", name="Show the three nets inside").click()
    part(lesson, 4).root.get_by_label("Activation").select_option("ReLU")
    lesson.wait_for_url("**/*inside.activation=ReLU*")
    lesson.reload()
    expect(lesson.locator(".bl-panel")).to_have_count(5, timeout=60_000)
    expect(part(lesson, 4).root.get_by_label("Activation")).to_have_value("ReLU")


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(lesson):
    stage = part(lesson, 0)
    stage.fits()
    expect(stage.button("▶ Play")).to_be_in_viewport()
    expect(stage.root.get_by_label("Constant c", exact=True)).to_be_in_viewport()
    stage.button("Show settings").click()
    expect(stage.root.get_by_label("Activation")).to_be_visible()
    moons = part(lesson, 2).button("The moons: two steps")
    assert moons.bounding_box()["height"] >= 44
    moons.click()
    expect(part(lesson, 2).root.get_by_label("Data")).to_have_value("moons")
