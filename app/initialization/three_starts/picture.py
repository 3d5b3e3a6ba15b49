"""Three starts side by side: the loss of each above its gradient by layer, with the theory of the start."""

import numpy as np

from app.initialization.three_starts.experiment import NAMES
from app.pictures import curves
from app.pictures.drawing import Drawing, layout
from app.pictures.layers import by_layer
from app.pictures.style import style_of
from app.widgets.picture import NARROW

TOP = 1.0  # of all three loss axes: larger losses run along it
ROOMY = 780  # CSS pixels: so wide that three long titles stand beside each other
SLIM = 340  # CSS pixels: so wide that a title has room for a name and a count
MOST = 1e10  # of the gradients: those of a net that diverges grow without end


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    axes = layout(fig, boxes(width, height))
    last, title = len(NAMES) - 1, "← RMS of dZ[k]" if width >= ROOMY else "← dZ"
    parts = {}
    for i, name in enumerate(NAMES):
        at_foot = width >= NARROW or i == last
        loss, gradient = axes[2 * i], axes[2 * i + 1]
        parts[f"loss_{i}"] = (
            curves.loss(loss, "updates" if at_foot else "", highest=TOP),
            lambda r, i=i, name=name: loss_of(r, i, name if width >= SLIM else ""),
        )
        parts[f"gradient_{i}"] = (
            by_layer(gradient, title, style.BACKWARD, "layer k" if at_foot else "", True, MOST),
            lambda r, i=i: gradient_of(r, i),
        )
    return Drawing.together(**parts)


def loss_of(r, i, name):
    """The losses of start i, as `curves.loss` wants them; its title counts those that have diverged. Without a name it
    is its variance alone."""
    gone = len(r.diverged[i])
    title = (name and f"{name}: ") + r.labels[i] + (f", × {gone} of {r.losses[i].shape[1]}" if gone else "")
    return r.steps[i], r.losses[i], r.guessing, r.step == 0, False, r.rates.changes, title, r.step


def gradient_of(r, i):
    """The gradient of start i, as `by_layer` wants it."""
    return np.arange(1, len(r.widths)), r.gradient[i], r.theory[i], r.step == 0, len(r.widths) - 1


def boxes(width, height):
    """(left, top, width, height) of loss and gradient, start by start: columns, or rows on a narrow picture."""
    left, top, title, foot = 44, 24, 62, 40
    n = len(NAMES)
    if width < NARROW:
        w, h = (width - 2 * left - 8) / 2, (height - n * top - (n - 1) * 14 - foot) / n
        rows = [top + i * (h + top + 14) for i in range(n)]
        return [(left + j * (w + left), y, w, h) for y in rows for j in (0, 1)]
    step, h = (width - 6) / n, (height - top - title - foot) / 2
    return [(left + i * step, top + j * (h + title), step - left - 12, h) for i in range(n) for j in (0, 1)]
