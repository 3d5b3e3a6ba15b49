"""A question about fan-in and fan-out on the learner's own widths, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, plural
from app.initialization.schemes.words import KEPT, ratio


def change(experiment):
    """A net whose widths fall, where they are all the same."""
    asked = {"net": "tapered", "group": "fan-in, fan-out"}
    widths = experiment.tapered()
    return asked if widths[1] != widths[-2] else asked | {"taper": 1 / 8, "width": max(experiment.width, 16)}


def tapered(experiment):
    """The widths that the question is about."""
    return type(experiment)(**(experiment.settings() | change(experiment))).tapered()


def fan_out(before, after):
    i = after.labels.index("He, out")
    forward, back = ratio(after.signal_0[i], -1, 0), ratio(after.gradient_0[i], 0, -2)
    first, last, activation = after.widths[1], after.widths[-2], after.settings["activation"]
    other = (
        "" if activation == "ReLU" else f"He’s 2 is made for ReLU: {activation} adds a factor of its own. "
    )
    return int(np.searchsorted([1 / KEPT, KEPT], forward)), (
        f"It changes by ×**{number(forward)}**, the gradient going back by ×{number(back)}. A unit sums over its n_in "
        "inputs, but n_out was counted: each layer multiplies the mean square by n_in/n_out, and from "
        f"{first} to {plural(last, 'unit')} that makes √({first}/{last}) = {number((first / last) ** 0.5)}. {other}"
        "Going back, units sum over n_out, which is what was counted."
    )


FAN_OUT = Prediction(
    ask=lambda e: (
        f"He’s scheme with **n the fan-out**, {e.activation}, widths "
        f"{'-'.join(map(str, tapered(e)))}: what becomes "
        "of the signal’s size from the first hidden layer to the last?"
    ),
    change=change,
    options=("less than half of it is left", "kept, within a factor of 2", "more than doubled"),
    judge=fan_out,
    decides=(("signal.medians", 4),),
)
