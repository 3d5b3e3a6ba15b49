"""A picture in words, for those who do not see it: which axes it has, and how the lines on them run."""

import re

import numpy as np
from matplotlib.lines import Line2D

from app.pictures.drawing import named
from app.pictures.hand import NAMES, lettered, on_axis

MOST = 4  # lines of one axes whose course is told
TURNS = 0.15  # of its height: a line that leaves the way between its ends by less is told by its ends
STAYS = 0.02
ALONE = {"seeds", "single", "before"}  # what is drawn around the lines that count


def described(figure, parts, numbers=True):
    """The axes of a figure, and the course of the lines among these parts of its drawing: in numbers, or their shape
    alone."""
    axes = [ax for ax in figure.axes if ax.axison and ax.get_navigate() and ax.get_title("left")]
    if not axes:
        return ""
    lines = [(name.rpartition(".")[2], artist) for name, artist in named(parts) if isinstance(artist, Line2D)]
    words = [
        ax.get_title("left")
        + across(ax)
        + (f", {ax.get_ylabel()} upwards" if ax.get_ylabel() else "")
        + courses([(name, line) for name, line in lines if line.axes is ax and name not in ALONE], numbers)
        for ax in axes
    ]
    return lettered(f"{'One picture' if len(words) == 1 else f'{len(words)} pictures'}: {'; '.join(words)}.")


def across(ax):
    """What its x axis is: its own name, or that of the axes beneath it."""
    beneath = [b for b in ax.figure.axes if b.get_xlabel() and abs(b.bbox.x0 - ax.bbox.x0) < 2]
    nearest = max((b for b in beneath if b.bbox.y0 <= ax.bbox.y0), key=lambda b: b.bbox.y0, default=None)
    return f" against {nearest.get_xlabel()}" if nearest else ""


def courses(lines, numbers):
    """ ": the median falls from 0.69 to 0.02, …" of the first lines that have a course."""
    ways = list(dict.fromkeys((name, words) for name, line in lines if (words := course(line, numbers))))
    names = [name for name, _ in ways]
    told = [f"{called(name) if names.count(name) == 1 else 'a line'} {words}" for name, words in ways]
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    return f": {', '.join(told[:MOST])}{more}" if told else ""


def called(name):
    """What a part of a drawing is called in words."""
    return NAMES.get(name, name.replace("_", " ")) or "a line"


def course(line, numbers):
    """Where a line begins and ends, and where it turns on its way; "" for one that is not seen or runs nowhere."""
    x, y = (np.asarray(values, float) for values in line.get_data(orig=False))
    seen = np.isfinite(x) & np.isfinite(y)
    x, y = x[seen], y[seen]
    if not line.get_visible() or len(y) < 3 or (np.diff(x) < 0).any() or x[0] == x[-1]:
        return ""
    ax = line.axes
    high = (line.get_transform().transform(np.column_stack([x, y]))[:, 1] - ax.bbox.y0) / ax.bbox.height
    first, last, least, most = 0, -1, int(high.argmin()), int(high.argmax())
    values = {i: value(ax, y[i]) for i in (first, last, least, most)}
    if not all(any(map(str.isdigit, words)) for words in values.values()):
        return ""
    dips = bool(min(high[0], high[-1]) - high[least] > TURNS)
    peaks = bool(high[most] - max(high[0], high[-1]) > TURNS)
    flat = abs(high[-1] - high[0]) < STAYS
    way = "stays" if flat else "falls" if high[-1] < high[0] else "rises"
    if not numbers:
        turns = ["goes down"] * dips + ["goes up"] * peaks
        return " and ".join([*turns, "comes back"]) if turns else way
    if dips or peaks:
        turns = [f"down to {values[least]}"] * dips + [f"up to {values[most]}"] * peaks
        return f"goes from {values[first]} {' and '.join(turns)}, and ends at {values[last]}"
    return f"stays at {values[last]}" if flat else f"{way} from {values[first]} to {values[last]}"


def value(ax, y):
    """A number as the y axis of an axes says it, without the axis' name."""
    name = re.sub(r"\s*\(.*", "", lettered(ax.yaxis.get_label_text()))
    return on_axis(ax.yaxis, ax.fmt_ydata, y).removeprefix(name).strip()
