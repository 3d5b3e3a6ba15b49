"""Text that is drawn once and then kept as a picture: most of a stepper's words are those of the step before.

Setting the glyphs of a line takes Agg most of a millisecond, putting its picture down some hundredths of one.
"""

import math

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from app.pictures.drawing import as_drawn

KEPT = 32  # pictures of one text: a stepper has up to 26 operations


class CachedText(Text):
    """A text that remembers how it looked: its pictures by what is written, how, and at which resolution."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = {}

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
