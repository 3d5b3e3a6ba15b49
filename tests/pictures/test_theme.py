"""Colours: pages and pictures have the same, each can be read on its paper, and orange means backward only."""

import colorsys
import re
from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest

from app.pictures.style import DARK, LIGHT
from app.widgets.base import HERE

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
STYLES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
NAMES = {
    "text": None,
    "muted": None,
    "line": None,
    "edge": None,
    "shade": None,
    "wrong": None,
    "pressed": None,
}
TEXTS = "INK", "TEXT", "MUTED", "FORWARD", "BACKWARD", "PARAMETER", "THEORY", "SECOND"
# What a dichromat sees of linear RGB (Viénot, Brettel & Mollon 1999); for tritanopes Brettel's nearest plane.
PROTANOPE = np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]])
DEUTERANOPE = np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]])


def linear(color):
    """The linear red, green and blue of a hex colour, from 0 to 1."""
    v = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2's ratio."""
    dark, light = sorted(linear(c) @ [0.2126, 0.7152, 0.0722] for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def colors(style):
    """Every colour of a style: [(name, colour)]."""
    return [(f.name, c) for f in fields(style) for c in HEX.findall(repr(getattr(style, f.name)))]


def in_css():
    """{name: (light, dark)} of theme.css."""
    found = re.findall(
        r"--bl-([\w-]+): light-dark\((#\w+), (#\w+)\)", (HERE / "theme.css").read_text("utf-8")
    )
    return {name: (light, dark) for name, *(light, dark) in found}


def test_pages_have_the_colours_of_pictures():
    known = in_css()
    shared = {name for name in known if hasattr(LIGHT, name.upper()) and name not in NAMES}
    assert shared == {"paper", "forward", "backward", "critical", "positive", "negative"}
    for name in shared:
        assert known[name] == (getattr(LIGHT, name.upper()), getattr(DARK, name.upper()))


def test_classes_have_the_colours_of_pictures():
    assert [in_css()[f"class-{c}"] for c in (0, 1)] == [*zip(LIGHT.CLASSES, DARK.CLASSES, strict=True)]


def test_no_other_style_sheet_of_panels_has_a_colour():
    for path in HERE.glob("*.css"):
        if path.name != "theme.css":
            assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!\s*\{)", path.read_text("utf-8")), path.name


@STYLES
def test_orange_is_backward_and_nothing_else(style):
    every = colors(style) + [(name, pair[style.DARK]) for name, pair in in_css().items()]
    for name, color in every:
        hue, _, saturation = colorsys.rgb_to_hls(*(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        orange = 10 < hue * 360 < 45 and saturation > 0.3
        assert orange == (name.lower() == "backward"), (name, color)


@STYLES
def test_what_is_written_can_be_read(style):
    names = [(name, getattr(style, name)) for name in TEXTS]
    names += [(name, color) for name, (color, *_) in style.ROCKS.items()]
    for name, color in names:
        assert contrast(color, style.PAPER) >= 4.5, name
    for name, pair in in_css().items():
        if name in ("text", "muted", "forward", "wrong"):
            assert contrast(pair[style.DARK], style.PAPER) >= 4.5, name
        if name in ("edge", "focus", "backward", "critical", "positive", "negative"):
            assert contrast(pair[style.DARK], style.PAPER) >= 3, name
    assert contrast(in_css()["on-forward"][style.DARK], style.FORWARD) >= 4.5


@STYLES
@pytest.mark.parametrize("eye", [np.eye(3), PROTANOPE, DEUTERANOPE], ids=["any", "protanope", "deuteranope"])
def test_what_is_told_by_colour_is_told_by_every_eye(style, eye):
    meant = {
        "forward": (style.FORWARD, style.BACKWARD),
        "compared": (style.FORWARD, style.SECOND),
        "sign": (style.NEGATIVE, style.POSITIVE),
        "class": style.CLASSES,
        "rock": tuple(color for color, *_ in style.ROCKS.values()),
    }
    for name, pair in meant.items():
        for one, other in combinations(pair, 2):
            seen = [np.clip(eye @ linear(c), 0, 1) ** (1 / 2.2) for c in (one, other)]
            assert np.linalg.norm(seen[0] - seen[1]) > 0.25, name
    for one, other in combinations(
        (*style.CLASSES, *style.MORE_CLASSES), 2
    ):  # numbers and marks say them, too
        seen = [np.clip(eye @ linear(c), 0, 1) ** (1 / 2.2) for c in (one, other)]
        assert np.linalg.norm(seen[0] - seen[1]) > 0.2, (one, other)
