"""Questions about the learner's own settings in the lesson on why deep learning took off."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import fixed, number, unit

RATIOS = ("the same", "about 7 ×", "about 57 ×", "more than 100 ×")


def sleepier(before, after):
    a, ratio = after.a[0, 0], after.ratio
    right = int(np.searchsorted([4.5, 20, 100], ratio, side="right"))
    return right, (
        f"At a = **{unit(a)}** cross-entropy’s slope is a − y, squared error’s is (a − y) a (1 − a): "
        f"the ratio is 1 / (a (1 − a)) = **{number(ratio) if ratio > 99 else fixed(ratio, 1)}**."
    )


GRADIENT_RATIO = Prediction(
    ask=lambda e: (
        "The neuron starts at **w = 2, b = 2**, so that a = 0.982 where 0 is wanted. "
        "How many times larger is the gradient of cross-entropy than that of squared error?"
    ),
    change=lambda e: {"w": 2.0, "b": 2.0, "y": 0.0},
    options=RATIOS,
    judge=sleepier,
    decides=("slope.here",),
)
