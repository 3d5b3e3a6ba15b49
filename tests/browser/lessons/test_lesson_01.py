"""Lesson 1 as a student meets it: every panel, buttons and arrow keys, wide and narrow."""

import re

import pytest
from panels import NARROW, built, clicks, part
from playwright.sync_api import expect

from app.backpropagation import batch
from app.experiment.words import html

LESSON = "voila/render/01_backpropagation.ipynb"


def answers(stage, right, *question):
    expect(stage.predict(right, *question)).to_contain_text(f"Right: {right}", timeout=20_000)


@pytest.fixture
def lesson(page, server, visit):
    """With reduced motion, under which the net does not show itself when the page opens (see test_net.py)."""
    page.emulate_media(reduced_motion="reduce")
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
    names = stage.root.locator(".bl-net .unit .name")
    expect(names.last).to_have_text("a₁[2]")
    expect(names.last.locator("tspan")).to_have_text("[2]")  # raised
    expect(stage.status).to_contain_text("forward, operation 5 of 12")
    stage.press("Step")
    expect(stage.sentence).to_contain_text("a[2] − y")
    expect(stage.image).to_have_attribute("alt", re.compile("a.2. − y"))
    stage.keys("ArrowRight")
    expect(stage.sentence).to_contain_text("dW[2] = dz[2] a[1]ᵀ")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.sentence).to_contain_text("a[2] − y")
    lesson.keyboard.press("ArrowLeft")
    lesson.keyboard.press("ArrowLeft")
    expect(stage.sentence).to_contain_text("a[2] = σ(z[2])")
    stage.press("Back")
    expect(stage.status).to_contain_text("operation 3 of 12")
    stage.press("▶ Play")
    expect(stage.status).to_contain_text("operation 12 of 12", timeout=30_000)
    stage.press("Reset")
    expect(stage.status).to_contain_text("operation 5 of 12")

    stage.slide("Layers", "ArrowRight")
    expect(stage.status).to_contain_text("operation 7 of 18")
    stage.choose("Which weight to change", "b₁[1]")
    stage.slide("Change one weight by", "ArrowRight")
    expect(stage.root.locator(".bl-main")).to_contain_text(re.compile(r"b₁.1. = (0\.1\d|1\.1)"))
    stage.choose("Output and loss", "sigmoid + squared error")
    stage.press("Step")
    expect(stage.sentence).to_contain_text("· σ′(z[3])")
    stage.press("Show more settings")
    expect(stage.root.get_by_label("x₁", exact=True)).to_be_visible()
    stage.press("Back to the lesson’s settings")
    expect(stage.status).to_contain_text("of 12")
    answers(stage, "negative")
    lesson.reload()
    expect(part(lesson, 0).sentence).to_contain_text("l = ")


def test_the_first_net_goes_downhill(lesson):
    stage = part(lesson, 1)
    expect(stage.sentence).to_contain_text("w₁₁[2] becomes 0.7 − 0.5 · (−0.174) = 0.787")
    stage.press("Step")
    expect(stage.sentence).to_contain_text("the loss is 0.461")
    stage.keys("ArrowRight")
    expect(stage.status).to_have_text("step 2")
    stage.press("▶ Play")
    expect(stage.sentence).to_contain_text("Learnt after 16 steps", timeout=15_000)
    stage.choose("Output and loss", "linear + squared error")
    answers(stage, "it does not learn")


def test_chain_check_and_batch(lesson):
    stage = part(lesson, 2)
    for _ in range(4):
        stage.press("Step")
    expect(stage.sentence).to_contain_text("So dW[2] = [W[3]ᵀ(a[3] − y) · σ′(z[2])] a[1]ᵀ")
    answers(stage, "σ′(z₁[1])")
    expect(stage.sentence).to_contain_text("∂a[1]/∂z[1] = diag σ′(z[1])")
    answers(stage, "(a − y) · σ′(z)", 2)

    stage = part(lesson, 3)
    expect(stage.sentence).to_contain_text("All six arrays agree")
    answers(stage, "layer 1 only: dW[1] and db[1]")
    expect(stage.sentence).to_contain_text("The check fails in dW[1] and db[1]")
    broken = stage.root.get_by_role("button", name="7 ✗ dA = W[k] @ dZ[k] # k = 2")
    clicks(broken)  # mended
    expect(stage.root.get_by_role("button", name="dA = W[k].T @ dZ[k]")).to_be_visible()
    stage.press("▶ Play")
    expect(stage.status).to_contain_text("25 of 25 ε checked", timeout=20_000)
    stage.slide("ε of the differences", "End")
    expect(stage.sentence).to_contain_text("truncation")
    expect(stage.sentence).to_contain_text("in float32")
    lesson.keyboard.press("Home")
    expect(stage.sentence).to_contain_text("round-off")

    stage = part(lesson, 4)
    stage.keys("ArrowRight")
    expect(stage.sentence).to_contain_text("dW[2] = 1/Ns")
    stage.choose("Array to open", "X")
    expect(stage.sentence).to_contain_text("Opened: X, 2 × 4")
    # Symbols in labels stand as in sentences.
    options = stage.asked.locator(".widget-radio-box label > span").all()
    assert [option.inner_html() for option in options] == [*map(html, batch.EXHIBIT.questions[0].options)]
    assert stage.root.locator(".bl-main label").inner_html() == html("Samples N_s")
    answers(stage, "dZ[1], dW[1] and db[1]")
    answers(stage, "its shape stays, its entries stay of one size", 2)


def test_deeper_parts_open(lesson):
    assert built(lesson).count() == 5
    clicks(lesson.get_by_role("button", name="Show the net of the lecture"))
    stage = part(lesson, 5)
    stage.press("Step")
    expect(stage.sentence).to_contain_text("∂L/∂W[3]")
    clicks(lesson.get_by_role("button", name="Show what a gradient costs"))
    stage = part(lesson, 6)
    stage.press("▶ Play")
    expect(stage.sentence).to_contain_text("17,025 parameters", timeout=30_000)
    clicks(lesson.get_by_role("button", name="Show your turn: write backward yourself"))
    expect(lesson.locator(".bl-turn")).to_contain_text("dZ2: not written yet")
    clicks(lesson.get_by_role("button", name="Show a solution"))
    expect(lesson.locator(".bl-turn")).to_contain_text("dZ2 = A2 - Y")


@pytest.mark.long
def test_a_state_is_taken_along(lesson, server, visit):
    stage = part(lesson, 3)
    line = stage.root.get_by_role("button", name="dW[k] = dZ[k] @ A[k-1].T / N_s")
    stage.hand.tabs_to(line, after=stage.root.get_by_role("button", name="dZ[L] = A[L] - Y"))
    stage.hand.press("Enter", "Enter")  # by keyboard: its first way, then its second
    expect(stage.sentence).to_contain_text("Line 4 is broken")
    stage.press("Show link, code and files")
    share = stage.root.locator(".bl-share")
    expect(share).to_contain_text('bug="index swapped"')
    expect(share).to_contain_text("check.panel(bug='index swapped')")
    with lesson.expect_download() as download:
        clicks(share.get_by_role("link", name="check-arrays.csv"))
    assert download.value.suggested_filename == "check-arrays.csv"
    link = share.get_by_role("link", name="Link to these settings").get_attribute("href")
    expect(part(visit(f"{server}{LESSON}{link}"), 3).sentence).to_contain_text(
        "A[k].T / N_s # k = 2 in place of"
    )


@pytest.mark.long
@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(lesson):
    stage = part(lesson, 0)
    stage.fits()
    expect(stage.button("Step")).to_be_in_viewport()
    stage.press("Show settings")
    expect(stage.root.get_by_label("Layers", exact=True)).to_be_visible()
    stage.press("Show link, code and files")
    expect(stage.root.locator(".bl-share")).to_contain_text("W=[ [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]]")
    stage.fits()
