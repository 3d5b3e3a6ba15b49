"""Lesson 3 as a student meets it: from the start page, with mouse and keys, wide and narrow."""

import re

import pytest
from panels import NARROW, TABLET, WIDE, Hand, Part, clicks, in_the_end, middle, part
from playwright.sync_api import expect

LESSON = "voila/render/03_initialization.ipynb"
FACTOR = "How far off: variance ÷ and ×"


@pytest.fixture
def hero(server, visit):
    return part(visit(f"{server}{LESSON}"), 1)


def test_from_the_start_page_to_a_trained_net(server, page):
    page.goto(server)
    clicks(page.get_by_role("link", name="Initialization").first)
    hero = part(page, 1)
    expect(hero.sentence).to_contain_text("every layer gets its share")
    hero.press("The lecture’s N(0, 0.01): vanishing")
    expect(hero.sentence).to_contain_text("they vanish")

    before, alt = hero.frame(), hero.image.get_attribute("alt")
    hero.hand.drags(hero.slider("Weight variance σ²"), 0.5, 0.8)
    expect(hero.sentence).to_contain_text("they explode")
    hero.waits_for_frame_after(before)
    assert hero.image.get_attribute("alt") != alt

    clicks(hero.root.get_by_role("button", name="to 2/n"))
    expect(hero.sentence).to_contain_text("every layer gets its share")

    hero.press("▶ Play")
    frame = hero.frame()
    hero.waits_for_frame_after(frame + 3)
    hero.press("‖ Pause")
    expect(hero.button("▶ Play")).to_be_visible(timeout=1000)
    page.wait_for_timeout(300)
    update = hero.update()
    assert update > 0
    page.wait_for_timeout(300)
    assert hero.update() == update

    hero.press("Step")
    expect(hero.status).to_contain_text(f"update {update + 1}")
    hero.press("Reset")
    expect(hero.status).to_contain_text("update 0")
    hero.press("Reseed")
    expect(hero.status).to_contain_text("seeds 8 to 15")

    page.reload()
    expect(part(page, 1).sentence).to_contain_text("a layer")


def test_play_answers_while_settings_change(hero):
    hero.press("▶ Play")
    hero.slide("Depth", *["ArrowLeft"] * 5)
    expect(hero.slider("Depth")).to_have_value("15")
    expect(hero.sentence).to_contain_text("layer 14")
    hero.press("‖ Pause")
    expect(hero.button("▶ Play")).to_be_visible(timeout=1000)


def test_typed_numbers_and_menus(hero):
    hero.type("Depth", "500")
    expect(hero.message).to_contain_text("Depth 500 is not a whole number from 1 to 50")
    expect(hero.slider("Depth")).to_have_value("50")
    hero.type("Depth", "")
    expect(hero.message).to_have_text("Depth: that is not a number. The old value stays.")
    expect(hero.typed("Depth")).to_have_value("50")
    hero.choose("Initializer", "zeros")
    expect(hero.sentence).to_contain_text("exactly 0")
    hero.press("Back to the lesson’s settings")
    expect(hero.sentence).to_contain_text("every layer gets its share")


def test_more_settings_unfold(hero):
    rate = hero.slider("Learning rate")
    expect(rate).to_be_hidden()
    hero.press("Show more settings")
    expect(rate).to_be_visible()
    hero.press("Hide more settings")
    expect(rate).to_be_hidden()


def test_every_control_can_be_reached_by_keyboard_and_has_a_name(hero):
    reached = set()
    hero.hand.tabs_to(hero.typed("Weight variance σ²"))
    for _ in range(50):
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
    hero.fits()
    hero.hand.scrolls_to(hero.slider("Weight variance σ²"))
    play = hero.button("▶ Play")
    assert play.bounding_box()["height"] >= 44
    expect(play).to_be_in_viewport()
    expect(hero.slider("Weight variance σ²")).to_be_in_viewport()
    expect(hero.slider("Depth")).to_be_hidden()
    hero.press("Show settings")
    expect(hero.slider("Depth")).to_be_visible()


@pytest.mark.long
def test_the_published_circles_run(server, visit):
    page = visit(f"{server}{LESSON}")
    panel = Part(page.locator(".bl-panel", has_text="Seed of the weights"))
    panel.press("▶ Play")
    in_the_end(panel.status, "update 15,000")
    expect(panel.sentence).to_contain_text("He 96%")
    panel.press("Show the numbers")
    expect(panel.root.locator(".bl-numbers")).to_contain_text("0.07357895962677369")


def test_arrow_keys_move_every_kind_of_slider(hero):
    """Whole, logarithmic and linear: each press gives a new value, and back again."""
    hero.press("Show more settings")
    for name in ("Depth", "Width", "Weight variance σ²", "Learning rate", "Bias at the start"):
        typed = hero.typed(name)
        hero.slide(name)
        values = [typed.input_value()]
        for _ in range(3):
            hero.page.keyboard.press("ArrowRight")
            expect(typed).not_to_have_value(values[-1])
            hero.page.wait_for_timeout(700)  # the kernel has heard of it
            values.append(typed.input_value())
        numbers = [float(value) for value in values]
        assert numbers == sorted(set(numbers)), name
        hero.page.keyboard.press("ArrowLeft")
        expect(typed).to_have_value(values[-2])


def test_links_come_back_after_a_reload(hero):
    hero.choose("Activation", "tanh")
    hero.page.wait_for_url("**signal.activation=tanh**")
    hero.page.reload()
    again = part(hero.page, 1)
    expect(again.root.get_by_label("Activation")).to_have_value("tanh")


def test_pin_predict_and_take_along(hero):
    hero.press("Pin this run")
    hero.press("He, 50 layers: little is lost")
    expect(hero.root.locator("table")).to_contain_text("50")
    hero.press("Unpin")
    expect(hero.predict("100 to 10,000 ×")).to_contain_text("right so far")
    hero.press("Show link, code and files")
    with hero.page.expect_download() as download:
        clicks(hero.root.get_by_role("link", name="signal.png"))
    assert download.value.suggested_filename == "signal.png"
    assert "MLP(" in hero.root.locator(".bl-share").text_content()


@pytest.mark.long
def test_single_seeds_are_drawn_without_a_restart(hero):
    hero.press("Step")
    expect(hero.root.locator(".bl-status")).to_contain_text("update 1 ")
    hero.press("Show more settings")
    frame = hero.frame()
    hero.choose("Loss curves", "every seed too")
    hero.waits_for_frame_after(frame)
    expect(hero.root.locator(".bl-status")).to_contain_text("update 1 ")


def test_typing_a_variance_says_what_it_does_to_the_initializer(hero):
    hero.choose("Initializer", "He")
    hero.type("Weight variance σ²", "0.5")
    expect(hero.root.locator(".bl-message")).to_contain_text("Initializer is now normal")
    expect(hero.root.get_by_label("Initializer")).to_have_value("normal")


@pytest.mark.long
def test_what_the_published_net_does_not_use_is_disabled(hero):
    panel = Part(hero.page.locator(".bl-panel", has_text="First hidden width"))
    depth = panel.slider("Depth")
    expect(depth).to_be_enabled()
    panel.choose("Net", "2-10-5-1")
    expect(depth).to_be_disabled()
    expect(panel.root.locator(".bl-slider", has_text="Depth")).to_contain_text("not used here")
    panel.choose("Net", "tapered")
    expect(depth).to_be_enabled()


@pytest.mark.long
def test_one_epoch_of_the_digits_answers_to_pause(hero):
    deeper = hero.page.locator(".bl-deeper", has_text="He against Xavier on digits")
    clicks(deeper.get_by_role("button").first)
    image = deeper.locator("img.bl-picture-img")
    expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=20_000)
    expect(hero.button("One epoch")).to_be_hidden()  # with the full batch it is what Step does
    clicks(deeper.get_by_role("button", name="One epoch"))
    clicks(deeper.get_by_role("button", name="‖ Pause"))
    expect(deeper.get_by_role("button", name="▶ Play")).to_be_visible(timeout=1000)
    clicks(deeper.get_by_role("button", name="One epoch"))
    expect(deeper.locator(".bl-status")).to_contain_text("epoch 1", timeout=30_000)


def test_keys_on_the_picture(hero):
    hero.keys("ArrowRight")
    expect(hero.status).to_contain_text("update 1 ")
    hero.page.keyboard.press("r")
    expect(hero.status).to_contain_text("update 0")
    hero.page.keyboard.press("Space")
    expect(hero.button("‖ Pause")).to_be_visible()
    hero.page.keyboard.press("Space")
    expect(hero.button("▶ Play")).to_be_visible()


DEEPER = {
    "every value, as ridges": "lie within",
    "the map of every hidden unit": "the 10 units of layer 1",
    "order, chaos": "two inputs become alike",
    "He against Xavier on digits": "Press play",
}


def test_deeper_parts_open_and_draw(hero):
    for title, words in DEEPER.items():
        deeper = hero.page.locator(".bl-deeper", has_text=title)
        clicks(deeper.get_by_role("button").first)
        expect(deeper.locator(".bl-sentence")).to_contain_text(words, timeout=20_000)
        image = deeper.locator("img.bl-picture-img")
        hero.hand.scrolls_to(deeper.locator(".bl-picture"))
        expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=20_000)
        clicks(deeper.get_by_role("button", name="Step"))
        expect(deeper.locator(".bl-message")).to_have_text("")


def test_the_map_fills_while_the_page_answers(hero):
    panel = Part(hero.page.locator(".bl-panel", has_text="Updates T of each net"))
    panel.press("▶ Play")
    expect(panel.status).to_contain_text(re.compile(r"cell [1-9]\d* of 256"), timeout=20_000)
    panel.press("‖ Pause")
    expect(panel.button("▶ Play")).to_be_visible(timeout=1000)


@pytest.mark.parametrize("page", [TABLET], indirect=True)
def test_a_tablet_shows_the_whole_menu_and_picture_slider_and_sentence_at_once(server, visit):
    hero = part(visit(f"{server}{LESSON}"))
    hero.hand.wheels(-10_000)
    for link in hero.page.get_by_role("navigation", name="Lessons").get_by_role("link").all():
        expect(link).to_be_in_viewport(ratio=1)
    for shown in (hero.picture, hero.slider(FACTOR), hero.kept_back, hero.button("▶ Play")):
        expect(shown).to_be_in_viewport(ratio=1)
    hero.fits()


def test_the_first_play_shows_what_the_lesson_is_about_and_its_question_keeps_that_back(server, visit):
    page = visit(f"{server}{LESSON}")
    first, told = part(page), page.locator(".tells-three_starts")
    expect(first.kept_back).to_contain_text("×? with 2/n")
    expect(told.first).to_have_css("color", "rgba(0, 0, 0, 0)")
    first.press("▶ Play")
    expect(first.status).to_contain_text(re.compile("update [1-9]"), timeout=60_000)
    first.press("‖ Pause")
    first.hand.tabs_to(told.last, after=told.first)  # a press shows one; the others stay covered
    expect(told.first).to_have_class(re.compile("told"))
    expect(told.last).to_have_css("color", "rgba(0, 0, 0, 0)")
    clicks(first.asked.get_by_label("only the middle one", exact=True))
    settings = first.root.locator(".bl-side")
    stood = settings.evaluate("e => e.getBoundingClientRect().y + scrollY")
    first.press("Run and reveal")
    in_the_end(first.asked, "✓ Right: only the middle one")
    assert (
        settings.evaluate("e => e.getBoundingClientRect().y + scrollY") == stood
    )  # nothing moved under the hand
    expect(first.picture).to_be_in_viewport(ratio=0.9)
    expect(first.picture.locator(".bl-decides polyline")).to_have_count(3)
    expect(first.kept_back).to_contain_text("Diverged: 8/n (7 of 8 seeds")
    expect(told.last).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(told.last).not_to_have_attribute("role", "button")
    first.press("Next question")
    expect(first.asked).to_contain_text("Question 2 of 2")
    expect(first.kept_back).to_contain_text("?")

    page.reload()
    again = part(page)
    expect(again.asked).to_contain_text("Question 2 of 2")
    again.press("Just show me")
    again.press("Next question")
    expect(again.root.get_by_label("only the middle one")).to_be_checked()
    expect(again.asked.locator(".bl-verdict")).to_contain_text("You were right: only the middle one")
    expect(page.locator(".tells-three_starts.told")).to_have_count(3)


@pytest.mark.parametrize("page", [WIDE, {"width": 1920, "height": 1080}], indirect=True)
def test_the_stage_stays_beside_its_text_while_that_is_read(hero):
    for words in "Layer by layer: the signal", "So make the factor 1":
        text = hero.page.get_by_text(words)
        hero.hand.scrolls_to(text)
        expect(hero.picture).to_be_in_viewport(ratio=1)
        expect(hero.button("▶ Play")).to_be_in_viewport(ratio=1)
        read, seen = text.bounding_box(), hero.picture.bounding_box()
        assert read["x"] + read["width"] < seen["x"]
    wide = ".beside .katex-display, .beside .prose > *"
    assert (
        hero.page.locator(wide).evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        == 0
    )
    hero.fits()


@pytest.mark.long
def test_twenty_layers_learn_in_seconds(hero):
    hero.press("▶ Play")
    in_the_end(hero.sentence, re.compile(r"median loss is 0\.[01]"))
    hero.press("‖ Pause")
    hero.press("The lecture’s N(0, 0.01): vanishing")
    hero.press("▶ Play")
    expect(hero.status).to_contain_text(re.compile("update [1-9][0-9]"), timeout=60_000)
    expect(hero.sentence).to_contain_text("not yet better than guessing (0.69)")


@pytest.mark.parametrize("page", [NARROW, TABLET], indirect=True)
def test_a_term_says_what_it_means_to_the_keyboard_and_the_mouse(hero):
    page = hero.page
    term, tip = page.locator("abbr").nth(0), page.locator("abbr .tip").nth(0)
    expect(tip).to_be_hidden()
    page.locator("h1").click()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "ABBR":
            break
    expect(tip).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == tip.get_attribute("id")
    box = tip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    Hand(page).wheels(-10_000)
    page.locator("h1").click()  # who has the keys shows its words, and they may cover another
    for each in page.locator("abbr:visible").all():
        page.mouse.move(0, 0)  # away from the tip of the one before
        page.mouse.move(2, 2)  # the last one's words go, which may cover this one
        Hand(page).scrolls_to(each)
        page.mouse.move(*middle(each))
        shown = each.locator(".tip")
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    assert term.inner_text()
