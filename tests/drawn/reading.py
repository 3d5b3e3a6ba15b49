"""Numbers read back out of a picture: where its artists stand, by the words on its axes. Not a test."""

import re

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text

from app.workbench.view import View, still

WORDS = {
    "learnt": 0,
    "half": 0.5,
    "guessing": 1,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
WORDS |= {"µs": 1e-6, "ms": 1e-3, "s": 1, "": 1}
EXPONENTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
SCALES = (lambda p: p, lambda p: np.power(10.0, p), lambda p: np.exp2(p))


class Shown:
    """A picture of an exhibit at one width, drawn frame after frame as a page does."""

    def __init__(self, exhibit, width):
        self.view = View(exhibit.plot(), list(exhibit.heights))
        self.view.picture.width = width
        self.background = {}

    def show(self, result, pinned=None):
        self.view.png(result, pinned=pinned)

    def __getitem__(self, name):
        return self.parts[name]

    @property
    def parts(self):
        return self.view.drawing.parts

    def stale(self):
        """Axes of which something has changed that is kept as a picture under the same key: it would not be seen."""
        moving = set(self.view.drawing.artists)
        for i, ax in enumerate(self.view.figure.axes):
            now = [look(a) for a in ax.get_children() if a not in moving], axis_words(ax)
            if self.background.setdefault((i, *still(ax)), now) != now:
                yield i


def look(artist):
    """What an artist looks like, as far as pictures change it."""
    visible = artist.get_visible()
    if isinstance(artist, Line2D):
        return visible, artist.get_xydata().tolist(), artist.get_color()
    if isinstance(artist, Text):
        return visible, artist.get_text(), artist.get_position(), artist.get_color()
    return visible, np.asarray(artist.get_array()).tolist() if isinstance(artist, AxesImage) else None


def axis_words(ax):
    labels = [[t.get_text() for t in axis.get_ticklabels()] for axis in (ax.xaxis, ax.yaxis)]
    return labels, ax.get_xlabel(), ax.get_ylabel(), ax.get_title("left")


def number(text):
    """What a tick label says; None of one that is no number."""
    text = text.replace("−", "-").replace(",", "").strip()
    if text in WORDS and text:
        return float(WORDS[text])
    if power := re.fullmatch("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text):
        return 10.0 ** int(power[1].translate(EXPONENTS))
    if plain := re.fullmatch(r"(-?[\d.]+(?:e[-+]\d+)?)\s*(%|µs|ms|s)?", text):
        unit = plain[2] or ""
        return float(plain[1]) * (0.01 if unit == "%" else WORDS[unit])
    return None


@np.errstate(over="ignore")
def follows(scale, ticks):
    """Whether the labels of ticks [(place, value)] are on this scale."""
    return all(np.isclose(scale(p), v, rtol=0.01) for p, v in ticks)


class Scale:
    """From a place on an axis to the value that its tick labels say is there; a lane for exact zeros is 0."""

    def __init__(self, axis):
        ticks = [
            (p, number(t.get_text())) for p, t in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
        ]
        ticks = [(p, v) for p, v in ticks if v is not None]
        self.zero = None
        fits = [scale for scale in SCALES if ticks and follows(scale, ticks)]
        if ticks and not fits:  # a log axis that has a lane
            zeros = [p for p, v in ticks if v == 0]
            assert len(zeros) == 1, f"the labels of an axis follow no scale: {ticks}"
            self.zero, ticks = zeros[0], [(p, v) for p, v in ticks if v]
            fits = [scale for scale in SCALES[1:] if follows(scale, ticks)]
            assert fits, f"the labels of an axis follow no scale: {ticks}"
        self.value = fits[0] if fits else SCALES[0]
        self.log = self.value is not SCALES[0]

    def __call__(self, places):
        places = np.asarray(places, float)
        values = self.value(places)
        return values if self.zero is None else np.where(np.isclose(places, self.zero), 0.0, values)

    def place(self, values):
        """Where a value belongs; a zero without a lane is at the foot of a log axis."""
        values = np.asarray(values, float)
        if not self.log:
            return values
        with np.errstate(all="ignore"):
            places = np.log2(values) if self.value is SCALES[2] else np.log10(values)
        return np.where(values == 0, -np.inf if self.zero is None else self.zero, places)


def places(line):
    """(2 × n): the points of a line that are seen; none of one that is hidden."""
    xy = np.array(line.get_xydata(), float).T if line.get_visible() else np.empty((2, 0))
    return xy[:, np.isfinite(xy).all(axis=0)]


def corners(band):
    """x, low and high of the area between two curves."""
    xy = band.get_xy()
    if not band.get_visible() or not xy.any():
        return np.empty((3, 0))
    xy = xy[:-1] if (xy[0] == xy[-1]).all() and len(xy) % 2 else xy
    n = len(xy) // 2
    assert (xy[:n, 0] == xy[n:][::-1, 0]).all()
    return np.array([xy[:n, 0], xy[:n, 1], xy[n:][::-1, 1]])


def pixels(image):
    """The centres of an image's columns and rows, and its values there, as they lie on the screen: the first row is
    the lowest, the first column the leftmost."""
    values = np.ma.filled(image.get_array().astype(float), np.nan)
    left, right, bottom, top = image.get_extent()
    rows, columns = values.shape
    x = left + (np.arange(columns) + 0.5) / columns * (right - left)
    y = bottom + (np.arange(rows) + 0.5) / rows * (top - bottom)
    y = y[::-1] if image.origin == "upper" else y
    across = np.argsort(image.axes.transData.transform(np.c_[x, np.full(columns, y[0])])[:, 0])
    up = np.argsort(image.axes.transData.transform(np.c_[np.full(rows, x[0]), y])[:, 1])
    return x[across], y[up], values[up][:, across]


def same_color(a, b, tolerance=0.02):
    return np.allclose(to_rgba(a)[:3], to_rgba(b)[:3], atol=tolerance)


class See:
    """What is to be seen in the named parts of a picture: each method holds a part to numbers from elsewhere.

    A part is its name, or its name and where to find the artist in it: ("losses.lines", 2).
    """

    def __init__(self, shown):
        self.shown, self.named = shown, set()

    def artist(self, part):
        name, *path = part if isinstance(part, tuple) else (part,)
        self.named.add(name)
        artist = self.shown[name]
        for step in path:
            artist = artist[step]
        return artist

    def line(self, part, x=(), y=(), color=None):
        """The points (x, y) and no others; y (n × m) are m lines, one after the other. A curve of very many points
        may be drawn with fewer."""
        artist = self.artist(part)
        drawn, scale = places(artist), [Scale(artist.axes.xaxis), Scale(artist.axes.yaxis)]
        y = np.asarray(y, float)
        x = np.tile(x, y.shape[1]) if y.ndim == 2 else np.asarray(x, float)
        y = y.T.ravel()
        wanted = np.array([scale[0].place(x[~np.isnan(y)]), scale[1].place(y[~np.isnan(y)])])
        if drawn.shape != wanted.shape:
            wanted = wanted[:, np.isfinite(wanted).all(axis=0)]
        if drawn.shape[1] >= 100 and drawn.shape[1] < wanted.shape[1]:
            at = np.searchsorted(wanted[0], drawn[0] - 1e-9)
            assert at[0] == 0 and at[-1] == wanted.shape[1] - 1, f"{part}: an end of the curve is missing"
            wanted = wanted[:, at]
        assert drawn.shape == wanted.shape, f"{part}: {drawn.shape[1]} points are drawn, of {wanted.shape[1]}"
        self.agree(part, artist.axes.get_xlim(), drawn[0], wanted[0])
        self.agree(part, artist.axes.get_ylim(), drawn[1], wanted[1])
        if color is not None and drawn.size:
            assert same_color(artist.get_color(), color), f"{part} has another colour than what it is about"

    def band(self, part, x=(), low=(), high=()):
        """The area between two curves."""
        artist = self.artist(part)
        drawn, ends = corners(artist), np.array([low, high], float)
        there = np.isfinite(ends).all(axis=0)
        if there.sum() == 1 and drawn.shape[1] == 0 and low[0] == high[0]:
            return  # an area that is a point
        assert drawn.shape[1] == there.sum(), f"{part}: {drawn.shape[1]} points are drawn, of {there.sum()}"
        self.agree(
            part, artist.axes.get_xlim(), drawn[0], Scale(artist.axes.xaxis).place(np.asarray(x)[there])
        )
        for got, values in zip(drawn[1:], ends[:, there], strict=True):
            self.agree(part, artist.axes.get_ylim(), got, Scale(artist.axes.yaxis).place(values))

    def spread(self, part, x, values=None, old=None, old_x=None, of=()):
        """Median and band of values (n × seeds), and the median of a pinned run's."""
        median, band, before = ((f"{part}.{name}", *of) for name in PARTS[bool(of)])
        self.line(median, x, None_or(percentile, values, 50))
        self.band(band, *([] if values is None else (x, percentile(values, 10), percentile(values, 90))))
        self.line(before, *([] if old is None else (x if old_x is None else old_x, percentile(old, 50))))

    def agree(self, part, limits, drawn, wanted):
        """The same to a hair; what is wanted beyond an end of the axis is drawn at that end, within 6 %, or beyond."""
        low, high = sorted(limits)
        edge, hair = 0.06 * (high - low), 1e-6 * (high - low)
        with np.errstate(invalid="ignore"):
            near = np.abs(drawn - wanted) <= hair + 1e-9 * np.abs(wanted)
        above, below = (
            (wanted > high - edge) & (drawn >= high - edge),
            (wanted < low + edge) & (drawn <= low + edge),
        )
        right = near | above | below
        assert right.all(), f"{part}: drawn at {drawn[~right][:3]}, and belongs at {wanted[~right][:3]}"

    def image(self, part, x, y, values, colors=()):
        """Values over x and y (the centres of cells, rising; or None where there are no such axes), row by y."""
        artist = self.artist(part)
        columns, rows, drawn = pixels(artist)
        for axis, centres, wanted in ((artist.axes.xaxis, columns, x), (artist.axes.yaxis, rows, y)):
            if wanted is not None:
                np.testing.assert_allclose(
                    centres, Scale(axis).place(wanted), atol=1.02 * cell(wanted, centres), err_msg=str(part)
                )
        np.testing.assert_allclose(drawn, values, rtol=1e-9, atol=1e-12, err_msg=f"{part}: what lies where")
        for value, color in colors:
            assert same_color(artist.to_rgba(np.array([value])).ravel(), color), (
                f"{part}: the colour of {value}"
            )

    def says(self, part, text):
        """A text that is seen; "" for one that is not."""
        artist = self.artist(part)
        said = artist.get_text() if artist.get_visible() else ""
        assert said == text if not text else text in said, f"{part} says {said!r} where {text!r} belongs"

    def names(self, part, lines, texts):
        """The names beside lines: each in its line's colour."""
        for i, (line, text) in enumerate(zip(lines, texts, strict=True)):
            self.says((part, i), text)
            assert same_color(self.artist((part, i)).get_color(), self.artist(line).get_color()), (
                f"{part}: {text}"
            )

    def upright(self, part, *others):
        """These axes rise to the right and upwards; a picture turned over would say so here."""
        ax = self.artist(part).axes
        assert ax.get_xlim()[0] < ax.get_xlim()[1] and ax.get_ylim()[0] < ax.get_ylim()[1], (
            f"{part} is turned over"
        )


PARTS = {False: ("median", "band", "before"), True: ("medians", "bands", "before")}


def cell(wanted, centres):
    """Half a cell: grids at the edges of a picture and at the centres of its cells differ by so much at most."""
    return 0.5 * abs(np.diff(centres)).max() if len(centres) > 1 else np.inf


def None_or(function, values, *rest):
    return () if values is None else function(values, *rest)


def percentile(values, q):
    """Of each row, by sorting; values that are not finite are left out."""
    out = []
    for row in np.asarray(values, float):
        kept = sorted(row[np.isfinite(row)])
        at = (len(kept) - 1) * q / 100 if kept else 0
        below = int(at)
        above = min(below + 1, len(kept) - 1)
        out.append(kept[below] + (at - below) * (kept[above] - kept[below]) if kept else np.nan)
    return np.array(out)
