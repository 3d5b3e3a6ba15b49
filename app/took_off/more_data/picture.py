"""Train and test loss against the number of samples, and the gap between them."""

import numpy as np

from app.pictures.drawing import Drawing, columns, layout
from app.pictures.groups import groups
from app.pictures.style import style_of
from app.took_off.more_data.experiment import SIZES

TICKS = {1: "10", 2: "100", 3: "1,000", 4: "10,000"}
X = np.log10(SIZES)


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    loss, gap = layout(fig, columns(width, height))
    only = {"held out − learnt": (style.TEXT, "solid")}
    return Drawing.together(
        loss=(groups(loss, "Loss", looks(style), "samples (log axis)", 0.24, "o", TICKS), losses),
        gap=(
            groups(
                gap,
                "The gap: held out − learnt from",
                only,
                "samples (log axis)",
                0.36,
                "o",
                TICKS,
            ),
            the_gap,
        ),
    )


def looks(style):
    return {"held out": (style.SECOND, (0, (5, 2))), "learnt from": (style.FORWARD, "solid")}


def losses(r):
    highest = np.nanmax([np.nanmedian(r.learnt, axis=1), np.nanmedian(r.test, axis=1)], initial=0.5)
    return X, {"held out": r.test, "learnt from": r.learnt}, (1, 4), (0, round_up(highest))


def the_gap(r):
    gap = r.test - r.learnt
    return (
        X,
        {"held out − learnt": gap},
        (1, 4),
        (-0.1, round_up(np.nanmax(np.nanmedian(gap, axis=1), initial=0.5))),
    )


def round_up(value):
    """The next of 1, 2, 3, 5, 10 …: an end of the axis that seldom changes."""
    return next((top for top in (1, 2, 3, 5, 10, 20, 50) if value <= top), 100)
