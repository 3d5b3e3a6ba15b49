"""Who goes by keys sees where they are: at every stop of Tab a mark 3 px thick, 3:1 against what was there without it.

It is measured in pixels, with the focus and without it, once for each kind of stop of a page.
"""

import io

import numpy as np
import pytest
from panels import WIDE, Hand, built
from PIL import Image
from playwright.sync_api import expect
from wcag import contrast

SCALE = 2  # pixels of the screen for one of CSS: thickness is told to half of one
THICK, CONTRAST = 3, 3
AROUND = 8  # CSS pixels around it that are looked at
STOPS = 400
# What has the keys: its kind, where it is seen, and how long its outline is.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const names = e => (e.getAttribute("class") ?? "").split(" ").filter(name => !/^mod-|^chosen/.test(name)).join(".");
  const box = e.getBoundingClientRect(), line = e.querySelector(":scope > line.reach");
  // Around words that go on in the next line there is one ring, no longer than that of their box.
  const rows = [...e.getClientRects()].reduce((sum, row) => sum + 2 * (row.width + row.height), 0);
  const around = line ? line.getTotalLength() : Math.min(rows, 2 * (box.width + box.height));
  const inside = e.closest("[class*=bl-]:not(.widget-box)")?.parentElement;
  return {
    kind: [e.tagName, e.type ?? "", names(e), inside ? names(inside) : ""].join(" "),
    box: [box.x, box.y, box.width, box.height], around,
    place: [...document.querySelectorAll("*")].indexOf(e),
    words: (e.getAttribute("aria-label") ?? e.innerText ?? "").slice(0, 60),
  };
}"""


def thick(mask, size):
    """Those pixels of a mask (rows, columns) that belong to a square of it with `size` pixels a side."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(mask, size), (size, size)).all(axis=(2, 3))
    spread = np.lib.stride_tricks.sliding_window_view(np.pad(windows, size - 1), (size, size)).any(
        axis=(2, 3)
    )
    return spread[size:-size, size:-size]


def seen(page, box):
    """The pixels at and around a place, as far as the window shows it: (rows, columns, 3)."""
    size = page.viewport_size
    x, y = max(0, box[0] - AROUND), max(0, box[1] - AROUND)
    right, below = (min(size[k], box[i] + box[i + 2] + AROUND) for i, k in enumerate(("width", "height")))
    if right - x < 1 or below - y < 1:
        return None
    clip = {"x": x, "y": y, "width": right - x, "height": below - y}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"), float)


def marked(page, stop):
    """How much of the outline of what has the keys is marked, from 0 to 1 and more."""
    page.wait_for_timeout(250)  # a scroll or a change of colour is over
    stop = page.evaluate(STOP)
    with_focus = seen(page, stop["box"])
    page.evaluate("() => document.activeElement.blur()")  # Tab goes on from there all the same
    page.wait_for_timeout(250)
    without = seen(page, stop["box"])
    if with_focus is None or without is None:
        return 0.0
    mask = thick(contrast(with_focus, without) >= CONTRAST, THICK * SCALE - 1)
    return mask.sum() / (THICK * SCALE * stop["around"] * SCALE)


def unmarked(page):
    """{kind: (share of its outline, its words)} of those stops of Tab that have too little of a mark, and how many
    kinds there are: from where the keys are to the end, and from the beginning to the first one again."""
    hand, kinds, poor, first, ends = Hand(page), set(), {}, None, 0
    for _ in range(STOPS):
        hand.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            ends += 1
        elif stop["place"] == first:
            return poor, len(kinds)
        first = first or (stop and stop["place"])
        if ends == 2:
            return poor, len(kinds)
        if stop and stop["kind"] not in kinds:
            kinds.add(stop["kind"])
            share = marked(page, stop)
            if share < 0.7:
                poor[stop["kind"]] = round(share, 2), stop["words"]
    raise AssertionError("Tab comes to no end")


@pytest.fixture
def sharp(browser):
    """sharp(light) opens a page of the resolution SCALE, in light or dark."""
    contexts = []

    def sharp(light):
        contexts.append(
            browser.new_context(
                viewport=WIDE, device_scale_factor=SCALE, color_scheme=light, reduced_motion="reduce"
            )
        )
        return contexts[-1].new_page()

    yield sharp
    for context in contexts:
        context.close()


def test_thick_keeps_what_is_thick():
    mask = np.zeros((20, 20), bool)
    mask[2:7, :] = True
    mask[:, 12:16] = True
    kept = thick(mask, 5)
    assert kept[2:7].all()
    assert not kept[:2].any()
    assert not kept[7:].any()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_start_page(server, sharp, light):
    page = sharp(light)
    page.goto(server)
    poor, kinds = unmarked(page)
    assert poor == {}
    assert kinds >= 5


# Between them these three have every kind of stop; a walk takes a minute.
@pytest.mark.parametrize(
    "name, light",
    [
        ("03_initialization", "dark"),
        pytest.param("01_backpropagation", "light", marks=pytest.mark.long),
        pytest.param("06_playground", "light", marks=pytest.mark.long),
    ],
)
def test_a_lesson(server, sharp, name, light):
    page = sharp(light)
    page.goto(f"{server}voila/render/{name}.ipynb")
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    built(page)
    poor, kinds = unmarked(page)
    assert poor == {}
    assert kinds >= 20
