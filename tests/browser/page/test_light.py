"""How a page looks: dark by the system's wish or by the switch, its pictures too; in a hall; on a phone, also lying."""

import io

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from panels import Hand, clicks, part
from PIL import Image
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844, "has_touch": True}
LESSON = "voila/render/03_initialization.ipynb"
PAPER = "() => getComputedStyle(document.body).backgroundColor"
# The words of a panel in their order from the top, as far as they are seen.
COVERS = """([one, other]) => {
  const [a, b] = [one, other].map(e => e.getBoundingClientRect());
  return a.top < b.bottom - 1 && b.top < a.bottom - 1 && a.left < b.right - 1 && b.left < a.right - 1;
}"""
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# What can be pressed and is smaller than a finger, or says more than it has room for.
SMALL = """() => [...document.querySelectorAll(".bl-panel :is(button, select, input:not([type=radio]))")].filter(
  e => e.checkVisibility() && !e.closest(".bl-code") && e.getBoundingClientRect().height < 43.5)
  .map(e => `${e.getBoundingClientRect().height} ${e.className} ${e.innerText}`)"""
CLIPPED = """() => [...document.querySelectorAll(".bl-panel button")].filter(
  e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => `${e.innerText} is clipped`)"""


def shades(image):
    """Of what is seen of an element: the share of its pixels that are nearly black, and nearly white."""
    pixels = np.asarray(Image.open(io.BytesIO(image.screenshot())).convert("L"))
    return (pixels < 40).mean(), (pixels > 220).mean()


def sees(image, dark, within=20):
    """Waits until a picture stands on this paper."""
    for _ in range(within * 5):
        black, white = shades(image)
        if (black > 0.7 and white < 0.2) if dark else (white > 0.7 and black < 0.2):
            return
        image.page.wait_for_timeout(200)
    raise AssertionError(f"the picture is not {'dark' if dark else 'light'}: {black}, {white}")


def test_dark_and_light_by_wish_and_by_switch(server, page, visit):
    page.emulate_media(color_scheme="dark")
    visit(server + LESSON)
    panel = part(page)
    assert page.evaluate(PAPER) == "rgb(17, 17, 17)"
    sees(panel.image, dark=True)
    hand, switch = Hand(page), page.get_by_label("Light or dark")
    hand.chooses(switch, "Light")
    sees(panel.image, dark=False)
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    hand.chooses(switch, "Auto")
    page.emulate_media(color_scheme="light")
    sees(panel.image, dark=False)
    page.emulate_media(color_scheme="dark")
    sees(panel.image, dark=True)
    # Paper is white, whatever the screen was.
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
    sees(panel.image, dark=False)
    page.emulate_media(color_scheme="light", media="screen")
    menu = panel.root.locator("select").first  # whose arrow is the browser's, light on dark
    assert menu.evaluate("e => getComputedStyle(e).backgroundImage") == "none"
    hand.chooses(switch, "Dark")
    page.goto(server)  # the choice holds on every page
    assert page.evaluate(PAPER) == "rgb(17, 17, 17)"
    assert Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"] == []


def test_a_hall(server, page, visit):
    visit(server + LESSON)
    panel = part(page)
    folded, play = panel.button("Show settings"), panel.button("▶ Play")
    expect(folded).to_be_hidden()
    clicks(page.get_by_role("button", name="Hall"))
    expect(folded).to_be_visible()
    expect(panel.slider("Depth")).to_be_hidden()
    page.wait_for_function("img => img.naturalWidth > 1200", arg=panel.image.element_handle())
    panel.hand.scrolls_to(play)
    box = panel.image.bounding_box()
    assert play.bounding_box()["y"] + play.bounding_box()["height"] <= box["y"]
    assert box["height"] + 140 <= page.viewport_size["height"]
    assert panel.asked.bounding_box()["y"] > box["y"] + box["height"]  # it does not fill the first screen
    panel.hand.wheels(250)  # and the play bar stays in sight
    assert 0 <= play.bounding_box()["y"] < 20
    panel.fits()


@pytest.mark.parametrize("page", [{"width": 1366, "height": 768}], indirect=True)
def test_a_net_in_a_hall(server, page, visit):
    """It and the picture have a screen each, with the play bar above; on a large one they stand side by side."""
    page.add_init_script("localStorage.setItem('hall', 'on')")
    visit(f"{server}voila/render/06_playground.ipynb")
    panel = part(page)
    net, bar = panel.root.locator(".bl-net"), panel.root.locator(".bl-bar")
    for seen in net, panel.picture:
        assert seen.bounding_box()["height"] + bar.bounding_box()["height"] <= 768
    for press in net.locator(".bl-net-shape button").all():
        assert press.bounding_box()["height"] > 40
    page.set_viewport_size({"width": 1920, "height": 1080})
    drawn = "([img, picture]) => img.naturalWidth === Math.round(picture.getBoundingClientRect().width)"
    page.wait_for_function(drawn, arg=[panel.image.element_handle(), panel.picture.element_handle()])
    left, right, above = (each.bounding_box() for each in (net, panel.picture, bar))
    assert left["x"] + left["width"] <= right["x"]
    assert max(box["y"] + box["height"] for box in (left, right)) - above["y"] <= 1080


@pytest.mark.parametrize("page", [{"width": 1366, "height": 768}], indirect=True)
def test_nets_side_by_side_in_a_hall(server, page, visit):
    """Under the play bar and the sentence they and their words end above the screen's foot."""
    page.add_init_script("localStorage.setItem('hall', 'on')")
    visit(f"{server}voila/render/02_symmetry.ipynb")
    panel = part(page)
    panel.hand.wheels(-10_000)  # the bar stays nowhere yet
    net, bar = panel.root.locator(".bl-net").bounding_box(), panel.root.locator(".bl-bar").bounding_box()
    assert net["y"] > bar["y"] + bar["height"] + 60  # there the sentence stands
    assert net["y"] + net["height"] - bar["y"] <= 768


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_phone_upright_and_lying(server, page, visit):
    visit(server + LESSON)
    panel, hand = part(page), Hand(page)
    hand.taps(panel.button("Show settings"))
    done = panel.button("Done")
    expect(done).to_be_visible()
    page.wait_for_timeout(500)
    knobs, height = panel.root.locator(".bl-knobs").bounding_box(), 844
    assert knobs["y"] >= height / 2 - 1
    assert knobs["y"] + knobs["height"] == pytest.approx(height, abs=1)
    assert -1 <= panel.image.bounding_box()["y"] < height / 4
    assert page.evaluate(SMALL) == []
    before = panel.frame()
    page.touchscreen.tap(250, panel.slider("Depth").bounding_box()["y"] + 20)
    panel.waits_for_frame_after(before)
    page.touchscreen.tap(195, done.bounding_box()["y"] + 20)
    expect(done).to_be_hidden()
    for width in 500, 360:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert not page.evaluate(WIDER)
        assert page.evaluate(CLIPPED) == []
    page.set_viewport_size({"width": 640, "height": 360})
    hand.scrolls_to(panel.picture, hand.swipes)
    for bar in panel.root.locator(".bl-main, .bl-bar").all():
        for seen in panel.image, panel.sentence:
            assert not page.evaluate(COVERS, [bar.element_handle(), seen.element_handle()])
