"""Lesson 1 as a student meets it: every panel, buttons and arrow keys, wide and narrow."""

import re

import pytest
from panels import NARROW, part
from playwright.sync_api import expect

LESSON = "voila/render/01_backpropagation.ipynb"


def answers(stage, right, *question):
    expect(stage.predict(right, *question)).to_contain_text(f"Right: {right}", timeout=20_000)


@pytest.fixture
def lesson(server, visit):
    return visit(f"{server}{LESSON}")


@pytest.mark.parametrize("key", ["Enter", "ArrowRight"])
def test_the_page_opens_one_press_before_a_minus_y(lesson, key):
    image = lesson.locator("img.bl-picture-img").first  # not scrolled to: the page stands as it opened
    expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=30_000)
    expect(lesson.locator(".bl-picture").first).to_be_focused()
    assert lesson.evaluate("scrollY") == 0
    lesson.keyboard.press(key)
    expect(lesson.locator(".bl-sentence").first).to_contain_text("a[2] − y")
    lesson.keyboard.press("ArrowLeft")
    expect(lesson.locator(".bl-status").first).to_contain_text("forward, operation 5 of 12")


def test_the_stepper(lesson):
    stage = part(lesson, 0)
    expect(stage.status).to_contain_text("forward, operation 5 of 12")
    stage.button("Step").click()
    expect(stage.sentence).to_contain_text("a[2] − y")
    expect(stage.image).to_have_attribute("alt", re.compile("a.2. − y"))
    stage.picture.focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.sentence).to_contain_text("dW[2] = dz[2] a[1]ᵀ")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.sentence).to_contain_text("a[2] − y")
    lesson.keyboard.press("ArrowLeft")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.sentence).to_contain_text("a[2] = σ(z[2])")
    stage.button("Back").click()
    expect(stage.status).to_contain_text("operation 3 of 12")
    stage.button("▶ Play").click()
    expect(stage.status).to_contain_text("operation 12 of 12", timeout=15_000)
    stage.button("Reset").click()
    expect(stage.status).to_contain_text("operation 5 of 12")

    stage.root.get_by_label("Layers", exact=True).focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.status).to_contain_text("operation 7 of 18")
    stage.root.get_by_label("Which weight to change").select_option("b₁[1]")
    slider = stage.root.get_by_label("Change one weight by", exact=True)
    slider.focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.root.locator(".bl-main")).to_contain_text(re.compile(r"b₁.1. = (0\.1\d|1\.1)"))
    stage.root.get_by_label("Output and loss").select_option("sigmoid + squared error")
    stage.button("Step").click()
    expect(stage.sentence).to_contain_text("· σ′(z[3])")
    stage.button("Show more settings").click()
    expect(stage.root.get_by_label("x₁", exact=True)).to_be_visible()
    stage.button("Back to the lesson’s settings").click()
    expect(stage.status).to_contain_text("of 12")
    answers(stage, "negative")
    lesson.reload()
    expect(part(lesson, 0).sentence).to_contain_text("l = ")


def test_chain_check_and_batch(lesson):
    stage = part(lesson, 1)
    for _ in range(4):
        stage.button("Step").click()
    expect(stage.sentence).to_contain_text("So dW[2] = [W[3]ᵀ(a[3] − y) · σ′(z[2])] a[1]ᵀ")
    answers(stage, "σ′(z₁[1])")
    expect(stage.sentence).to_contain_text("∂a[1]/∂z[1] = diag σ′(z[1])")
    answers(stage, "(a − y) · σ′(z)", "question 2")

    stage = part(lesson, 2)
    expect(stage.sentence).to_contain_text("All six arrays agree")
    answers(stage, "layer 1 only: dW[1] and db[1]")
    expect(stage.sentence).to_contain_text("The check fails in dW[1], db[1]")
    stage.root.get_by_label("Which line is broken").select_option("none")
    stage.button("▶ Play").click()
    expect(stage.status).to_contain_text("25 of 25 ε checked", timeout=20_000)
    slider = stage.root.get_by_label("ε of the differences", exact=True)
    slider.focus()
    lesson.keyboard.press("End")
    expect(stage.sentence).to_contain_text("truncation")
    expect(stage.sentence).to_contain_text("in float32")
    lesson.keyboard.press("Home")
    expect(stage.sentence).to_contain_text("round-off")

    stage = part(lesson, 3)
    stage.picture.focus()
    lesson.keyboard.press("ArrowRight")
    expect(stage.sentence).to_contain_text("dW[2] = 1/N_s")
    stage.root.get_by_label("Array to open").select_option("X")
    expect(stage.sentence).to_contain_text("Opened: X, 2 × 4")
    answers(stage, "dZ[1], dW[1] and db[1]")
    answers(stage, "its shape stays, its entries stay of one size", "question 2")


def test_deeper_parts_open(lesson):
    assert lesson.locator(".bl-panel").count() == 4
    lesson.get_by_role("button", name="Show the net of the lecture").click()
    stage = part(lesson, 4)
    stage.button("Step").click()
    expect(stage.sentence).to_contain_text("∂L/∂W[3]")
    lesson.get_by_role("button", name="Show what a gradient costs").click()
    stage = part(lesson, 5)
    stage.button("▶ Play").click()
    expect(stage.sentence).to_contain_text("17,025 parameters", timeout=30_000)
    lesson.get_by_role("button", name="Show your turn: write backward yourself").click()
    expect(lesson.locator(".bl-turn")).to_contain_text("dZ2: not written yet")
    lesson.get_by_role("button", name="Show a solution").click()
    expect(lesson.locator(".bl-turn")).to_contain_text("dZ2 = A2 - Y")


def test_a_state_is_taken_along(lesson, server, visit):
    stage = part(lesson, 2)
    stage.root.get_by_label("Which line is broken").select_option("index swapped")
    stage.button("Show link, code and files").click()
    share = stage.root.locator(".bl-share")
    expect(share).to_contain_text('net.bug = "index swapped"')
    expect(share).to_contain_text("Panel(Believe(bug='index swapped'), believe)")
    with lesson.expect_download() as download:
        share.get_by_role("link", name="check-arrays.csv").click()
    assert download.value.suggested_filename == "check-arrays.csv"
    link = share.get_by_role("link", name="Link to these settings").get_attribute("href")
    expect(part(visit(f"{server}{LESSON}{link}"), 2).sentence).to_contain_text("The check fails in dW[2].")


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(lesson):
    stage = part(lesson, 0)
    stage.fits()
    expect(stage.button("Step")).to_be_in_viewport()
    stage.button("Show settings").click()
    expect(stage.root.get_by_label("Layers", exact=True)).to_be_visible()
    stage.button("Show link, code and files").click()
    expect(stage.root.locator(".bl-share")).to_contain_text("net = MLP([3, 2, 1]")
    stage.fits()
