"""A question about the net of the lecture, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import is_are, part_of, plural

HOW_MANY = ("every weight of layer 1", "some of them, not all", "none of them")


def reached(before, after):
    got, units = after.dW[1] != 0, after.dW[1].shape[0]
    reach = int(got.sum())
    silent = int((~got.any(axis=1)).sum())
    right = 0 if got.all() else 1 if got.any() else 2
    why = (
        "A ReLU at 0 has the slope 0: nothing goes through it, and no weight below it learns from this."
        if silent
        else "Every unit is above 0 for one sample at least, whose gradient goes through."
    )
    return right, (
        f"Layer 1: **{part_of(reach, got.size, 'weight')}** {'has' if reach == 1 else 'have'} a gradient; "
        f"silent {is_are(silent)} **{part_of(silent, units, 'unit')}**. {why}"
    )


NOT_REACHED = Prediction(
    ask=lambda e: (
        f"Take **ReLU** in the hidden layers and go all the way back ({plural(e.samples, 'sample')}). "
        "Which weights of layer 1 get a gradient that is not 0?"
    ),
    change=lambda e: {"activation": "ReLU"},
    options=HOW_MANY,
    judge=reached,
    updates=np.inf,
    decides=(("edges", 0),),
)
