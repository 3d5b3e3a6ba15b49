"""A few groups of curves in one axes: median and band over the seeds, names at the lines' ends."""

import numpy as np
from matplotlib.patches import Polygon
from matplotlib.ticker import MaxNLocator

from app.pictures.axes import plain
from app.pictures.curves import apart
from app.pictures.drawing import Drawing
from app.pictures.prepared import outline, quantiles, thinned
from app.pictures.style import style_of

SEGMENTS = 300


def groups(ax, title, looks, xlabel="", room=0.34, mark="", ticks=None, log=False):
    """A drawing whose results are (x (n), {name: values (n × seeds)}, (left, right), (low, high)).

    looks: {name: (colour, dash)}; room: share of the width kept for the names; mark: a marker on each point;
    ticks: {place: text} on the x axis, where round numbers would not do; log: values are drawn at their log₁₀, exact
    zeros at the foot of the axes.
    """
    style = style_of(ax)
    plain(ax, title, style.TEXT, xlabel)
    bands, lines, names, old = {}, {}, {}, {}
    for name, (color, dash) in looks.items():
        bands[name] = ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=style.BAND_ALPHA, lw=0))
        (old[name],) = ax.plot([], [], **(style.PINNED | {"marker": mark}))
        (lines[name],) = ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN, marker=mark or "o", ms=5)
        lines[name].set_markevery(None if mark else [-1])  # the end is seen before there is a line
        names[name] = ax.text(0, 0, name, color=color, fontsize=style.points(style.LABEL_SIZE), va="center")
    state = {}

    def move(result, pinned=None):
        x, curves, (left, right), (low, high) = result
        if state.get("limits") != (left, right, low, high):
            state["limits"] = left, right, low, high
            ax.set_xlim(left, right + room / (1 - room) * (right - left))
            ax.set_ylim(low - 0.03 * (high - low), high + 0.06 * (high - low))
            ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
            at = ticks or {t: f"{t:,.0f}" for t in ax.get_xticks()}
            at = {t: text for t, text in at.items() if left <= t <= right}
            ax.set_xticks([*at], [*at.values()])

        def place(values):
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.clip(np.log10(values) if log else values, low, high)

        keep = thinned(len(x), SEGMENTS)
        ends, shown = [], []
        for name in looks:
            there = name in curves
            old[name].set_data(*before(pinned, name, place))
            for artist in (bands[name], lines[name], names[name]):
                artist.set_visible(there)
            if not there:
                continue
            bottom, middle, top = place(quantiles(curves[name][keep]))
            lines[name].set_data(x[keep], middle)
            bands[name].set_xy(outline(x[keep], bottom, top))
            finite = middle[np.isfinite(middle)]
            ends.append(finite[-1] if finite.size else high)
            shown.append(name)
        for name, y in zip(shown, within(ends, 0.085 * (high - low), high), strict=True):
            names[name].set_position((x[-1] + 0.02 * (right - left), y))

    return Drawing(move, bands=bands, before=old, medians=lines, names=names)


def before(pinned, name, place):
    """The median of a pinned result's curve of this name, or nothing."""
    if pinned is None or name not in pinned[1]:
        return [], []
    return pinned[0], place(quantiles(pinned[1][name])[1])


def within(places, gap, high):
    """The places at least `gap` apart, none above `high`."""
    if not places:
        return []
    up = apart(places, gap)
    return up if up.max() <= high else -apart(-np.minimum(places, high), gap)
