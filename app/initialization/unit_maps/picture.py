"""Each unit of a net over the input plane, in small multiples, layer beside layer; the output large, with the data."""

from app.initialization.two_circles.experiment import GRID
from app.pictures.drawing import Drawing, layout
from app.pictures.regions import regions
from app.pictures.small_maps import small_maps
from app.pictures.style import style_of
from app.widgets.picture import NARROW

UNITS, ACROSS = (10, 5), 5  # hidden units of the published net, and maps in a row
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
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    *hidden, output = layout(fig, boxes(width, height))
    parts = {
        f"layer_{k}": (
            small_maps(ax, f"A[{k}]  ({style.BLANK} is 0)", n, ACROSS),
            lambda r, k=k: r.units[k - 1],
        )
        for k, (ax, n) in enumerate(zip(hidden, UNITS, strict=True), start=1)
    }
    return Drawing.together(**parts, output=(regions(output, "A[3]: the answer", style.FORWARD), answer))


def answer(r):
    return r.units[-1][0], EXTENT, r.data.X, r.data.Y, ""
