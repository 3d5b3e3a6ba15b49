"""A figure that follows a result: matplotlib's Agg draws it, a `Picture` shows it.

In one place a key (size, pixel ratio, limits and texts of the axes) decides between a full redraw and
moving the artists over the background kept from the last one.
"""

from app import style
from app.png import to_png
from app.widgets.picture import NARROW, Picture

DEFAULT_WIDTH = 816  # CSS pixels, until the page has said how wide it is
KEPT = 12  # backgrounds: 1.3 MB each while live


class View:
    """plot(fig) makes a `Drawing`; heights are those of a wide and of a narrow picture, in CSS pixels."""

    def __init__(self, plot, heights):
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # most of the start-up time: late
        from matplotlib.figure import Figure

        self.plot, self.picture = plot, Picture(heights)
        self.figure = Figure(dpi=style.PIXELS_PER_INCH, facecolor="white")
        self.canvas = FigureCanvasAgg(self.figure)
        self.size, self.drawing, self.backgrounds = None, None, {}
        self.drawn = None  # (width, ratio) of the last frame sent

    @property
    def fits(self):
        """The last frame has the width the page gives and the resolution of its screen."""
        return self.drawn == (self.picture.width, self.picture.ratio)

    def show(self, result, words, live=False, pinned=None):
        """Draw and send; a live frame at one pixel a CSS pixel, any other at the screen's own resolution."""
        ratio = 1.0 if live else self.picture.ratio
        self.picture.show(self.png(result, ratio, pinned), words)
        self.drawn = self.picture.width, ratio

    def png(self, result, ratio=1.0, pinned=None):
        """The picture of `result` as PNG bytes."""
        self._render(result, ratio, pinned)
        return encode(self.canvas)

    def _render(self, result, ratio, pinned):
        width = self.picture.width or DEFAULT_WIDTH
        size = width, self.picture.heights[width < NARROW]
        if size != self.size:
            self.figure.clear()
            self.figure.set_size_inches(*(pixels / style.PIXELS_PER_INCH for pixels in size))
            self.drawing, self.size, self.backgrounds = self.plot(self.figure), size, {}
            for artist in self.drawing.artists:
                artist.set_animated(True)
        self.figure.set_dpi(style.PIXELS_PER_INCH * ratio)
        self.drawing.move(result, pinned)
        key = ratio, *map(still, self.figure.axes)
        if key not in self.backgrounds:
            if len(self.backgrounds) >= KEPT:
                self.backgrounds.pop(next(iter(self.backgrounds)))
            self.canvas.draw()
            self.backgrounds[key] = self.canvas.copy_from_bbox(self.figure.bbox)
        self.canvas.get_renderer()  # a canvas of this size, which another ratio may have replaced
        self.canvas.restore_region(self.backgrounds[key])
        for artist in self.drawing.artists:
            (artist.axes or self.figure).draw_artist(artist)


def still(ax):
    """All that an axes' background depends on: limits, title, and the texts that are part of it."""
    texts = [(text.get_text(), text.get_position()) for text in ax.texts if not text.get_animated()]
    return (*ax.get_xlim(), *ax.get_ylim(), ax.get_title("left"), *texts)


def encode(canvas):
    """PNG of what the canvas holds."""
    import numpy as np

    return to_png(np.asarray(canvas.buffer_rgba())[..., :3])
