"""The equations for all samples with their shapes, and one array opened: colours and numbers."""

from matplotlib.patches import Rectangle

from app.backpropagation.graph.picture import two
from app.backpropagation.graph.words import shape
from app.experiment.words import number
from app.pictures.cards import cached_text
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.widgets.picture import NARROW

COLUMNS = 12


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    words, array = layout(fig, boxes(width, height))
    return Drawing.together(equations=(equations(words), whole), array=(heat(array, width < NARROW), whole))


def equations(ax):
    """A line for each; the lit one stands in a frame."""
    style = style_of(ax)
    ax.axis("off")
    ax.set(xlim=(0, 1), ylim=(10, 0))
    frame = ax.add_patch(Rectangle((0, 0), 1, 1, fc=style.LANE, lw=1.5))
    size = style.points(14)
    lines = [cached_text(ax, 0.02, i + 0.5, "", va="center", fontsize=size) for i in range(10)]
    shapes = [
        cached_text(ax, 0.99, i + 0.5, "", va="center", ha="right", fontsize=style.points(12.5))
        for i in range(10)
    ]

    def move(r, pinned=None):
        frame.set(y=r.at - 1, edgecolor=style.FORWARD if r.at <= 4 else style.BACKWARD)
        for i, (name, equation) in enumerate(r.equations.items()):
            color = style.MUTED if i >= r.at else style.FORWARD if i < 4 else style.BACKWARD
            lines[i].set(text=equation, color=color, fontweight="bold" if i == r.at - 1 else "normal")
            shapes[i].set(text=shape(r.arrays[name]), color=color)

    return Drawing(move, frame=frame, lines=lines, shapes=shapes)


def heat(ax, narrow):
    """Signed values purple to green, zero blank; the numbers in the cells where they fit."""
    style = style_of(ax)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color(style.GRID)
    title = ax.set_title("", loc="left", fontsize=style.points(style.AXIS_SIZE), fontweight="bold", pad=4)
    cmap = style.SIGNED
    image = ax.imshow([[0.0]], cmap=cmap, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    size = style.points(11)
    cells = [cached_text(ax, 0, 0, "", ha="center", va="center", fontsize=size) for _ in range(3 * COLUMNS)]
    words = ax.text(0, -0.04, "", transform=ax.transAxes, va="top", fontsize=size, color=style.MUTED)
    most = 6 if narrow else COLUMNS

    def move(r, pinned=None):
        name = r.opened
        array = r.arrays[name]
        rows, columns = array.shape
        limit = max(abs(array).max(), 1e-12)
        image.set_data(array / limit * 0.8)
        image.set_extent((0, columns, rows, 0))
        ax.set_xlim(0, columns)
        ax.set_ylim(rows, 0)
        title.set(text=f"{name}   {shape(array)}", color=style.BACKWARD if name[0] == "d" else style.FORWARD)
        shown = columns <= most
        places = [(j + 0.5, i + 0.5, array[i, j]) for i in range(rows) for j in range(columns)]
        for cell, place in zip(cells, [*places, *[None] * len(cells)], strict=False):
            cell.set_visible(shown and place is not None)
            if place is not None:
                digits = 1 if columns > 8 else 2
                dark = abs(place[2]) > 0.75 * limit
                cell.set(
                    position=place[:2], text=two(place[2], digits), color=style.PAPER if dark else style.TEXT
                )
        each = "a column is a sample" if name in "XY" or name[:-3] in ("Z", "A", "dZ") else ""
        scale = f"purple −{number(limit)}, {style.BLANK} 0, green {number(limit)}" if array.any() else "all 0"
        words.set_text(" · ".join(filter(None, (each, scale))))

    return Drawing(move, image=image, title=title, cells=cells, words=words)


def boxes(width, height):
    if width < NARROW:
        return [(2, 4, width - 4, 330), (6, 366, width - 12, height - 366 - 26)]
    left = min(400, 0.49 * width)
    return [(2, 4, left, height - 10), (left + 30, 30, width - left - 36, min(height - 70, 240))]
