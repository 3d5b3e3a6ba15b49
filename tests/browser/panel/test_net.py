"""The drawn nets: what the page shows is what the arrays hold, and they answer to mouse, keys and fingers."""

import math
import re

import numpy as np
import pytest
from panels import TOUCHED_PHONE, Hand, Part, built, middle
from playwright.sync_api import expect

from app.symmetry.data import data_of
from mlcore import MLP

TOUCHED_WIDE = {"width": 1180, "height": 820, "has_touch": True}
LESSON = "voila/render/01_backpropagation.ipynb"
SYMMETRY = "voila/render/02_symmetry.ipynb"
# Of a unit's map: [sign of the hue, how much of the paper is covered] of each pixel, from the upper left.
PIXELS = """canvas => {
  const { width, height } = canvas, { data } = canvas.getContext("2d").getImageData(0, 0, width, height), out = [];
  for (let i = 0; i < data.length; i += 4) out.push([data[i + 1] > data[i] ? 1 : -1, data[i + 3] / 255]);
  return out;
}"""
W1, W2 = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [[0.7, -0.5]]
# Texts of a drawn net that lie over each other, or a number of an edge over a unit.
OVER = """svg => {
  const is = name => [...svg.querySelectorAll(name)];
  const seen = name => is(name).filter(e => e.textContent && getComputedStyle(e).visibility === "visible");
  const over = (one, other) => {
    const [a, b] = [one, other].map(e => e.getBoundingClientRect());
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    return wide > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;  // which no letter fills
  };
  const texts = seen("text"), found = [];
  const meets = (one, others) => others.filter(other => over(one, other)).forEach(other => found.push([one, other]));
  texts.forEach((one, i) => meets(one, texts.slice(i + 1)));
  for (const number of seen(".edge text")) meets(number, is(".unit circle"));
  return found.map(pair => pair.map(e => e.textContent || "a unit").join(" over "));
}"""
PHONE = {"width": 390, "height": 844, "has_touch": True}
X, Y = np.array([[1.0], [2.0], [-1.0]]), np.array([[1.0]])


def loss(W1=W1, W2=W2):
    """Of lesson 1's net, by the engine."""
    net = MLP([3, 2, 1], "sigmoid", "sigmoid + cross-entropy", initializer="zeros")
    net.W[1][:], net.b[1][:, 0], net.W[2][:], net.b[2][:, 0] = W1, [0.1, -0.2], W2, [0.2]
    net.forward(X)
    return net.head.loss(net.Z[2], Y).item()


@pytest.fixture
def fresh(page, visit, server):
    """The first net of lesson 1 on a page of its own, at rest: the forward pass is done."""
    page.emulate_media(reduced_motion="reduce")
    net = visit(server + LESSON).locator(".bl-net").first
    expect(net.locator(".edge")).to_have_count(8)
    return net


@pytest.fixture
def net(common, server, stay):
    """The same on a page of several tests."""
    common[0].emulate_media(reduced_motion="reduce")
    panel = Part(stay(server + LESSON).locator(".bl-panel").first).anew()
    net = panel.page.locator(".bl-net").first
    expect(panel.status).to_have_text("forward, operation 5 of 12")
    for name, weight in (("w₁₁[2]", "0.7"), ("w₂₃[1]", "−0.6")):
        expect(edge(net, name).locator(".weight")).to_have_text(weight)
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


def test_an_edge_under_the_mouse_says_what_it_is_and_is_dragged(net):
    page = net.page
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


def test_an_edge_is_moved_by_the_keys(net):
    page = net.page
    hand = Hand(page)
    hand.tabs_to(edge(net, "w₂₃[1]"), after=page.get_by_role("heading", name="Backpropagation").first)
    page.keyboard.press("ArrowUp")
    expect(edge(net, "w₂₃[1]").locator(".weight")).to_have_text("−0.5")
    page.keyboard.press("PageDown")
    expect(edge(net, "w₂₃[1]").locator(".weight")).to_have_text("−1.5")
    expect(edge(net, "w₂₃[1]")).to_have_attribute("aria-valuetext", re.compile(r"w₂₃\[1\] = −1\.5"))
    assert shown(net) == pytest.approx(loss(W1=[W1[0], [0.5, 0.3, -1.5]]), abs=5e-4)


def test_with_reduced_motion_nothing_moves_by_itself(fresh, page):
    before = fresh.get_attribute("data-frame")
    page.wait_for_timeout(2500)
    assert fresh.get_attribute("data-frame") == before
    assert fresh.locator(".pulse").count() == 0


def test_it_shows_itself_once_and_stops_at_the_first_touch(page, server):
    page.goto(server + LESSON)
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    status, button = (page.locator(f".bl-panel {part}").first for part in (".bl-status", ".bl-primary"))
    for operation in (2, 3):
        expect(status).to_contain_text(f"forward, operation {operation} of 12")
    expect(button).to_have_text("‖ Pause")
    Hand(page).wheels(40)
    expect(button).to_have_text("▶ Play")
    stands = status.text_content()
    page.wait_for_timeout(2500)
    assert status.text_content() == stands


def test_steps_downhill_are_taken_beneath_the_net_until_it_has_learnt(net):
    page = net.page
    take, words = net.get_by_role("button", name="Take a step"), net.locator(".bl-net-words")
    before, place = shown(net), None
    Hand(page).clicks(take)
    expect(words).to_contain_text("w₁₁[2]: 0.7 − 0.5 · (−0.174) = 0.787")
    expect(edge(net, "w₁₁[2]").locator(".weight")).to_have_text("0.787")
    assert shown(net) < before
    height = float(net.locator(".lost").get_attribute("height"))
    place = take.bounding_box()
    page.keyboard.press("Enter")
    expect(words).to_contain_text("Step 2")
    assert float(net.locator(".lost").get_attribute("height")) < height
    assert take.bounding_box() == place  # it stays beneath the hand
    for step in range(3, 17):
        page.keyboard.press("Enter")
        expect(words).to_contain_text("Learnt after 16 steps" if step == 16 else f"Step {step}:")
    assert shown(net) < -math.log(0.95)


def test_the_units_of_lesson_2_are_maps_of_what_they_answer(page, server):
    page.goto(server + SYMMETRY)
    net = page.locator(".bl-net").first
    expect(net.locator(".bl-net-maps canvas")).to_have_count(3 * (2 + 8 + 1), timeout=60_000)
    X = data_of("moons", 300, 0).X
    low, high = X.min(axis=1), X.max(axis=1)
    axes = [np.linspace(a - 0.1 * (b - a), b + 0.1 * (b - a), 21) for a, b in zip(low, high, strict=True)]
    plane = np.stack(np.meshgrid(axes[0], axes[1][::-1])).reshape(2, -1)  # the upper row first
    alike = MLP([2, 8, 1], "tanh", initializer="zeros")
    alike.theta[:] = 0.5
    nets = MLP([2, 8, 1], "tanh", initializer="zeros"), alike, MLP([2, 8, 1], "tanh", initializer="Xavier")
    canvases = iter(net.locator(".bl-net-maps canvas").all())
    for one in nets:
        _, A = one.layers(plane)
        for answers in (plane, A[1], A[2]):
            share = answers / (abs(answers).max() or 1)
            for unit in share:
                sign, covered = np.array(next(canvases).evaluate(PIXELS)).T
                assert covered == pytest.approx(abs(unit), abs=1.01 / 127)  # one byte a point
                clear = abs(unit) > 0.02
                assert (sign == np.sign(unit))[clear].all()
    for name, weight in (("w₃₁[1], random", nets[2].W[1][2, 0]), ("w₁₅[2], constant", 0.5)):
        line = net.locator(f'.edge[aria-label^="{name}"] .line')
        assert float(line.get_attribute("stroke-width")) == pytest.approx(0.6 + 1.8 * abs(weight), abs=0.01)

    hand, words = Hand(page), net.locator(".bl-net-words")
    unit = net.locator('.unit[aria-label^="constant, a₂[1]"]')
    hand.scrolls_to(unit)
    page.mouse.move(*middle(unit))
    expect(words).to_contain_text("constant, a₂[1] = tanh(0.5·x₁ + 0.5·x₂ + 0.5): from")
    expect(words).to_contain_text("as 7 other units of its layer")
    hand.tabs_to(net.locator(".unit").first, after=page.get_by_role("heading", name="Symmetry").first)
    for key, said in (
        ("ArrowDown", "zeros, x₂: from"),
        ("ArrowRight", "w₁₂[1] = 0, zeros, from x₂ to a₁[1]"),
        ("ArrowDown", "w₂₂[1] = 0, zeros, from x₂ to a₂[1]"),
        ("ArrowRight", "zeros, a₂[1] = tanh(0·x₁ + 0·x₂ + 0): 0 over the plane"),
    ):
        page.keyboard.press(key)
        expect(words).to_contain_text(said)
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(said)
    page.keyboard.press("Tab")  # one stop of Tab is all
    assert not net.evaluate("e => e.contains(document.activeElement)")

    part = Part(page.locator(".bl-panel").first)
    before, seen = (
        net.locator(".bl-net-maps canvas").nth(25).evaluate(PIXELS),
        int(net.get_attribute("data-frame")),
    )
    part.plays()
    assert int(net.get_attribute("data-frame")) > seen + 2
    assert net.locator(".bl-net-maps canvas").nth(25).evaluate(PIXELS) != before


@pytest.mark.parametrize("page", [PHONE], indirect=True)
@pytest.mark.parametrize(
    "lesson, exhibit, edges, seen",
    [
        (LESSON, "graph", 8, 16),
        pytest.param(f"{LESSON}?graph.layers=4", "graph", 16, 0, marks=pytest.mark.long),
        (SYMMETRY, "proof", 6, 6),
    ],
)
def test_on_a_phone_no_number_lies_over_another(page, server, lesson, exhibit, edges, seen):
    page.emulate_media(reduced_motion="reduce")
    page.goto(server + lesson)
    built(page)
    panel = Part(page.locator(f".bl-panel.bl-exhibit-{exhibit}"))
    net = panel.root.locator(".bl-net")
    expect(net.locator(".edge")).to_have_count(edges)
    for _ in range(20):
        assert net.locator("svg").evaluate(OVER) == []
        stands = panel.status.text_content()
        if panel.button("Step").is_disabled():
            break
        panel.hand.taps(panel.button("Step"))
        page.wait_for_timeout(300)
        if panel.status.text_content() == stands:
            break
    numbers = net.locator(".edge text:not(:empty)")
    assert (
        numbers.evaluate_all("all => all.filter(e => getComputedStyle(e).visibility === 'visible').length")
        >= seen
    )


@pytest.mark.parametrize("page", [TOUCHED_PHONE], indirect=True)
def test_a_finger_chooses_an_edge_and_then_drags_it(fresh, page):
    Hand(page).scrolls_to(fresh.locator("svg"), Hand(page).swipes)
    x, y = middle(reach(fresh, "w₁₁[2]"))
    page.touchscreen.tap(x, y)
    expect(fresh.locator(".bl-net-words")).to_contain_text("w₁₁[2] = 0.7")
    before = Hand(page).scrolled()
    Hand(page).swipes(60, start=(x, y))
    expect(edge(fresh, "w₁₁[2]").locator(".weight")).to_have_text("1.7")
    assert Hand(page).scrolled() == before


@pytest.mark.parametrize("page", [TOUCHED_PHONE, TOUCHED_WIDE], indirect=True, ids=["telephone", "tablet"])
def test_a_finger_meets_a_small_unit_near_it(page, server):
    page.goto(server + SYMMETRY)
    net = page.locator(".bl-net").first
    expect(net.locator(".bl-net-maps canvas")).to_have_count(3 * (2 + 8 + 1), timeout=60_000)
    unit = net.locator('.unit[aria-label^="constant, a₂[1]"]')
    Hand(page).scrolls_to(unit, Hand(page).swipes)
    seen, met = unit.locator("rect").first.bounding_box(), unit.locator(".reach").bounding_box()
    assert met["height"] == pytest.approx(44, abs=0.5)
    assert met["width"] > (43 if page.viewport_size["width"] > 800 else seen["width"] + 8)
    page.touchscreen.tap(met["x"] + 2, met["y"] + 2)  # beside what is seen of it
    expect(net.locator(".bl-net-words")).to_contain_text("constant, a₂[1] =")
