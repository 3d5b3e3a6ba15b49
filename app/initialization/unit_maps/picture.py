"""Each unit of a net over the input plane, in small multiples, layer beside layer; the output large, with the data."""

import numpy as np
from matplotlib.patches import Rectangle

from app.initialization.two_circles.experiment import GRID
from app.pictures import style
from app.pictures.drawing import Drawing, layout
from app.pictures.regions import regions
from app.widgets.picture import NARROW

UNITS, ACROSS = (10, 5), 5  # hidden units of the published net, and maps in a row
GAP = 0.06  # between two maps, as a share of one
EXTENT = (GRID[0], GRID[-1], GRID[0], GRID[-1])


def boxes(width, height):
    """A box for each hidden layer, one above the other, and one for the output beside them, or beneath."""
    top, left, gap = 24, 8, 30
    narrow = width < NARROW
    last = 0 if narrow else height - top - left
    side = (width - 4 * left - last) / ACROSS
    out, y = [], top
    for n in UNITS:
        rows = -(-n // ACROSS)
        out.append((left, y, ACROSS * side, rows * side))
        y += rows * side + gap
    if narrow:
        last = min(width - 2 * left, height - y - left)
        return [*out, (left, y, last, last)]
    return [*out, (width - last - left, top, last, last)]


def picture(fig):
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    *hidden, output = layout(fig, boxes(width, height))
    parts = [
        (small_maps(ax, f"A[{k}]  (white is 0)", n, ACROSS), lambda r, k=k: r.units[k - 1])
        for k, (ax, n) in enumerate(zip(hidden, UNITS, strict=True), start=1)
    ]
    return Drawing.together(*parts, (regions(output, "A[3]: the answer", style.FORWARD), lambda r: answer(r)))


def answer(r):
    return r.units[-1][0], EXTENT, r.data.X, r.data.Y, ""


def small_maps(ax, title, units, across):
    """A drawing whose results are maps (units × n × n): white is 0, and all of a layer have one scale."""
    size = style.points(style.AXIS_SIZE)
    ax.set_title(title, loc="left", fontsize=size, color=style.FORWARD, pad=4, fontweight="bold")
    ax.axis("off")
    images, words = [], []
    for i in range(units):
        x, y = i % across, i // across
        images.append(
            ax.imshow(
                [[0.0]],
                extent=(x, x + 1 - GAP, y + 1 - GAP, y),
                origin="lower",
                cmap=style.SIGNED,
                interpolation="bilinear",
                aspect="auto",
            )
        )
        ax.add_patch(
            Rectangle((x, y), 1 - GAP, 1 - GAP, fill=False, ec=style.MUTED, lw=0.6, clip_on=False, zorder=3)
        )
        words.append(
            ax.text(
                x + 0.5 - GAP / 2,
                y + 0.5 - GAP / 2,
                "",
                ha="center",
                va="center",
                fontsize=style.points(style.LABEL_SIZE),
                color=style.MUTED,
            )
        )
    ax.set(xlim=(0, across), ylim=(-(-units // across), 0))

    def move(maps, pinned=None):
        size = np.abs(maps[np.isfinite(maps)]).max(initial=0.0) or 1.0
        for image, word, values in zip(images, words, maps, strict=True):
            image.set_data(values)
            image.set_clim(-size, size)
            word.set_text("0" if not values.any() else "" if np.isfinite(values).all() else "×")

    return Drawing([*images, *words], move)
