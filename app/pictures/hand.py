"""What a picture answers to the hand: the values under the pointer, and places that can be dragged or pressed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import Bbox

from app.experiment.words import number
from app.pictures.drawing import named
from app.pictures.prepared import thinned
from app.pictures.style import PIXELS_PER_INCH, zoom_of

NEAR = 28  # CSS pixels: further away a point is not meant
SMALLEST = 44  # CSS pixels: a place for a finger
POINTS, STROKES = 120, 60  # of what is traced, at the most: a stroke's points, and strokes
NORMAL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
LETTERS = {r"\sigma": "σ", "^2": "²"}  # mathtext in the names of axes
NAMES = {
    "before": "the pinned run",
    "median": "median of the seeds",
    "seeds": "one seed",
    "single": "one seed",
}
NAMES |= dict.fromkeys(
    ("lines", "points", "curves", "bars", "shafts"), ""
)  # they say nothing that the place does not


@dataclass(frozen=True)
class Handle:
    """A place in a picture that stands for a setting.

    place   an artist, or an axes for all of it
    to      (x, y, result) in the axes' data -> {knob: value}; or the number of a step to go to; or a link with
            settings of another panel, "?signal.depth=30"
    cursor  as CSS names it; "pointer" is pressed, any other is dragged
    title   what the hand may do, in words
    """

    place: Any
    to: Callable[[float, float, Any], dict | int | str]
    cursor: str = "move"
    title: str = "Drag it"

    @property
    def axes(self):
        """The axes in whose data `to` is asked."""
        return self.place if self.place.axes is None else self.place.axes


def box(handle, figure):
    """[left, top, width, height] of a handle in CSS pixels from the top left, or None where it is not seen."""
    if not handle.place.get_visible():
        return None
    inside = handle.axes.bbox
    extent = inside if handle.place is handle.axes else handle.place.get_window_extent()
    ratio = pixels_per_css(figure)
    left, right = (np.clip(v, inside.x0, inside.x1) / ratio for v in (extent.x0, extent.x1))
    top, bottom = (
        (figure.bbox.height - np.clip(v, inside.y0, inside.y1)) / ratio for v in (extent.y1, extent.y0)
    )
    if not np.isfinite([left, right, top, bottom]).all():
        return None
    wider, higher = (max(0.0, SMALLEST - size) / 2 for size in (right - left, bottom - top))
    return [
        float(v) for v in (left - wider, top - higher, right - left + 2 * wider, bottom - top + 2 * higher)
    ]


def traces(artist, figure):
    """Where an artist is drawn, to be traced over it: [{"line": [[x, y], …]}] for each of its strokes or points, or
    [{"box": [left, top, width, height]}], in CSS pixels from the top left; nothing of what is not seen."""
    ratio, high = pixels_per_css(figure), figure.bbox.height
    if not artist.get_visible():
        return []
    if isinstance(artist, LineCollection):
        strokes = [artist.get_transform().transform(stroke) for stroke in artist.get_segments()]
        return [
            {"line": np.round(np.column_stack([x, high - y]) / ratio, 1).tolist()}
            for x, y in (stroke.T for stroke in strokes[:STROKES])
        ]
    if not isinstance(artist, Line2D):
        extent = artist.get_window_extent(figure.canvas.get_renderer())
        inside = Bbox.intersection(extent, artist.axes.bbox if artist.get_clip_on() else figure.bbox)
        if inside is None or not np.isfinite(inside.extents).all():
            return []
        at = (inside.x0, high - inside.y1, inside.width, inside.height)
        return [{"box": [round(float(v / ratio), 1) for v in at]}]
    places = artist.get_transform().transform(np.column_stack(artist.get_data(orig=False)))
    inside = artist.axes.bbox.padded(2)
    seen = np.isfinite(places).all(axis=1)
    seen[seen] = [inside.contains(x, y) for x, y in places[seen]]
    css = np.column_stack([places[:, 0], high - places[:, 1]]) / ratio
    strokes = np.split(np.arange(len(css)), np.flatnonzero(~seen)) if len(css) else []
    kept = [stroke[seen[stroke]] for stroke in strokes]
    if artist.get_linestyle() == "None":
        kept = [np.array([i]) for stroke in kept for i in stroke]
    lines = [stroke[thinned(len(stroke), POINTS)] for stroke in kept if len(stroke)]
    return [{"line": np.round(css[line], 1).tolist()} for line in lines[:STROKES]]


def pixels_per_css(figure):
    """Of the figure as it was drawn last."""
    return figure.dpi / PIXELS_PER_INCH / zoom_of(figure)


def in_data(axes, x, y):
    """A place in CSS pixels from the top left, in the data of an axes."""
    ratio = pixels_per_css(axes.figure)
    return axes.transData.inverted().transform((x * ratio, axes.figure.bbox.height - y * ratio))


def read(figure, parts, x, y):
    """(words, x, y) of the value that is drawn nearest to a place in CSS pixels from the top left; None if none is
    near."""
    ratio = pixels_per_css(figure)
    at = np.array([x * ratio, figure.bbox.height - y * ratio])
    found = []
    for name, artist in named(parts):
        axes = artist.axes
        if axes is None or not (artist.get_visible() and axes.get_navigate() and axes.bbox.contains(*at)):
            continue
        near = nearest(artist, at)
        if near is not None:
            found.append((near[0], name, artist, *near[1:]))
    distance, name, artist, place, value = min(found, key=lambda one: one[0], default=(np.inf, *[None] * 4))
    if distance > NEAR * ratio:
        return None
    words = say(name, artist, *artist.axes.transData.inverted().transform(place), value)
    return words, float(place[0] / ratio), float((figure.bbox.height - place[1]) / ratio)


def nearest(artist, at):
    """(distance in pixels, its place, value of an image or None) of what is drawn nearest to `at`, or None."""
    if isinstance(artist, AxesImage):
        value = artist.get_cursor_data(SimpleNamespace(x=at[0], y=at[1]))
        if value is None or np.ndim(value):
            return None
        return NEAR, at, float(np.ma.filled(value, np.nan))
    if isinstance(artist, Rectangle):
        extent = artist.get_window_extent()
        return (NEAR / 2, np.array([at[0], extent.y1]), None) if extent.contains(*at) else None
    if isinstance(artist, Line2D):
        if len(artist.get_xdata()) == 2 and artist.get_marker() in ("", "None"):
            return None  # a rule across the axes
        places = artist.get_transform().transform(np.column_stack(artist.get_data(orig=False)))
    elif isinstance(artist, PathCollection):
        places = artist.get_offset_transform().transform(np.ma.filled(artist.get_offsets(), np.nan))
    else:
        return None
    with np.errstate(invalid="ignore"):
        far = np.hypot(*(places - at).T)
    if not np.isfinite(far).any():
        return None
    i = int(np.nanargmin(far))
    return float(far[i]), places[i], None


def say(name, artist, x, y, value):
    """The label: what it is and its value, then where."""
    axes, name = artist.axes, NAMES.get(name.rpartition(".")[2], name.rpartition(".")[2].replace("_", " "))
    x, y = on_axis(axes.xaxis, axes.fmt_xdata, x), on_axis(axes.yaxis, axes.fmt_ydata, y)
    if value is None:
        return "\n".join(filter(None, (f"{name}: {y}" if name else y, x)))
    return f"{axes.get_title('left')}: {number(value) if np.isfinite(value) else '–'}\n{x}, {y}"


def on_axis(axis, words, place):
    """A place on an axis as its ticks say it: a number with the axis' name, or the word of a tick."""
    if words:
        return words(place)
    low, high = sorted(axis.get_view_interval())
    place = 0.0 if abs(place) < 1e-6 * (high - low) else place
    name = re.sub(r"\s*\(.*", "", lettered(axis.get_label_text()))
    return (
        f"{name} {number(place)}".strip()
        if (ticks := written(axis)) is None
        else at_ticks(name, place, *ticks)
    )


def lettered(text):
    """The words of an axis without mathtext."""
    for mark, letter in {"$": "", **LETTERS}.items():
        text = text.replace(mark, letter)
    return text


def written(axis):
    """(places, texts) of ticks that have texts of their own, or None."""
    if not isinstance(axis.get_major_formatter(), FuncFormatter):
        return None
    return axis.get_ticklocs(), [text.get_text() for text in axis.get_ticklabels()]


def at_ticks(name, place, places, texts):
    """What stands at a place between ticks with numbers, on a linear or a log axis; else the nearest tick's word."""
    values = np.array([tick_value(text) for text in texts])
    numbers = np.isfinite(values)
    if numbers.sum() < 2:
        nearest = int(np.abs(places - place).argmin())
        return texts[nearest] if abs(places[nearest] - place) < 0.3 else ""
    logs = np.log10(np.where(values > 0, values, np.nan))
    for there, back in ((values, lambda v: float(np.round(v, 9))), (logs, lambda v: 10.0**v)):
        known = np.isfinite(there)
        slope, start = np.polyfit(places[known], there[known], 1) if known.sum() > 1 else (np.nan, np.nan)
        if np.allclose(start + slope * places[known], there[known], atol=1e-6 * np.ptp(there[known])):
            return f"{name} {number(back(start + slope * place))}".strip()
    return ""


def tick_value(text):
    """The number that a tick says: '1,000', '50%', '10⁻⁸'; nan for a word."""
    text = text.replace(",", "").replace("−", "-")
    share = 0.01 if text.endswith("%") else 1.0
    power = re.fullmatch(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    try:
        return 10.0 ** int(power[1].translate(NORMAL)) if power else share * float(text.rstrip("%"))
    except ValueError:
        return np.nan
