"""Three kinds of hidden units: the gradient by layer, and the losses."""

import numpy as np

from app.pictures import style
from app.pictures.curves import rate_marks
from app.pictures.drawing import Drawing, columns, layout
from app.pictures.groups import groups

LOOKS = {
    "sigmoid": (style.BACKWARD, (0, (5, 2))),
    "tanh": (style.KERNELS[5][0], (0, (6, 1.5, 1, 1.5))),
    "ReLU": (style.FORWARD, "solid"),
}


def picture(fig):
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    gradient, loss = layout(fig, columns(width, height))
    drawing = Drawing.together(
        (groups(gradient, "← Gradient, RMS of dZ[k] (log)", LOOKS, "layer k", room=0.22, mark="o"), by_layer),
        (groups(loss, "Loss", LOOKS, "updates", room=0.22), losses),
        (rate_marks(loss), lambda r: r.rates.changes),
    )
    exponents = range(-16, 5, 2)
    gradient.set_yticks(exponents, [f"10{str(e).translate(SUPER)}" for e in exponents])
    return drawing


SUPER = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def by_layer(r):
    depth = r.settings["depth"] + 1
    with np.errstate(all="ignore"):
        rows = {u: np.log10(np.where(g > 0, g, np.nan)) for u, g in r.gradients.items()}
    lowest = min((np.nanmin(v) for v in rows.values() if np.isfinite(v).any()), default=-2)
    low = max(-16, 2 * np.floor(lowest / 2))
    return np.arange(1, depth + 1), rows, (0.7, depth), (min(low, -4), 0)


def losses(r):
    end = next(n for n in (100, 200, 500, 1000, 2000, 3000) if r.step <= n)
    return r.steps, r.losses, (0, end), (0, 1)
