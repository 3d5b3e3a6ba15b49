"""Numbers read back out of a picture: where its artists stand, by the words on its axes. Not a test."""

import re

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.spines import Spine
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
    if isinstance(artist, Patch) and not isinstance(
        artist, Spine
    ):  # a spine follows its axes when it is drawn
        return visible, artist.get_path().vertices.tolist(), artist.get_facecolor()
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
