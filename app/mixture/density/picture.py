"""The hero of lesson 5: the density over the data, its slice under the slider, all seeds’ losses over the updates."""

from app.pictures.density.cut import cut
from app.pictures.density.field import field
from app.pictures.density.nats import nats
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.widgets.picture import NARROW


def picture(fig):
    """Field, slice beside it with the same y axis, losses."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    image, piece, losses = layout(fig, boxes(width, height))
    drawing = Drawing.together(
        field=(field(image, "p(y | x) over the data" if width >= NARROW else "p(y | x)"), whole),
        slice=(cut(piece), whole),
        loss=(nats(losses), whole),
    )
    piece.set_title("the slice", loc="left", fontsize=style.points(style.AXIS_SIZE), pad=4, fontweight="bold")
    piece.set_yticklabels([])
    return drawing


def boxes(width, height):
    """Three columns where there is room; else field and slice above the losses."""
    left, top, foot = 58, 24, 44
    if width < NARROW:
        h = (height - top - 2 * foot - 34) * 0.6
        field_width = (width - left - 18) * 0.56
        x = left + field_width + 12
        y = top + h + foot + 34
        return [
            (left, top, field_width, h),
            (x, top, width - x - 10, h),
            (left, y, width - left - 10, height - y - foot),
        ]
    h = height - top - foot
    a, b = (width - left - 90) * 0.42, (width - left - 90) * 0.26
    x = left + a + 14
    y = x + b + 56
    return [(left, top, a, h), (x, top, b, h), (y, top, width - y - 12, h)]
