"""Every lesson from its first line to its last with a person's hands: wheel, mouse, typed text, keys, fingers."""

import re

import pytest
from hand import Hand
from panels import NARROW, TABLET
from playwright.sync_api import expect

from app.server.lessons import FOLDER, lessons

LESSONS = lessons(FOLDER)
every = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title)
DRAWN = re.compile(r"\d+")

# A slider to drag, a number to type and what the field shows then, for the first panel of each lesson.
SLIDERS = {
    1: ("Change one weight by", "Change one weight by", "0.5", "0.5"),
    2: ("Constant c", "Constant c", "0,25", "0.25"),
    3: ("Weight variance σ²", "Depth", "30", "30"),
    4: ("Weight w at the start", "Learning rate", "0,3", "0.3"),
    5: ("Acoustic impedance AI", "Kernels K", "3", "3"),
}


def opened(page, server, lesson):
    page.goto(f"{server}voila/render/{lesson.name}")
    expect(page.get_by_role("status")).to_be_hidden(timeout=60_000)


@every
def test_a_lesson_from_top_to_bottom(server, page, lesson):
    """Every panel comes into sight by the wheel and draws; the first one is used; a closed part is opened."""
    opened(page, server, lesson)
    hand = Hand(page)
    slider, field, text, shown = SLIDERS[lesson.number]
    panel = page.locator(".bl-panel").first
    image, thumb = panel.locator("img.bl-picture-img"), panel.get_by_label(slider, exact=True)
    hand.reaches(thumb)
    expect(image).to_have_attribute("data-frame", DRAWN, timeout=20_000)
    frame, value = image.get_attribute("data-frame"), thumb.input_value()
    hand.drags(thumb, 0.56)
    expect(image).not_to_have_attribute("data-frame", frame)
    assert thumb.input_value() != value
    typed = panel.get_by_label(f"{field}, typed")
    hand.types(typed, text)
    expect(typed).to_have_value(shown)

    hand.clicks(panel.get_by_role("button", name="▶ Play"))
    before = panel.locator(".bl-status").text_content()
    expect(panel.locator(".bl-status")).not_to_have_text(before, timeout=20_000)
    hand.clicks(panel.get_by_role("button", name="‖ Pause"))
    expect(panel.get_by_role("button", name="▶ Play")).to_be_visible(timeout=5000)
    stands = panel.locator(".bl-status").text_content()

    hand.clicks(panel.get_by_role("button", name="Show the question", exact=True))
    asked = panel.locator(".bl-predict").first
    hand.clicks(asked.get_by_role("radio").first)
    assert panel.locator(".bl-status").text_content() == stands  # nothing moved since
    hand.clicks(asked.get_by_role("button", name="Run and reveal"))
    expect(asked).to_contain_text("right so far", timeout=60_000)

    panels = page.locator(".bl-panel")
    for i in range(1, panels.count()):
        hand.reaches(panels.nth(i).get_by_role("button", name="▶ Play"))
        expect(panels.nth(i).locator("img.bl-picture-img")).to_have_attribute(
            "data-frame", DRAWN, timeout=20_000
        )
    closed, open_already = page.locator(".bl-deeper > .bl-fold"), panels.count()
    hand.clicks(closed.first)
    expect(panels).to_have_count(open_already + 1, timeout=20_000)
    inside = page.locator(".bl-deeper").first
    hand.reaches(inside.get_by_role("button", name="▶ Play"))
    expect(inside.locator("img.bl-picture-img")).to_have_attribute("data-frame", DRAWN, timeout=20_000)

    last = page.locator("main > .cell").last
    hand.reaches(last.locator("*").last)
    hand.scrolls(5000)
    page.wait_for_function(
        "() => scrollY + innerHeight > document.documentElement.scrollHeight - 3", timeout=5000
    )


@every
def test_keys_scroll_a_lesson(server, page, lesson):
    opened(page, server, lesson)
    page.mouse.click(4, 400)  # beside the text, as one does
    page.keyboard.press("PageDown")
    page.wait_for_function("() => scrollY > 500", timeout=5000)
    page.keyboard.press("End")
    page.wait_for_function(
        "() => scrollY + innerHeight > document.documentElement.scrollHeight - 3", timeout=5000
    )
    page.wait_for_timeout(300)  # the page comes to rest
    page.keyboard.press("Home")
    page.wait_for_function("() => scrollY === 0", timeout=5000)
    if lesson.number > 1:  # whose picture has the keys when the page opens
        page.wait_for_timeout(300)
        page.keyboard.press("Space")
        page.wait_for_function("() => scrollY > 500", timeout=5000)


def test_the_scroll_bar_is_there(server, page):
    """A root that hides its overflow has none, and nothing to drag."""
    opened(page, server, LESSONS[0])
    for root in ("document.documentElement", "document.body"):
        assert page.evaluate(f"getComputedStyle({root}).overflowY") in ("visible", "auto", "scroll")


@pytest.mark.parametrize("size", [NARROW, TABLET], ids=["phone", "tablet"])
@pytest.mark.parametrize("lesson", [LESSONS[2], LESSONS[4]], ids=lambda lesson: lesson.title)
def test_fingers_scroll_drag_and_tap(server, browser, lesson, size):
    context = browser.new_context(viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    opened(page, server, lesson)
    hand = Hand(page, touch=True)
    panels = page.locator(".bl-panel")
    panel = panels.first
    slider = panel.get_by_label(SLIDERS[lesson.number][0], exact=True)
    x, y = hand.reaches(slider)
    before = slider.input_value()
    hand._swipes((x, y), (x, y - 150))
    assert page.evaluate("scrollY") > 50  # a swipe that begins on a slider scrolls the page,
    assert slider.input_value() == before  # and leaves the value alone
    hand.drags(slider, 0.85)
    expect(slider).not_to_have_value(before)
    before = panel.locator(".bl-status").text_content()
    hand.clicks(panel.get_by_role("button", name="▶ Play"))
    expect(panel.locator(".bl-status")).not_to_have_text(before, timeout=20_000)
    pause = panel.get_by_role("button", name="‖ Pause")
    if pause.is_visible():  # a short run may be at its end by now
        hand.clicks(pause)
    last = panels.last
    hand.reaches(last.get_by_role("button", name="▶ Play"))
    expect(last.locator("img.bl-picture-img")).to_have_attribute("data-frame", DRAWN, timeout=20_000)
    context.close()


@every
def test_tab_reaches_the_last_panel_and_keys_use_it(server, page, lesson):
    opened(page, server, lesson)
    hand = Hand(page)
    panel = page.locator(".bl-panel").last
    play = panel.get_by_role("button", name="▶ Play", exact=True)
    hand.tabs_to(play)
    expect(play).to_be_in_viewport()
    expect(panel.locator("img.bl-picture-img")).to_have_attribute("data-frame", DRAWN, timeout=20_000)
    before = panel.locator(".bl-status").text_content()
    page.keyboard.press("Enter")
    expect(panel.locator(".bl-status")).not_to_have_text(before, timeout=20_000)


def test_the_start_page_is_reached_and_left_by_hand(server, page):
    page.goto(server)
    hand = Hand(page)
    hand.clicks(page.get_by_role("link", name="Mixture density networks").first)
    expect(page.locator("h1")).to_contain_text("Mixture")
