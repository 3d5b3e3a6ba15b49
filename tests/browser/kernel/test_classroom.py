"""A class with two places, and three who come: by the keyboard, without scripts on the page where one waits."""

import re
from contextlib import suppress

import pytest
from panels import NARROW, WIDE, Hand
from playwright.sync_api import Error, expect
from serving import serving, write_lesson
from wcag import violations

LESSON = "voila/render/01_first.ipynb"
KNOB = "import ipywidgets\nipywidgets.IntSlider(description='depth')"


@pytest.fixture
def room(tmp_path):
    write_lesson(tmp_path / "01_first.ipynb", "# First", KNOB)
    settings = tmp_path / "class.toml"
    settings.write_text('[room]\nword = "moons"\nteacher_word = "many suns"\n[places]\nmost = 2\n')
    with serving(tmp_path, "--class", settings, asked="health") as (url, _):
        yield url


def clean(page):
    """Accessible, in every width, light and dark."""
    for size in WIDE, NARROW:
        page.set_viewport_size(size)
        for scheme in "dark", "light":
            page.emulate_media(color_scheme=scheme)
            with suppress(Error):  # a page that waits asks anew in between
                assert violations(page) == []
                continue
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_third_sees_how_many_are_before_him_and_comes_in(browser, room):
    def come():
        page = browser.new_context().new_page()
        page.goto(room + LESSON)
        return page

    def say(page, word):
        expect(page.locator("#word")).to_be_focused()
        page.keyboard.type(word)
        page.keyboard.press("Enter")

    first, second, third = come(), come(), come()
    clean(first)
    say(first, "suns")
    expect(first.get_by_role("alert")).to_contain_text("That is not the word")
    for page in first, second:
        say(page, "moons")
        expect(page.locator(".widget-slider")).to_be_visible()
    say(third, "moons")
    expect(third.locator(".before")).to_have_text(re.compile("0 people are before you"))
    clean(third)
    teacher = browser.new_context().new_page()
    teacher.goto(room + "teacher")
    say(teacher, "many suns")
    expect(teacher.locator(".tiles")).to_contain_text("2 of 2 places")
    expect(teacher.locator(".tiles > div").nth(1)).to_have_text(re.compile("Waiting *1"))
    clean(teacher)
    # Who is in goes on, to the same lesson here, and keeps his place.
    first.reload()
    expect(first.locator(".widget-slider")).to_be_visible()
    expect(third.locator(".before")).to_be_visible()
    second.goto(room)
    expect(third.locator(".widget-slider")).to_be_visible()
    teacher.get_by_role("link", name="Links to hand out").click()
    expect(teacher.get_by_label("Set a panel up")).to_be_visible()
    clean(teacher)
    for page in first, second, third, teacher:
        page.context.close()


def test_in_a_class_a_panel_waits_until_somebody_comes_near(page, tmp_path):
    here, there = (f"from app.backpropagation import {name}\n{name}.panel()" for name in ("batch", "alive"))
    write_lesson(tmp_path / "01_first.ipynb", "# First", here, "## Far" + "\n\nfar" * 100, there)
    with serving(tmp_path, "--class", asked="health") as (url, _):
        page.goto(url + LESSON)
        expect(page.locator("img.bl-picture-img[data-frame]")).to_have_count(1)
        page.wait_for_timeout(3500)  # elsewhere a quiet second is enough
        expect(page.locator(".bl-room")).to_have_count(1)
        Hand(page).press("End")
        expect(page.locator("img.bl-picture-img[data-frame]")).to_have_count(2)
