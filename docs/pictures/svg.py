"""Words of SVG: elements, polylines and filled contours, in whole numbers, so that a picture stays small.

Colours are those of the lessons (app/pictures/style.py), light and dark, as classes of a sheet; a picture that stands
alone brings it along.
"""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from contourpy import FillType, contour_generator

from app.pictures.style import DARK, LIGHT


def both(light, dark):
    """A colour on light and on dark paper."""
    return f"light-dark({light}, {dark})"


# The page has the variables (app/widgets/theme.css); a picture that stands alone has not.
STROKES = {
    "fwd": ("--bl-forward", LIGHT.FORWARD, DARK.FORWARD),
    "back": ("--bl-backward", LIGHT.BACKWARD, DARK.BACKWARD),
    "plus": ("--bl-positive", LIGHT.POSITIVE, DARK.POSITIVE),
    "minus": ("--bl-negative", LIGHT.NEGATIVE, DARK.NEGATIVE),
    "line": ("--bl-muted", LIGHT.MUTED, DARK.MUTED),
    "ink": ("--bl-text", LIGHT.TEXT, DARK.TEXT),
}
FILLS = {
    "paper": both(LIGHT.PAPER, DARK.PAPER),
    "density": both(LIGHT.FORWARD, DARK.FORWARD),
    **{f"of{i}": both(LIGHT.CLASSES[i], DARK.CLASSES[i]) for i in (0, 1)},
    **{f"rock{i}": both(LIGHT.ROCKS[r][0], DARK.ROCKS[r][0]) for i, r in enumerate(LIGHT.ROCKS)},
}
SHEET = "\n".join(
    [
        *(f".{k} {{ fill: none; stroke: var({name}, {both(*c)}) }}" for k, (name, *c) in STROKES.items()),
        *(f".{k} {{ fill: {colour} }}" for k, colour in FILLS.items()),
        f"svg text {{ font: 15px system-ui, sans-serif; fill: {both(LIGHT.MUTED, DARK.MUTED)} }}",
    ]
)


def tag(name, *inside, **attributes):
    """An element; `stroke_width=2` is written as stroke-width, `class_` as class."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def text(words, x, y, **attributes):
    return tag("text", escape(words), x=x, y=y, **attributes)


def picture(box, title, *inside, alone=False):
    """A whole SVG that shows a box, (x, y, width, height); the page's own sheet colours it, unless it stands alone.

    Without a title it is not there for screen readers.
    """
    said = {"role": "img", "aria_label": title} if title else {"aria_hidden": "true"}
    if alone:
        said["xmlns"] = "http://www.w3.org/2000/svg"
        inside = tag("style", ":root { color-scheme: light dark }\n" + SHEET), *inside
    return tag("svg", *inside, viewBox=" ".join(map(str, box)), **said)


def line(x, y):
    """The path through points, in whole pixels, without those that say nothing new."""
    points = np.stack([np.rint(x), np.rint(y)], axis=-1).astype(int)
    keep = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=-1)]
    return "M" + " ".join(f"{a},{b}" for a, b in thin(points[keep], 0.5))


def thin(points, tolerance):
    """Douglas and Peucker: fewer points, none further than the tolerance from the line that is left."""
    if len(points) < 3:
        return points
    chord = points[-1] - points[0]
    away = points - points[0]
    length = np.hypot(*chord)
    far = np.abs(chord[0] * away[:, 1] - chord[1] * away[:, 0]) / length if length else np.hypot(*away.T)
    i = int(far.argmax())
    if far[i] <= tolerance:
        return points[[0, -1]]
    return np.concatenate([thin(points[: i + 1], tolerance)[:-1], thin(points[i:], tolerance)])


def region(x, y, z, level, tolerance=0.6):
    """The path around where z, on the grid of x and y in pixels, is above a level."""
    contours = contour_generator(x, y, z, fill_type=FillType.OuterOffset).filled(level, np.inf)
    parts = []
    for points, offsets in zip(*contours, strict=True):
        for first, last in pairwise(offsets.astype(int)):
            ring = thin(np.rint(points[first:last]).astype(int), tolerance)
            if len(ring) > 3:
                parts.append("M" + " ".join(f"{a},{b}" for a, b in ring[:-1]) + "z")
    return "".join(parts)
