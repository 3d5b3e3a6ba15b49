"""Three kinds of hidden units: the gradient by layer, and the losses over the updates."""

import numpy as np

from app.pictures.axes import power
from app.pictures.curves import rate_marks
from app.pictures.drawing import Drawing, columns, layout
from app.pictures.groups import groups
from app.pictures.style import style_of


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    gradient, loss = layout(fig, columns(width, height))
    drawing = Drawing.together(
        gradient=(
            groups(gradient, "← Gradient, RMS of dZ[k] (log)", looks(style), "layer k", 0.22, "o", log=True),
            by_layer,
        ),
        loss=(groups(loss, "Loss", looks(style), "updates", room=0.22), losses),
        rate=(rate_marks(loss), lambda r: r.rates.changes),
    )
    exponents = range(-16, 5, 2)
    gradient.set_yticks(exponents, [power(e) for e in exponents])
    return drawing


def looks(style):
    return {
        "sigmoid": (style.SECOND, (0, (5, 2))),
        "tanh": (style.KERNELS[5][0], (0, (6, 1.5, 1, 1.5))),
        "ReLU": (style.FORWARD, "solid"),
    }


def by_layer(r):
    depth = r.settings["depth"] + 1
    rows = np.concatenate([*r.gradients.values()])
    lowest = np.log10(rows[np.isfinite(rows) & (rows > 0)].min(initial=0.01))
    low = max(-16, 2 * np.floor(lowest / 2))
    return np.arange(1, depth + 1), r.gradients, (0.7, depth), (min(low, -4), 0)


def losses(r):
    end = next(n for n in (100, 200, 500, 1000, 2000, 3000) if r.step <= n)
    return r.steps, r.losses, (0, end), (0, 1)
