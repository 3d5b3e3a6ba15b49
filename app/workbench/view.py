"""A figure that follows a result: matplotlib's Agg draws it, a `Picture` shows it.

What stands still in an axes (spines, ticks, texts) is drawn once for each key, which is its limits and texts, and
kept as a layer. A frame is white paper, the layers laid on it, and the artists that move, drawn over them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from app.pictures import hand, style
from app.pictures.drawing import Drawing, named
from app.widgets.picture import NARROW, Picture
from app.workbench.png import to_png

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from app.experiment import Result
    from app.workbench.clock import Clock

Plot = Callable[[Any], Drawing]  # of a matplotlib Figure
Place = tuple[slice, slice]  # rows and columns of pixels

DEFAULT_WIDTH = 816  # CSS pixels, until the page has said how wide it is
KEPT = 48  # layers: about 0.3 MB each while live
WHITE = 255


class View:
    """plot(fig) makes a `Drawing`; heights are those of a wide and of a narrow picture, in CSS pixels."""

    def __init__(self, plot: Plot, heights: tuple[int, int], clock: Clock | None = None) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # most of the start-up time: late
        from matplotlib.figure import Figure

        self.plot, self.picture = plot, Picture(heights, clock.now if clock else time.monotonic)
        self.figure = Figure(dpi=style.PIXELS_PER_INCH, facecolor="white")
        self.canvas = FigureCanvasAgg(self.figure)
        self.size: tuple[int, int] | None = None
        self.drawing: Drawing | None = None
        self.layers: dict[tuple, tuple[Place, np.ndarray]] = {}
        self.drawn: tuple[int, float] | None = None  # (width, ratio) of the last frame sent
        self.result: Result | None = None  # what that one shows
        self.marked: tuple[Result | None, Sequence[Any]] = (
            None,
            (),
        )  # parts to mark in the picture of a result
        self.picture.read = self.read

    @property
    def fits(self) -> bool:
        """The last frame has the width the page gives and the resolution of its screen."""
        return self.drawn == (self.picture.width, self.picture.ratio)

    def show(self, result: Result, words: str, live: bool = False, pinned: Result | None = None) -> None:
        """Draw and send; a live frame at one pixel a CSS pixel, any other at the screen's own resolution."""
        ratio = 1.0 if live else self.picture.ratio
        self.result = result
        self.picture.show(self.png(result, ratio, pinned), words, self.handles(), self.marks())
        self.drawn = self.picture.width, ratio

    def handles(self) -> list[dict[str, Any]]:
        """The places for the hand that are to be seen, as a `Picture` wants them."""
        assert self.drawing is not None
        places = {name: (each, hand.box(each, self.figure)) for name, each in self.drawing.handles.items()}
        return [
            {"name": name, "box": box, "cursor": each.cursor, "title": each.title}
            for name, (each, box) in places.items()
            if box
        ]

    def mark(self, parts: Sequence[Any], result: Result, words: str = "") -> None:
        """Mark these parts as long as this result is shown, now or with the next frame, and bring them in view."""
        self.marked = result, parts, words
        self.picture.reveal(self.marks())

    def marks(self) -> list[dict[str, Any]]:
        """Where the marked parts are drawn, as a `Picture` wants it."""
        result, parts, words = self.marked
        if self.drawing is None or result is None or result is not self.result:
            return []
        return [{"words": words}] * bool(words) + [
            mark
            for part in parts
            for _, artist in named(self.drawing.part(part))
            for mark in hand.traces(artist, self.figure)
        ]

    def taken(self, name: str, x: float, y: float) -> dict[str, Any] | int | str:
        """What a handle asks for that is taken to a place in CSS pixels: settings, the number of a step, or a link."""
        assert self.drawing is not None
        handle = self.drawing.handles[name]
        return handle.to(*hand.in_data(handle.axes, x, y), self.result)

    def read(self, x: float, y: float) -> tuple[str, float, float] | None:
        """(words, x, y) of what is drawn nearest to a place in CSS pixels, or None."""
        return hand.read(self.figure, self.drawing.parts, x, y) if self.drawing else None

    def png(self, result: Result, ratio: float = 1.0, pinned: Result | None = None) -> bytes:
        """The picture of `result` as PNG bytes."""
        self._render(result, ratio, pinned)
        return encode(self.canvas)

    def _render(self, result: Result, ratio: float, pinned: Result | None) -> None:
        width = self.picture.width or DEFAULT_WIDTH
        size = width, self.picture.heights[width < NARROW]
        if self.drawing is None or size != self.size:
            self.figure.clear()
            self.figure.set_size_inches(size[0] / style.PIXELS_PER_INCH, size[1] / style.PIXELS_PER_INCH)
            self.drawing, self.size, self.layers = self.plot(self.figure), size, {}
            for artist in self.drawing.artists:
                artist.set_animated(True)
        self.figure.set_dpi(style.PIXELS_PER_INCH * ratio)
        self.drawing.move(result, pinned)
        layers = [self._layer((ratio, i, *still(ax)), ax) for i, ax in enumerate(self.figure.axes)]
        paper = self._paper()
        for place, layer in layers:
            np.minimum(paper[place], layer, out=paper[place])
        for artist in self.drawing.artists:
            (artist.axes or self.figure).draw_artist(artist)

    def _paper(self) -> np.ndarray:
        """The pixels of the canvas at its present size, all white: (height × width × 4)."""
        paper = np.asarray(self.canvas.get_renderer().buffer_rgba())
        paper.fill(WHITE)
        return paper

    def _layer(self, key: tuple, ax: Axes) -> tuple[Place, np.ndarray]:
        """(where, pixels) of what stands still in an axes."""
        if key not in self.layers:
            if len(self.layers) >= KEPT:
                self.layers.pop(next(iter(self.layers)))
            paper = self._paper()
            moving = [image for image in ax.images if image.get_animated() and image.get_visible()]
            for image in moving:  # it is drawn though it is animated, before matplotlib 3.11
                image.set_visible(False)
            ax.draw(self.canvas.get_renderer())  # also finds the place of a title, unless that is invisible
            for image in moving:
                image.set_visible(True)
            drawn = (paper != WHITE).any(axis=-1)
            place = extent(drawn.any(axis=1)), extent(drawn.any(axis=0))
            self.layers[key] = place, paper[place].copy()
        return self.layers[key]


def extent(drawn: np.ndarray) -> slice:
    """The slice from the first to the last that is drawn."""
    (where,) = np.nonzero(drawn)
    return slice(where[0], where[-1] + 1) if where.size else slice(0, 0)


def still(ax: Axes) -> tuple:
    """All that an axes' layer depends on: limits, title, and the texts that are part of it."""
    texts = [(text.get_text(), text.get_position()) for text in ax.texts if not text.get_animated()]
    return (*ax.get_xlim(), *ax.get_ylim(), ax.get_title("left"), *texts)


def encode(canvas: FigureCanvasAgg) -> bytes:
    """PNG of what the canvas holds."""
    return to_png(np.asarray(canvas.buffer_rgba()))
