"""How many nets recover with each loss, and how right they are, over the updates."""

import numpy as np

from app.pictures.curves import rate_marks
from app.pictures.drawing import Drawing, columns, layout
from app.pictures.groups import groups
from app.pictures.style import style_of
from app.took_off.recover.experiment import RECOVERED


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    right, count = layout(fig, columns(width, height))
    return Drawing.together(
        accuracy=(groups(right, "Share of samples that are right", looks(style), "updates"), accuracy),
        recovered=(groups(count, "Seeds that have recovered", looks(style), "updates"), recovered),
        changes=(rate_marks(right), changes),
        changes_2=(rate_marks(count), changes),
    )


def looks(style):
    return {"cross-entropy": (style.FORWARD, "solid"), "squared error": (style.SECOND, (0, (5, 2)))}


def end(r):
    """The end of the axis of updates: 200, 500, 1000 or 2000."""
    return next(n for n in (200, 500, 1000, 2000) if r.step <= n)


def changes(r):
    return r.rates["squared error"].changes


def accuracy(r):
    x = max(r.steps.values(), key=len)
    return x, {loss: filled(rows, len(x)) for loss, rows in r.accuracy.items()}, (0, end(r)), (0.3, 1)


def recovered(r):
    x = max(r.steps.values(), key=len)
    rows = {
        loss: (filled(rows, len(x)) > RECOVERED).sum(axis=1)[:, None] for loss, rows in r.accuracy.items()
    }
    return x, rows, (0, end(r)), (0, r.settings["seeds"])


def filled(rows, n):
    """Rows continued with nan up to n, where a training has ended early."""
    return np.vstack([rows, np.full((n - len(rows), rows.shape[1]), np.nan)])
