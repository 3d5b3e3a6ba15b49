"""Palettes, type and line widths: nothing else sets a colour. Safe for colour-blind eyes (Okabe & Ito; Paul Tol).

A picture is drawn on light or on dark paper, in the `Style` that its figure carries: `style = style_of(fig)`, or of
anything drawn in it. Both have the same names, and each name one meaning: BACKWARD is orange, and nothing else is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

PIXELS_PER_INCH = 100
HALL = 20 / 11  # how much larger a picture is in a hall: its smallest text has 20 CSS pixels there
Look = tuple[str, Any]  # a colour and a dash


def points(pixels: float) -> float:
    """A length in CSS pixels as matplotlib's points, at PIXELS_PER_INCH."""
    return pixels * 72 / PIXELS_PER_INCH


@dataclass(frozen=True, kw_only=True, eq=False)
class Style:
    """The colours on one kind of paper; sizes and dashes are the same on both."""

    DARK: bool
    PAPER: str
    BLANK: str  # what the paper's colour is called
    INK: str  # where nothing else is said
    TEXT: str
    MUTED: str
    GRID: str
    LANE: str
    EDGE: str  # around small marks in colour
    FORWARD: str
    BACKWARD: str
    PARAMETER: str
    THEORY: str
    CRITICAL: str
    SECOND: str  # what is compared with the first, which has FORWARD; what goes wrong, marked × or ◇
    DENSITY: str  # between PAPER and FORWARD in an image of a density
    NEGATIVE: str  # signed values: these at their ends, PAPER at 0, limits symmetric
    POSITIVE: str
    CLASSES: tuple[str, str]
    MORE_CLASSES: tuple[
        str, ...
    ]  # the third to the tenth: each with a marker of its own, or its number, beside it
    LOST: str  # a cross on a map of LOSSES
    WORSE: str  # a loss above guessing, or none since it diverged
    NOWHERE: str  # on the plane of phases: there is no fixed point
    STARTS: dict[str, Look]
    OTHER_START: Look
    ROCKS: dict[
        str, tuple[str, str, str]
    ]  # colour and marker, and the name beside them, with the mark as text
    KERNELS: tuple[Look, ...]  # no colour of a rock among them, and a number at the line's end
    PINNED: dict[
        str, Any
    ]  # a run kept for comparison: with hollow marks, so that it differs in more than colour

    CLASS_MARKERS: ClassVar = ("o", "^")
    LOSSES: ClassVar = "cividis_r"  # bright is learnt, dark is guessing
    FANS: ClassVar = {
        "in": "solid",
        "out": (0, (1, 1)),
        "average": (0, (6, 2, 1, 2)),
    }  # where fans are compared
    MEDIAN, SINGLE, THIN = 2.2, 0.6, 1.5
    BAND_ALPHA, SINGLE_ALPHA = 0.18, 0.35
    AXIS_SIZE, TICK_SIZE, LABEL_SIZE = 13, 12, 12  # CSS pixels; text is never under 11
    PIXELS_PER_INCH: ClassVar = PIXELS_PER_INCH
    points = staticmethod(points)

    def start_style(self, name: str) -> Look:
        """(colour, dash) of an initializer."""
        return self.STARTS.get(name, self.OTHER_START)

    @cached_property
    def SIGNED(self) -> Colormap:
        """From NEGATIVE over the paper to POSITIVE."""
        return shades("signed", self.NEGATIVE, self.PAPER, self.POSITIVE)

    @cached_property
    def CLASS_SHADES(self) -> Colormap:
        """From class 0 over the paper to class 1."""
        return shades("classes", self.CLASSES[0], self.PAPER, self.CLASSES[1])

    @cached_property
    def DENSITIES(self) -> Colormap:
        """From nothing, which is the paper, to much."""
        return shades("densities", self.PAPER, self.DENSITY, self.FORWARD)


def shades(name: str, *colors: str) -> Colormap:
    """The colours between these."""
    from matplotlib.colors import (
        LinearSegmentedColormap,  # late: the registry makes styles without matplotlib
    )

    return LinearSegmentedColormap.from_list(name, colors)


# Initializers differ in colour and in dash, and carry a label at the line's end; so do kernels.
START_DASHES = {
    "zeros": (0, (1, 1.5)),
    "constant": (0, (6, 2, 1, 2)),
    "normal": "solid",
    "Xavier": (0, (5, 2)),
    "He": "solid",
    "uniform": (0, (1, 1)),
    "Glorot uniform": (0, (8, 2)),
    "He uniform": (0, (3, 1.5)),
    "orthogonal": (0, (6, 1.5, 1, 1.5)),
}
KERNEL_DASHES = (
    "solid",
    (0, (5, 2)),
    (0, (1, 1)),
    (0, (6, 1.5, 1, 1.5)),
    (0, (8, 2)),
    (0, (3, 1.5)),
    (0, (1, 1.5)),
    (0, (6, 2, 1, 2)),
)
OTHER_DASH = (0, (3, 1))
PINNED = {"ls": (0, (1, 1)), "lw": 1.6, "marker": "s", "ms": 4}


def starts(*colors: str) -> dict[str, Look]:
    """Of each initializer, in the order of their dashes."""
    return {name: (color, dash) for color, (name, dash) in zip(colors, START_DASHES.items(), strict=True)}


def rocks(soft: str, stiff: str) -> dict[str, tuple[str, str, str]]:
    """Of both rocks."""
    return {"soft sand": (soft, "o", "●"), "stiff sand": (stiff, "^", "▲")}


LIGHT = Style(
    DARK=False,
    PAPER="#FFFFFF",
    BLANK="white",
    INK="#000000",
    TEXT="#222222",
    MUTED="#666666",
    GRID="#DDDDDD",
    LANE="#F2F2F2",
    EDGE="#444444",
    FORWARD="#0072B2",
    BACKWARD="#C25500",
    PARAMETER="#333333",
    THEORY="#000000",
    CRITICAL="#009E73",
    SECOND="#882255",
    DENSITY="#9CCBE8",
    NEGATIVE="#AA4499",
    POSITIVE="#117733",
    CLASSES=("#56B4E9", "#CCBB44"),
    MORE_CLASSES=("#009E73", "#882255", "#1965B0", "#F093B0", "#F0E442", "#222222", "#EEDD88", "#332288"),
    LOST="#FFFFFF",
    WORSE="#3A3A3A",
    NOWHERE="#BDBDBD",
    STARTS=starts(
        "#666666", "#CC79A7", "#000000", "#882255", "#009E73", "#CC6677", "#332288", "#56B4E9", "#7A7A00"
    ),
    OTHER_START=("#332288", OTHER_DASH),
    ROCKS=rocks("#6B6B00", "#882255"),
    KERNELS=tuple(
        zip(
            ("#0072B2", "#009E73", "#000000", "#56B4E9", "#332288", "#CC79A7", "#117733", "#666666"),
            KERNEL_DASHES,
            strict=True,
        )
    ),
    PINNED=PINNED | {"color": "#777777", "mfc": "#FFFFFF"},
)
DARK = Style(
    DARK=True,
    PAPER="#111111",
    BLANK="black",
    INK="#EEEEEE",
    TEXT="#E6E6E6",
    MUTED="#A6A6A6",
    GRID="#3A3A3A",
    LANE="#242424",
    EDGE="#111111",
    FORWARD="#56B4E9",
    BACKWARD="#F0803C",
    PARAMETER="#CFCFCF",
    THEORY="#FFFFFF",
    CRITICAL="#2BC79A",
    SECOND="#E87FAE",
    DENSITY="#2A5E7D",
    NEGATIVE="#D67FC8",
    POSITIVE="#5CC97B",
    CLASSES=("#3F9BD1", "#CCBB44"),
    MORE_CLASSES=("#2BC79A", "#E6E6E6", "#1965B0", "#228833", "#F7F056", "#332288", "#009E73", "#225555"),
    LOST="#FFFFFF",
    WORSE="#555555",
    NOWHERE="#5A5A5A",
    STARTS=starts(
        "#A6A6A6", "#F3B4D7", "#FFFFFF", "#E87FAE", "#2BC79A", "#F09AA5", "#A99CF5", "#56B4E9", "#C9C94A"
    ),
    OTHER_START=("#A99CF5", OTHER_DASH),
    ROCKS=rocks("#C9C94A", "#E87FAE"),
    KERNELS=tuple(
        zip(
            ("#56B4E9", "#2BC79A", "#FFFFFF", "#A9DCFA", "#A99CF5", "#F3B4D7", "#6BBF7A", "#A6A6A6"),
            KERNEL_DASHES,
            strict=True,
        )
    ),
    PINNED=PINNED | {"color": "#9A9A9A", "mfc": "#111111"},
)


def style_of(drawn: Any) -> Style:
    """The style of a figure, or of the figure that something is drawn in; light where none was given."""
    return getattr(drawn.figure, "style", LIGHT)


def zoom_of(figure: Any) -> float:
    """How many CSS pixels of the page one of the figure's own is large."""
    return getattr(figure, "zoom", 1.0)


def dress(figure: Any) -> None:
    """What has matplotlib's own black gets the ink of the figure's style, ticks that are yet to come, too."""
    from matplotlib.text import Text

    style = style_of(figure)
    figure.set_facecolor(style.PAPER)
    for ax in figure.axes:
        ax.set_facecolor(style.PAPER)
        ax.tick_params(labelcolor=style.INK, which="both")
        for spine in ax.spines.values():
            if tuple(spine.get_edgecolor()[:3]) == (0, 0, 0):
                spine.set_edgecolor(style.INK)
    for text in figure.findobj(Text):
        if text.get_color() == "black":
            text.set_color(style.INK)
