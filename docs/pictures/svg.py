"""Words of SVG: elements, polylines and filled contours, in whole numbers, so that a picture stays small.

Colours are those of the lessons (app/pictures/style.py), as classes of the page's sheet; a picture that stands alone
brings the sheet along.
"""

from xml.sax.saxutils import escape, quoteattr

import numpy as np
from contourpy import FillType, contour_generator

from app.pictures import style

PLUS, MINUS = "#009E73", "#AA4499"  # signs of weights, as in app/widgets/net.css
SHEET = f"""
.fwd {{ stroke: var(--bl-forward, {style.FORWARD}) }} .back {{ stroke: var(--bl-backward, {style.BACKWARD}) }}
.line, .axis {{ stroke: var(--bl-edge, #8a8a8a) }} .ink {{ stroke: var(--bl-text, #222) }}
.fwd, .back, .line, .ink, .axis, .plus, .minus {{ fill: none }}
.plus {{ stroke: {PLUS} }} .minus {{ stroke: {MINUS} }}
.of0 {{ fill: {style.CLASSES[0]} }} .of1 {{ fill: {style.CLASSES[1]} }}
.density {{ fill: var(--bl-forward, {style.FORWARD}) }} .paper {{ fill: var(--bl-paper, #fff) }}
text {{ font: 15px system-ui, sans-serif; fill: var(--bl-muted, #595959) }}
"""


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
    sheet = [tag("style", SHEET)] if alone else []
    namespace = "http://www.w3.org/2000/svg"
    return tag("svg", *sheet, *inside, xmlns=namespace, viewBox=" ".join(map(str, box)), **said)


def line(x, y):
    """The path through points, in whole pixels, without those that say nothing new."""
    points = np.stack([np.rint(x), np.rint(y)], axis=-1).astype(int)
    keep = np.r_[True, (np.diff(points, axis=0) != 0).any(axis=-1)]
    return "M" + " ".join(f"{a},{b}" for a, b in thin(points[keep], 0.5))


def thin(points, tolerance):
    """Douglas and Peucker: fewer points, none further than the tolerance from the line that is left."""
    if len(points) < 3:
        return points
    (x, y), chord = points[0], points[-1] - points[0]
    away = points - points[0]
    length = np.hypot(*chord)
    far = np.abs(chord[0] * away[:, 1] - chord[1] * away[:, 0]) / length if length else np.hypot(*away.T)
    i = int(far.argmax())
    if far[i] <= tolerance:
        return points[[0, -1]]
    return np.concatenate([thin(points[: i + 1], tolerance)[:-1], thin(points[i:], tolerance)])


def region(x, y, z, level, tolerance=0.6):
    """The path around where z, on the grid of x and y in pixels, is above a level."""
    filled, _ = contour_generator(x, y, z, fill_type=FillType.OuterCode).filled(level, np.inf)
    parts = []
    for points, kind in zip(filled, _, strict=True):
        starts = [*np.flatnonzero(kind == 1), len(points)]
        for first, last in zip(starts, starts[1:], strict=False):
            ring = thin(np.rint(points[first:last]).astype(int), tolerance)
            if len(ring) > 3:
                parts.append("M" + " ".join(f"{a},{b}" for a, b in ring[:-1]) + "z")
    return "".join(parts)
