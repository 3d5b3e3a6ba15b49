"""The hero of lesson 3: signal and gradient of many seeds by layer, theory dashed, and losses over the updates."""

from urllib.parse import urlencode

import numpy as np

from app.pictures import curves
from app.pictures.drawing import Drawing, layout
from app.pictures.hand import Handle
from app.pictures.layers import by_layer
from app.pictures.style import style_of
from app.widgets.picture import NARROW

SHARED = [
    "initializer",
    "depth",
    "width",
    "activation",
    "seeds",
    "variance",
    "rate",
    "bias",
    "data",
    "samples",
    "seed",
]


def picture(fig):
    """std of A above RMS of dZ above ‖dW‖ over one layer axis; beside them the losses and the distinct units."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    signal, gradient, weights, loss, units = layout(fig, boxes(width, height))
    every_value = {
        what: Handle(ax, in_histogram(what), "pointer", f"Press a layer to see every value of its {what}")
        for what, ax in (("A", signal), ("dZ", gradient), ("dW", weights))
    }
    return Drawing.together(
        signal=(
            by_layer(signal, "Signal forward →  std of A[k]", style.FORWARD, zones=True),
            lambda r: (np.arange(1, r.depth), r.std_A, r.theory_A, r.step == 0, r.depth),
        ),
        gradient=(
            by_layer(gradient, "← Gradient back  RMS of dZ[k]", style.BACKWARD, zones=True),
            lambda r: (np.arange(1, r.depth + 1), r.rms_dZ, r.theory_dZ, r.step == 0, r.depth),
        ),
        weights=(
            by_layer(weights, "Gradient of the weights  ‖dW[k]‖", style.BACKWARD, xlabel="layer k"),
            lambda r: (np.arange(1, r.depth + 1), r.norm_dW, None, r.step == 0, r.depth),
        ),
        loss=(
            curves.loss(loss),
            lambda r: (r.steps, r.losses, r.guessing, r.step == 0, r.single, r.rates.changes),
        ),
        distinct=(
            curves.distinct(units),
            lambda r: (r.distinct_steps, r.distinct, r.settings["width"], r.step),
        ),
    ).with_handles(**every_value)


def in_histogram(what):
    """Where a press on a layer leads: a link that opens its histogram, of nets with the same settings."""

    def link(x, y, r):
        shared = {k: v for k, v in r.settings.items() if k in SHARED}
        top = r.depth - 1 if what == "A" else r.depth
        layer = int(np.clip(round(x), 1, max(top, 1)))
        other = "dZ" if what == "A" else "A"
        settings = shared | {"left": what, "right": other, "layer": layer}
        return "?" + urlencode({f"histograms.{k}": v for k, v in settings.items()})

    return link


def boxes(width, height):
    """Two columns where there is room, else one; in pixels from the top left."""
    left, top, title = 52, 24, 30
    if width < NARROW:
        h = (height - top - 4 * title - 96) / 5
        return [
            (left, top + i * (h + title) + (34 if i > 2 else 0) + (18 if i > 3 else 0), width - left - 10, h)
            for i in range(5)
        ]
    column = (width - left) * 0.54
    h3, h2 = (height - top - 2 * title - 38) / 3, (height - top - title - 50) / 2
    layers = [(left, top + i * (h3 + title), column - 10, h3) for i in range(3)]
    x = left + column + 46
    return [*layers, (x, top, width - x - 12, h2), (x, top + h2 + title + 10, width - x - 12, h2)]
