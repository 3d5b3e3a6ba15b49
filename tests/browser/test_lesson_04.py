"""Lesson 4 as a student meets it: two balls, hidden units over depth, more data and the switches; wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

NARROW = {"width": 420, "height": 800}
LESSON = "voila/render/04_why_deep_learning_took_off.ipynb"


class Part:
    """A panel of the page."""

    def __init__(self, page, root):
        self.page, self.root = page, root
        self.image, self.sentence = root.locator("img.bl-picture-img"), root.locator(".bl-sentence")
        self.status = root.locator(".bl-status")

    def drawn(self):
        self.root.scroll_into_view_if_needed()
        expect(self.image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=30_000)
        return self

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_label(name, exact=True)

    def plays(self):
        """Play for a moment, and pause."""
        before = self.status.text_content()
        self.button("▶ Play").click()
        expect(self.status).not_to_have_text(before, timeout=20_000)
        self.button("⏸ Pause").click()
        expect(self.button("▶ Play")).to_be_visible(timeout=5000)
        return self


def part(page, i):
    return Part(page, page.locator(".bl-panel").nth(i)).drawn()


@pytest.fixture
def page04(server, visit):
    return visit(f"{server}{LESSON}")


def test_from_the_start_page_one_ball_moves_and_one_sleeps(server, page):
    page.goto(server)
    page.get_by_role("link", name="Why deep learning took off").first.click()
    hero = part(page, 0)
    expect(hero.sentence).to_contain_text("57 ×")
    hero.button("▶ Play").click()
    expect(hero.sentence).to_contain_text("cross-entropy got there after 31 updates", timeout=30_000)
    expect(hero.sentence).to_contain_text("squared error is at a = 0.9")
    hero.button("⏸ Pause").click()
    hero.button("Reset").click()
    expect(hero.status).to_contain_text("update 0 ")
    hero.button("Step").click()
    expect(hero.status).to_contain_text("update 1 ")
    slider = hero.slider("Weight w at the start")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(hero.sentence).not_to_contain_text("a = 0.982")
    page.wait_for_url(re.compile(r"neuron\.w="))
    page.wait_for_timeout(800)  # a frame that is still on its way could not be answered
    page.reload()
    expect(part(page, 0).sentence).not_to_contain_text("a = 0.982")


def test_the_published_values_stand_beside_ours(page04):
    hero = part(page04, 0)
    hero.button("▶ Play").click()
    expect(hero.sentence).to_contain_text("published values are met", timeout=30_000)
    hero.button("⏸ Pause").click()
    hero.button("Show the numbers").click()
    expect(hero.root.locator(".bl-numbers")).to_contain_text("0.202848")


def test_the_gradient_ratio_is_predicted(page04):
    hero = part(page04, 0)
    hero.button("Show the question").click()
    hero.root.get_by_label("about 7 ×").check()
    hero.button("Run and reveal").click()
    expect(hero.root.locator(".bl-predict")).to_contain_text("it is about 57 ×")


def test_every_panel_plays(page04):
    panels = page04.locator(".bl-panel").count()
    for i in range(1, panels):
        part(page04, i).plays()


def test_stages_of_the_sandbox_are_kept(page04):
    box = Part(page04, page04.locator(".bl-panel").filter(has_text="Optimizer (Adam")).drawn()
    box.button("▶ Play").click()
    expect(box.status).to_contain_text("update 800 of 800", timeout=60_000)
    box.root.get_by_label("Optimizer (Adam: later than the quotation)").select_option("Adam")
    expect(box.sentence).to_contain_text("tried before: 1986")
    box.button("Back to the lesson’s settings").click()
    expect(box.sentence).to_contain_text("1986")


def test_typed_depth_is_guarded(page04):
    units = Part(page04, page04.locator(".bl-panel").filter(has_text="Hidden layers").first).drawn()
    typed = units.root.get_by_label("Hidden layers, typed")
    typed.fill("99")
    typed.press("Enter")
    expect(units.root.locator(".bl-message")).to_contain_text("is not a whole number from 1 to 20")
    expect(units.sentence).to_contain_text("With 20 hidden layers")


def test_what_is_deeper_opens_and_plays(page04):
    page, panels = page04, page04.locator(".bl-panel").count()
    for fold in page.locator(".bl-deeper > .bl-fold").all():
        fold.click()
        part(page, panels)  # opened parts stand where they are in the page: any new panel will do
        panels += 1
    for i in range(panels):
        part(page, i).plays()


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(page04):
    page, hero = page04, part(page04, 0)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    width = page.evaluate("img => img.naturalWidth", hero.image.element_handle())
    assert width == pytest.approx(hero.image.bounding_box()["width"], abs=1)
    expect(hero.button("▶ Play")).to_be_in_viewport()
    expect(hero.slider("Weight w at the start")).to_be_in_viewport()
    hero.button("Show settings").click()
    expect(hero.slider("Learning rate")).to_be_visible()
