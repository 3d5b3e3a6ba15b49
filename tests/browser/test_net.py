"""Lesson 1's net: what the page draws is what the arrays hold, and it answers to mouse, keys and fingers."""

import math
import re

import numpy as np
import pytest
from panels import TOUCHED_PHONE, Hand, Part, middle
from playwright.sync_api import expect

from mlcore import MLP

LESSON = "voila/render/01_backpropagation.ipynb"
W1, W2 = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [[0.7, -0.5]]
X, Y = np.array([[1.0], [2.0], [-1.0]]), np.array([[1.0]])


def loss(W1=W1, W2=W2):
    """Of lesson 1's net, by the engine."""
    net = MLP([3, 2, 1], "sigmoid", "sigmoid + cross-entropy", initializer="zeros")
    net.W[1][:], net.b[1][:, 0], net.W[2][:], net.b[2][:, 0] = W1, [0.1, -0.2], W2, [0.2]
    net.forward(X)
    return net.head.loss(net.Z[2], Y).item()


@pytest.fixture
def net(page, server):
    """The first net of lesson 1, at rest: a key has been touched, the forward pass is done."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(server + LESSON)
    expect(page.get_by_role("status")).to_be_hidden(timeout=60_000)
    net = page.locator(".bl-net").first
    expect(net.locator(".edge")).to_have_count(8)
    return net


def edge(net, name):
    return net.locator(f'.edge[aria-label="{name}"]')


def reach(net, name):
    return edge(net, name).locator(".reach")


def shown(net):
    """The number beside the loss bar."""
    return float(re.search(r"[\d.]+", net.locator(".loss").text_content())[0])


def grips(hand, net, name):
    """Moves the mouse onto an edge, near its beginning, where no other one crosses it."""
    hand.scrolls_to(net.locator("svg"))
    box = reach(net, name).bounding_box()
    falls = reach(net, name).evaluate("e => e.y2.baseVal.value > e.y1.baseVal.value")
    x, y = box["x"] + box["width"] * 0.12, box["y"] + box["height"] * (0.12 if falls else 0.88)
    hand.page.mouse.move(x, y)
    return x, y


def test_thickness_colour_and_texts_are_those_of_the_weights(net):
    for k, W in ((1, W1), (2, W2)):
        for i, row in enumerate(W):
            for j, w in enumerate(row):
                one = edge(net, f"w{'₁₂₃'[i]}{'₁₂₃'[j]}[{k}]")
                line = one.locator(".line")
                assert float(line.get_attribute("stroke-width")) == pytest.approx(1.5 + 5 * abs(w))
                dashed = line.evaluate("e => getComputedStyle(e).strokeDasharray") != "none"
                assert dashed == (w < 0)
                assert one.locator(".weight").text_content() == f"{w:g}".replace("-", "−")
    positive, negative = (
        edge(net, n).locator(".line").evaluate("e => getComputedStyle(e).stroke")
        for n in ("w₁₁[2]", "w₁₂[2]")
    )
    assert positive != negative
    assert shown(net) == pytest.approx(loss(), abs=5e-4)


def test_values_in_the_units_are_those_of_the_forward_pass(net):
    a1 = 1 / (1 + np.exp(-(np.array(W1) @ X[:, 0] + [0.1, -0.2])))
    values = net.locator(".unit .value").all_text_contents()
    assert values == ["1", "2", "−1", f"{a1[0]:.3g}", f"{a1[1]:.3g}", f"{math.exp(-loss()):.3g}"]


def test_an_edge_under_the_mouse_says_what_it_is_and_is_dragged(net, page):
    hand, panel = Hand(page), Part(page.locator(".bl-panel").first)
    x, y = grips(hand, net, "w₁₁[2]")
    expect(net.locator(".bl-net-words")).to_contain_text("w₁₁[2] = 0.7, from a₁[1] to a₁[2]")
    page.mouse.down()
    for up in range(10, 70, 10):
        page.mouse.move(x, y - up)
    page.mouse.up()
    expect(edge(net, "w₁₁[2]").locator(".weight")).to_have_text("1.7")
    expect(panel.typed("Change one weight by")).to_have_value("1")
    expect(edge(net, "w₁₁[2]").locator(".ghost")).to_be_visible()
    expect(net.locator(".unit.follows")).to_have_count(1)
    assert shown(net) == pytest.approx(loss(W2=[[1.7, -0.5]]), abs=5e-4)


def test_an_edge_is_moved_by_the_keys(net, page):
    hand = Hand(page)
    hand.tabs_to(edge(net, "w₂₃[1]"), after=page.get_by_role("heading", name="Backpropagation").first)
    page.keyboard.press("ArrowUp")
    expect(edge(net, "w₂₃[1]").locator(".weight")).to_have_text("−0.5")
    page.keyboard.press("PageDown")
    expect(edge(net, "w₂₃[1]").locator(".weight")).to_have_text("−1.5")
    expect(edge(net, "w₂₃[1]")).to_have_attribute("aria-valuetext", re.compile(r"w₂₃\[1\] = −1\.5"))
    assert shown(net) == pytest.approx(loss(W1=[W1[0], [0.5, 0.3, -1.5]]), abs=5e-4)


def test_with_reduced_motion_nothing_moves_by_itself(net, page):
    before = net.get_attribute("data-frame")
    page.wait_for_timeout(2500)
    assert net.get_attribute("data-frame") == before
    assert net.locator(".pulse").count() == 0


def test_it_shows_itself_once_and_stops_at_the_first_touch(page, server):
    page.goto(server + LESSON)
    expect(page.get_by_role("status")).to_be_hidden(timeout=60_000)
    status, button = (page.locator(f".bl-panel {part}").first for part in (".bl-status", ".bl-primary"))
    for operation in (2, 3):
        expect(status).to_contain_text(f"forward, operation {operation} of 12")
    expect(button).to_have_text("‖ Pause")
    Hand(page).wheels(40)
    expect(button).to_have_text("▶ Play")
    stands = status.text_content()
    page.wait_for_timeout(2500)
    assert status.text_content() == stands


@pytest.mark.parametrize("page", [TOUCHED_PHONE], indirect=True)
def test_a_finger_chooses_an_edge_and_then_drags_it(net, page):
    Hand(page).scrolls_to(net.locator("svg"), Hand(page).swipes)
    x, y = middle(reach(net, "w₁₁[2]"))
    page.touchscreen.tap(x, y)
    expect(net.locator(".bl-net-words")).to_contain_text("w₁₁[2] = 0.7")
    before = Hand(page).scrolled()
    Hand(page).swipes(60, start=(x, y))
    expect(edge(net, "w₁₁[2]").locator(".weight")).to_have_text("1.7")
    assert Hand(page).scrolled() == before
