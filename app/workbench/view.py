"""A figure that follows a result: matplotlib's Agg draws it, a `Picture` shows it.

What stands still in an axes (spines, ticks, texts) is drawn once for each key, which is its limits and texts, and
kept as a layer. A frame is blank paper, the layers laid on it, and the artists that move, drawn over them. On another
paper, light or dark, all is drawn anew in its `Style`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from inspect import getmodule
from typing import TYPE_CHECKING, Any

import numpy as np

from app.pictures import hand, spoken
from app.pictures.drawing import Drawing, named
from app.pictures.lettering import keep_title_in, kept_within, raised, texts_of
from app.pictures.style import DARK, HALL, LIGHT, PIXELS_PER_INCH, Style, dress
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
LOWEST, ABOVE = (
    0.65,
    190,
)  # in a hall: the least share of a picture's height, CSS pixels for what stands above it
STACKED = 0.75  # share of a narrow picture's height, where its pictures stand one beneath the other in a hall
KEPT = 48  # layers: about 0.3 MB each while live


class View:
    """plot(fig) makes a `Drawing`; heights are those of a wide and of a narrow picture, in CSS pixels."""

    def __init__(self, plot: Plot, heights: tuple[int, int], clock: Clock | None = None) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # most of the start-up time: late
        from matplotlib.figure import Figure

        self.hall = LOWEST, NARROW  # least share of a wide picture's height, and width from which it is one
        self.stacked = False  # in a hall its pictures stand one beneath the other, as on a narrow page
        self.plot, self.picture = plot, Picture(heights, clock.now if clock else time.monotonic)
        self.figure = Figure(dpi=PIXELS_PER_INCH)
        self.canvas = FigureCanvasAgg(self.figure)
        self.size: tuple[float, float] | None = None
        self.style: Style | None = None  # of what is drawn
        self.drawing: Drawing | None = None
        self.layers: dict[tuple, tuple[Place, np.ndarray]] = {}
        self.shown: dict[tuple, Axes] = {}  # the layers of the last frame
        self.drawn: tuple[tuple, float] | None = None  # (looks, ratio) of the last frame sent
        self.result: Result | None = None  # what that one shows
        self.told = False  # whether its axes are described
        # Parts to mark in the picture of a result, and what is said of them.
        self.marked: tuple[Result | None, Sequence[Any], str] = (None, (), "")
        self.picture.read = self.read
        # Whether numbers are kept back in what is said of it, since a question is open.
        self.hushed: Callable[[], bool] = lambda: False
        # Until it is drawn its words are those of its module: what such a picture shows.
        self.picture.alt = (getmodule(plot).__doc__ or "").partition("\n\n")[0] if getmodule(plot) else ""

    def rest(self) -> None:
        """Not drawn again soon: a new canvas takes no room until then, and only the layers that are shown are kept."""
        self.canvas = type(self.canvas)(self.figure)
        self.layers = {key: layer for key, layer in self.layers.items() if key in self.shown}

    @property
    def fits(self) -> bool:
        """The last frame has the looks that the page asks for and the resolution of its screen."""
        return self.drawn == (self.picture.looks, self.picture.ratio)

    @property
    def placed(self) -> bool:
        """The same, at any resolution."""
        return self.drawn is not None and self.drawn[0] == self.picture.looks

    def show(
        self,
        result: Result,
        words: str,
        live: bool = False,
        pinned: Result | None = None,
        passing: bool = False,
    ) -> None:
        """Draw and send; a live frame at one pixel a CSS pixel, any other at the screen's own resolution. Of one that
        passes, since more come, the axes are not described: nobody could hear that."""
        ratio = 1.0 if live else self.picture.ratio
        self.result = result
        png = self.png(result, ratio, pinned)
        self.told = not passing
        words = words if passing else self.described(words)
        self.picture.show(png, words, self.handles(), self.marks(), self.picture.dark)
        self.drawn = self.picture.looks, ratio

    def described(self, words: str) -> str:
        """These words, and which axes there are and how their lines run."""
        assert self.drawing is not None
        told = spoken.described(self.figure, self.drawing.parts, numbers=not self.hushed())
        return f"{words} {told}".strip()

    def tell(self, words: str) -> None:
        """Describe the last frame, which did not pass after all."""
        self.told, self.picture.alt = True, self.described(words)

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
        zoom, size = self._layout()
        style = DARK if self.picture.dark else LIGHT
        if self.drawing is None or (size, style) != (self.size, self.style):
            self.figure.clear()
            self.figure.set_size_inches(size[0] / PIXELS_PER_INCH, size[1] / PIXELS_PER_INCH)
            self.figure.zoom = zoom  # type: ignore[attr-defined]  # read by `zoom_of`
            self.figure.style = self.style = style  # type: ignore[attr-defined]  # read by `style_of`
            self.drawing, self.size, self.layers = self.plot(self.figure), size, {}
            dress(self.figure)
            for artist in self.drawing.artists:
                artist.set_animated(True)
        self.figure.set_dpi(PIXELS_PER_INCH * ratio * zoom)
        self.drawing.move(result, pinned)
        self.shown = {(ratio, i, *still(ax)): ax for i, ax in enumerate(self.figure.axes)}
        layers = [self._layer(*each) for each in self.shown.items()]
        paper = self._paper()
        for place, layer in layers:
            np.copyto(paper[place], layer, where=layer != self._blank)
        with raised(self.drawing.texts), self._kept_within(self.drawing.artists):
            for artist in self.drawing.artists:
                (artist.axes or self.figure).draw_artist(artist)

    def _layout(self) -> tuple[float, tuple[float, float]]:
        """How large a pixel of the picture is in CSS pixels, and its width and height in its own. With larger letters,
        and in a hall, it is a picture for a smaller page, enlarged; in a hall so low, within reason, that the play bar
        stands above it on the screen. Where they are stacked two of its pictures have a screen, about."""
        picture = self.picture
        if picture.room and self.stacked and picture.width / HALL >= NARROW:
            zoom = picture.width / (NARROW - 1)
            return zoom, (NARROW - 1, round(STACKED * picture.heights[1] * zoom) / zoom)
        zoom = max(HALL if picture.room else 0.0, picture.letters)
        width = (picture.width or DEFAULT_WIDTH) / zoom
        lowest, narrow = self.hall if zoom > 1 else (LOWEST, NARROW)
        height = float(picture.heights[width < narrow])
        if picture.room and width >= narrow:
            height = min(height, max(lowest * height, (picture.room - ABOVE) / zoom))
        return zoom, (width, round(height * zoom) / zoom)

    def _kept_within(self, artists: Sequence[Any]) -> AbstractContextManager[None]:
        """On a page, or on paper, with less room than the words were written for."""
        tight = self.size is not None and self.size[0] < DEFAULT_WIDTH
        return kept_within(self.figure, artists if tight else (), self.canvas.get_renderer())

    def _paper(self) -> np.ndarray:
        """The pixels of the canvas at its present size, all blank: (height × width), a number each."""
        paper = np.asarray(self.canvas.get_renderer().buffer_rgba()).view(np.uint32)[..., 0]
        paper[:] = self._blank
        return paper

    @property
    def _blank(self) -> np.uint32:
        """A pixel with nothing on it, its four bytes as one number: a tenth of the time of four."""
        assert self.style is not None
        return np.frombuffer(bytes.fromhex(self.style.PAPER[1:] + "FF"), np.uint32)[0]

    def _layer(self, key: tuple, ax: Axes) -> tuple[Place, np.ndarray]:
        """(where, pixels) of what stands still in an axes."""
        if key not in self.layers:
            if len(self.layers) >= KEPT:
                self.layers.pop(next(iter(self.layers)))
            paper = self._paper()
            moving = [image for image in ax.images if image.get_animated() and image.get_visible()]
            for image in moving:  # it is drawn though it is animated, before matplotlib 3.11
                image.set_visible(False)
            renderer, texts = self.canvas.get_renderer(), texts_of(ax)
            with raised(texts):
                title = keep_title_in(ax, renderer)
                with self._kept_within([*ax.texts, title]):
                    ax.draw(renderer)  # also finds the place of a title, unless that is invisible
            for image in moving:
                image.set_visible(True)
            drawn = paper != self._blank
            place = extent(drawn.any(axis=1)), extent(drawn.any(axis=0))
            self.layers[key] = place, paper[place].copy()
        return self.layers[key]


def extent(drawn: np.ndarray) -> slice:
    """The slice from the first to the last that is drawn, of a row or column of an image (n) of booleans."""
    (where,) = np.nonzero(drawn)
    return slice(where[0], where[-1] + 1) if where.size else slice(0, 0)


def still(ax: Axes) -> tuple:
    """All that an axes' layer depends on: limits, title, and the texts that are part of it."""
    texts = [(text.get_text(), text.get_position()) for text in ax.texts if not text.get_animated()]
    return (*ax.get_xlim(), *ax.get_ylim(), ax.get_title("left"), *texts)


def encode(canvas: FigureCanvasAgg) -> bytes:
    """PNG of what the canvas holds."""
    return to_png(np.asarray(canvas.buffer_rgba()))
