"""Three outputs side by side: the density of each over the data, and its slice."""

from app.experiment.words import fixed
from app.mixture.density.nets import OUTPUTS
from app.pictures.density.cut import cut
from app.pictures.density.field import field
from app.pictures.drawing import Drawing, layout
from app.pictures.style import style_of
from app.widgets.picture import NARROW


def picture(fig):
    """A field with its slice for each output: three in a row, or three rows."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    axes = layout(fig, boxes(width, height))
    parts = {}
    for i, output in enumerate(OUTPUTS):
        image, piece = axes[2 * i], axes[2 * i + 1]
        first = i == 0 or width < NARROW
        parts[f"field_{i}"] = field(image, output, loss, ylabel=first), lambda r, o=output: r.each[o]
        parts[f"slice_{i}"] = cut(piece, words=False), lambda r, o=output: r.each[o]
        piece.set_yticklabels([])
        if not first:
            image.set_yticklabels([])
    return Drawing.together(**parts)


def loss(r):
    """The held-out loss, at the foot of a field."""
    return f"{fixed(r.test_losses[-1, 0], 2)} nats"


def boxes(width, height):
    left, top, foot = 58, 24, 44
    if width < NARROW:
        h = (height - 3 * (top + foot)) / 3
        w = (width - left - 22) * 0.64
        rows = [top + i * (h + top + foot) for i in range(3)]
        return [b for y in rows for b in ((left, y, w, h), (left + w + 12, y, width - left - w - 22, h))]
    column = (width - left - 10) / 3
    w, h = column * 0.58, height - top - foot
    return [
        b
        for i in range(3)
        for b in ((left + i * column, top, w, h), (left + i * column + w + 6, top, column - w - 26, h))
    ]
