"""Cards: boxes on the page with an equation in two lines, symbols and numbers, of which one is lit.

Their words are drawn once and then kept as pictures.
"""

import math

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from app.pictures.lettering import as_drawn, raised
from app.pictures.style import style_of

KEPT = 32  # pictures of one text: a stepper has up to 26 operations


def sheet(fig):
    """Axes over the whole figure, in CSS pixels from the top left."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    ax = fig.add_axes([0, 0, 1, 1])
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    ax.set_navigate(False)  # places on it are no data
    return ax, width, height


class Card:
    """One box. `show(symbols, numbers, state)`; state is "waiting", "lit" or "done"."""

    def __init__(self, ax, x, y, w, h, color, size=12.5):
        style = self.style = style_of(ax)
        self.color = color
        shape = "round,pad=0,rounding_size=5"
        self.box = ax.add_patch(
            FancyBboxPatch((x, y), w, h, boxstyle=shape, fc=style.PAPER, ec=style.GRID, lw=1)
        )
        place = {"va": "center", "fontsize": style.points(size)}
        self.symbols = cached_text(ax, x + 8, y + h * 0.28, "", fontweight="bold", **place)
        self.numbers = cached_text(ax, x + 8, y + h * 0.69, "", linespacing=1.15, **place)
        self.artists = [self.box, self.symbols, self.numbers]

    def put(self, x, y, w, h):
        """To another place."""
        self.box.set_bounds(x, y, w, h)
        self.symbols.set_position((x + 8, y + h * 0.28))
        self.numbers.set_position((x + 8, y + h * 0.69))

    def show(self, symbols, numbers, state):
        """Write its two lines of text; state: "lit", "waiting" or "done"."""
        style = self.style
        lit, waiting = state == "lit", state == "waiting"
        self.box.set(
            ec=style.GRID if waiting else self.color,
            lw=2.6 if lit else 1,
            fc=style.LANE if lit else style.PAPER,
        )
        self.symbols.set(text=symbols, color=style.MUTED if waiting else self.color)
        self.numbers.set(text="" if waiting else numbers, color=style.TEXT)


class CachedText(Text):
    """A text that remembers how it looked: its pictures by what is written, how, and at which resolution.

    Most of a stepper's words are those of the step before. Setting the glyphs of a line takes Agg most of a
    millisecond, putting its picture down some hundredths of one.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = {}

    def get_window_extent(self, renderer=None, dpi=None):
        with raised([self]):
            return super().get_window_extent(renderer, dpi)

    def draw(self, renderer):
        if not self.get_visible() or not self.get_text():
            return
        key = self.get_text(), self.get_color(), self.get_fontsize(), self.get_fontweight(), renderer.dpi
        if key not in self.pictures:
            if len(self.pictures) >= KEPT:
                self.pictures.pop(next(iter(self.pictures)))
            self.pictures[key] = self.picture(renderer)
        left, bottom, image = self.pictures[key]
        x, y = self.get_transform().transform(self.get_position())
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(x) + left, round(y) + bottom, image)
        gc.restore()

    def picture(self, renderer):
        """(left, bottom, pixels), counted from the text's position."""
        alone = Text()
        alone.update_from(self)
        alone.set_figure(self.get_figure())
        alone.set(text=as_drawn(self), transform=IdentityTransform(), position=(0, 0), clip_on=False)
        box = alone.get_window_extent(renderer)
        left, bottom = math.floor(box.x0) - 1, math.floor(box.y0) - 1
        sheet = RendererAgg(math.ceil(box.x1) - left + 2, math.ceil(box.y1) - bottom + 2, renderer.dpi)
        alone.set_position((-left, -bottom))
        alone.draw(sheet)
        return left, bottom, np.asarray(sheet.buffer_rgba())[::-1].copy()  # `draw_image` begins at the foot


def cached_text(ax, x, y, text, **kwargs):
    """As `ax.text`, kept."""
    return ax.add_artist(CachedText(x, y, text, transform=ax.transData, **kwargs))
