"""Lesson 3 as a student meets it: from the start page, with mouse and keys, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

NARROW = {"width": 420, "height": 800}
LESSON = "voila/render/03_initialization.ipynb"


class Hero:
    """The first panel of the lesson."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(".bl-panel").first
        self.image = self.root.locator("img.bl-picture-img")
        self.sentence = self.root.locator(".bl-sentence")
        expect(self.image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=30_000)

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_label(name, exact=True)

    def frame(self):
        return int(self.image.get_attribute("data-frame"))

    def update(self):
        status = self.root.locator(".bl-status").text_content()
        return int(re.search(r"update ([\d,]+)", status)[1].replace(",", ""))

    def waits_for_frame_after(self, frame):
        self.page.wait_for_function(
            "([img, frame]) => Number(img.dataset.frame) > frame", arg=[self.image.element_handle(), frame]
        )


@pytest.fixture
def hero(server, visit):
    return Hero(visit(f"{server}{LESSON}"))


def test_from_the_start_page_to_a_trained_net(server, page):
    page.goto(server)
    page.get_by_role("link", name="Initialization").first.click()
    hero = Hero(page)
    expect(hero.sentence).to_contain_text("they vanish")

    before, alt = hero.frame(), hero.image.get_attribute("alt")
    box = hero.slider("Weight variance σ²").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for share in (0.55, 0.6, 0.7, 0.8):
        page.mouse.move(box["x"] + box["width"] * share, y)
    page.mouse.up()
    expect(hero.sentence).to_contain_text("they explode")
    hero.waits_for_frame_after(before)
    assert hero.image.get_attribute("alt") != alt

    hero.root.get_by_role("button", name="to 2/n").click()
    expect(hero.sentence).to_contain_text("every layer gets its share")

    hero.button("▶ Play").click()
    frame = hero.frame()
    hero.waits_for_frame_after(frame + 3)
    hero.button("⏸ Pause").click()
    expect(hero.button("▶ Play")).to_be_visible(timeout=1000)
    page.wait_for_timeout(300)
    update = hero.update()
    assert update > 0
    page.wait_for_timeout(300)
    assert hero.update() == update

    hero.button("Step").click()
    expect(hero.root.locator(".bl-status")).to_contain_text(f"update {update + 1}")
    hero.button("Reset").click()
    expect(hero.root.locator(".bl-status")).to_contain_text("update 0")
    hero.button("Reseed").click()
    expect(hero.root.locator(".bl-status")).to_contain_text("seeds 8 to 15")

    page.reload()
    expect(Hero(page).sentence).to_contain_text("a layer")


def test_play_answers_while_settings_change(hero):
    hero.button("▶ Play").click()
    hero.slider("Depth").focus()
    for _ in range(5):
        hero.page.keyboard.press("ArrowLeft")
    expect(hero.slider("Depth")).to_have_value("15")
    expect(hero.sentence).to_contain_text("layer 14")
    hero.button("⏸ Pause").click()
    expect(hero.button("▶ Play")).to_be_visible(timeout=1000)


def test_typed_numbers_and_menus(hero):
    typed = hero.root.get_by_label("Depth, typed")
    typed.fill("500")
    typed.press("Enter")
    expect(hero.root.locator(".bl-message")).to_contain_text("Depth 500 is not a whole number from 1 to 50")
    expect(hero.slider("Depth")).to_have_value("50")
    hero.root.get_by_label("Initializer").select_option("zeros")
    expect(hero.sentence).to_contain_text("exactly 0")
    hero.button("Back to the lesson’s settings").click()
    expect(hero.sentence).to_contain_text("they vanish")


def test_more_settings_unfold(hero):
    rate = hero.slider("Learning rate")
    expect(rate).to_be_hidden()
    hero.button("Show more settings").click()
    expect(rate).to_be_visible()
    hero.button("Hide more settings").click()
    expect(rate).to_be_hidden()


def test_every_control_can_be_reached_by_keyboard_and_has_a_name(hero):
    reached = set()
    hero.root.get_by_label("Initializer").focus()
    for _ in range(20):
        focused = "(e => e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent)"
        reached.add(hero.page.evaluate(f"{focused}(document.activeElement)").strip())
        hero.page.keyboard.press("Tab")
    wanted = {
        "Initializer",
        "Depth",
        "Width",
        "Activation",
        "Seeds",
        "Weight variance σ²",
        "▶ Play",
        "Step",
        "Reset",
        "Reseed",
    }
    assert wanted <= reached


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_narrow_everything_is_in_reach(hero):
    page = hero.page
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    width = page.evaluate("img => img.naturalWidth", hero.image.element_handle())
    assert width == pytest.approx(hero.image.bounding_box()["width"], abs=1)  # drawn at that size, not shrunk
    play = hero.button("▶ Play")
    assert play.bounding_box()["height"] >= 44
    expect(play).to_be_in_viewport()
    expect(hero.slider("Weight variance σ²")).to_be_in_viewport()
    expect(hero.slider("Depth")).to_be_hidden()
    hero.button("Show settings").click()
    expect(hero.slider("Depth")).to_be_visible()


def test_the_published_circles_run(server, visit):
    page = visit(f"{server}{LESSON}")
    panel = page.locator(".bl-panel").last
    panel.scroll_into_view_if_needed()
    panel.get_by_role("button", name="▶ Play").click()
    expect(panel.locator(".bl-status")).to_contain_text("update 15,000", timeout=60_000)
    expect(panel.locator(".bl-sentence")).to_contain_text("He 96%")
    panel.get_by_role("button", name="Show the numbers").click()
    expect(panel.locator(".bl-numbers")).to_contain_text("0.07357895962677369")
