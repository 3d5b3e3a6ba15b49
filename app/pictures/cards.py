"""Cards: boxes on the page with an equation in two lines, symbols and numbers, of which one is lit."""

from matplotlib.patches import FancyBboxPatch

from app.pictures.cached_text import cached_text
from app.pictures.style import style_of


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
