"""Axes in the house style, and a log axis that has a lane for exact zeros."""

from itertools import zip_longest

import numpy as np

from app.experiment.words import number, power
from app.pictures.style import style_of


def plain(ax, title, color=None, xlabel=""):
    """No top or right spine, a light grid, the title over the left end, which it returns; sizes in CSS pixels."""
    style = style_of(ax)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(style.MUTED)
    ax.grid(color=style.GRID, lw=0.5)
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=style.points(style.TICK_SIZE), length=3, color=style.MUTED)
    name = ax.set_title(
        title,
        loc="left",
        fontsize=style.points(style.AXIS_SIZE),
        color=color or style.TEXT,
        pad=4,
        fontweight="bold",
    )
    if xlabel:
        ax.set_xlabel(xlabel, fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    return name


def label(ax, text="", **kwargs):
    """Text in the axes' own data, halo behind it, 12 px."""
    style = style_of(ax)
    return ax.text(
        0,
        0,
        text,
        fontsize=style.points(style.LABEL_SIZE),
        bbox={"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 1},
        **kwargs,
    )


def says(ax, x=None, y=None):
    """How the label under the pointer writes a place on these axes, where its ticks do not say it: functions of the
    data, which give words."""
    ax.fmt_xdata, ax.fmt_ydata = x or ax.fmt_xdata, y or ax.fmt_ydata


def pinned_line(ax, **looks):
    """A line for a pinned run: grey and dotted, without marks unless they are asked for."""
    style = style_of(ax)
    return ax.plot([], [], **(style.PINNED | {"marker": ""} | looks))[0]


def pinned_lines(ax, most, **looks):
    """(artists, show): `show(curves)` draws these (x, y) of a pinned run, at most as many as there are lines."""
    lines = [pinned_line(ax, **looks) for _ in range(most)]

    def show(curves):
        for line, curve in zip_longest(lines, curves, fillvalue=([], [])):
            line.set_data(*curve)

    return lines, show


class Layers:
    """The layer axis: it starts at 1 and runs the same way everywhere."""

    def __init__(self, ax, ticks=True):
        self.ax, self.depth, self.ticks = ax, None, ticks
        says(ax, x=lambda k: f"layer {k:.0f}")

    def fit(self, depth):
        """Limits and ticks for layers 1 … `depth`."""
        if depth == self.depth:
            return
        self.depth = depth
        self.ax.set_xlim(0.5, depth + 0.5)
        gap = next(g for g in (1, 2, 5, 10) if depth / g <= 10)
        self.ax.set_xticks(sorted({1, *range(gap, depth + 1, gap)} - ({2} if gap == 2 else set())))
        if not self.ticks:
            self.ax.set_xticklabels([])


class Decades:
    """A log axis in whole decades on which 0 has a lane of its own at the foot.

    y is log₁₀ of the value. The limits start at `low`, `high` (exponents) and move in strides of eight
    decades, so that they seldom change; `fit` widens them, `reset` takes them back.
    """

    STRIDE = 8

    def __init__(self, ax, low=-8, high=2, zones=False):
        style = self.style = style_of(ax)
        self.ax, self.start, self.now = ax, (low, high), None
        self.zones = (
            [
                ax.axhspan(-400, -7, color=style.LANE, zorder=0),
                ax.axhspan(3, 400, color=style.LANE, zorder=0),
            ]
            if zones
            else []
        )
        self.names = (
            [
                ax.text(
                    0.995,
                    y,
                    name,
                    transform=ax.get_yaxis_transform(),
                    ha="right",
                    va=va,
                    color=style.MUTED,
                    fontsize=style.points(11),
                    clip_on=True,
                )
                for y, va, name in ((-7.1, "top", "float32 loses it"), (3.1, "bottom", "explodes"))
            ]
            if zones
            else []
        )
        self.lane = ax.axhline(0, color=style.MUTED, lw=0.8)
        says(ax, y=lambda y: "0" if y <= self.zero else number(10.0**y))
        self.reset()

    def reset(self):
        """Back to the limits it began with: for a run that is another."""
        if self.now != self.start:
            self._set(*self.start)

    def fit(self, values):
        """Widen the limits to hold the finite positive `values`."""
        values = values[np.isfinite(values) & (values > 0)]
        if not values.size:
            return
        low, high = self.now
        bottom, top = np.log10(values.min()), np.log10(values.max())
        while bottom < low:
            low -= self.STRIDE
        while top > high:
            high += self.STRIDE
        if (low, high) != self.now:
            self._set(low, high)

    def place(self, values):
        """Where `values` are drawn: log₁₀, exact zeros in the lane, what is not finite nowhere."""
        with np.errstate(divide="ignore", invalid="ignore"):
            y = np.log10(values)
        y = np.where(values == 0, self.zero, y)
        return np.where(np.isfinite(y), np.clip(y, self.zero, None), np.nan)

    def _set(self, low, high):
        self.now, height = (low, high), 0.16 * (high - low)
        self.zero = low - height / 2
        self.ax.set_ylim(low - height, high)
        self.lane.set_ydata([low, low])
        gap = next(g for g in (1, 2, 4, 8, 16, 32, 64, 128, 256) if (high - low) / g <= 5)
        ticks = [t for t in range(low + 1, high + 1) if t % gap == 0]  # that of `low` would lie on the 0
        self.ax.set_yticks([self.zero, *ticks], ["0", *(power(t) for t in ticks)])
        for name, y in zip(self.names, (-7.1, 3.1), strict=False):
            name.set_visible(low < y < high - 0.5 and (y > 0 or low < -8))


def set_apart(ax, names, x, heights):
    """Names beside the ends of their lines, moved apart where they would lie on each other."""
    style = style_of(ax)
    bottom, top = ax.get_ylim()
    gap = (top - bottom) * 15 / (ax.bbox.height * style.PIXELS_PER_INCH / ax.figure.dpi)
    order = np.argsort(np.nan_to_num(heights, nan=top))
    places, at = {}, bottom - gap
    for i in order:
        at = places[i] = max(at + gap, np.nan_to_num(heights[i], nan=top))
    limit = top - gap / 2  # what stands above the axes moves down, and pushes what lies under it
    for i in order[::-1]:
        places[i] = min(places[i], limit)
        limit = places[i] - gap
    for i, y in places.items():
        names[i].set_position((x, y))
