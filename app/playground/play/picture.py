"""What the net answers with the samples on it, the losses over the updates, and a look inside by layer."""

from app.pictures.curves import rate_marks
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.playground.play.answer_picture import answer
from app.playground.play.look_picture import looks
from app.playground.play.losses_picture import losses
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    square, curve, *inside = layout(fig, boxes(width, height))
    return Drawing.together(
        answer=(answer(square), whole),
        loss=(losses(curve), whole),
        rate=(rate_marks(curve), lambda r: r.rates.changes),
        **looks(inside),
    )


def boxes(width, height):
    """A square, and the losses above a look inside: to its right, or on a narrow page beneath it. Of the last there are
    as many axes as there are ways to look, all in one place."""
    left, top, foot = 52, 24, 44
    if width < NARROW:
        side = width - left - 12
        rest = (height - side - 3 * top - 3 * foot) / 2
        first = side + 2 * top + foot
        wide = width - left - 12
        places = [
            (left, top, side, side),
            (left, first, wide, rest),
            (left, first + rest + foot + top, wide, rest),
        ]
    else:
        side = min(height - top - foot, 0.5 * width - left)
        wide = width - side - 2 * left - 20
        rest = (height - 2 * top - 2 * foot) / 2
        at = left + side + left + 10
        places = [(left, top, side, side), (at, top, wide, rest), (at, 2 * top + foot + rest, wide, rest)]
    return [*places, *places[2:] * 3]
