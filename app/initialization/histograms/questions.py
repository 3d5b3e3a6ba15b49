"""A question about the exact zeros, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, percent


def other(experiment):
    """A variance far from the learner's own."""
    return 1.0 if experiment.hidden_variance() < 0.1 else 0.001


def zeros(before, after):
    share, scale = float(after.left.zeros[-1]), after.left.within[-1]
    return int(np.searchsorted([0.35, 0.65], share)), (
        f"**{percent(share)}** of A[{after.left.layers[-1]}] are exactly 0, while nine tenths of the others lie below "
        f"{number(scale)}. ReLU asks for the sign of z alone, and weights that are symmetric around 0 make either sign "
        "as likely at any size: a signal can vanish, or explode, with half of the units open all the way up."
    )


SHARE_OF_ZEROS = Prediction(
    ask=lambda e: (
        f"**ReLU with a weight variance of {number(other(e), 4)}**, no bias, depth {e.depth}: what share of "
        "the activations in "
        "the last hidden layer is exactly 0?"
    ),
    change=lambda e: {
        "activation": "ReLU",
        "initializer": "normal",
        "variance": other(e),
        "bias": 0.0,
        "left": "A",
    },
    options=("few: less than 35%", "about half", "most: more than 65%"),
    judge=zeros,
    decides=("left.zeros",),
)
