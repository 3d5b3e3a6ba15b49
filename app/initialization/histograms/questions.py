"""A question about the exact zeros, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, percent, plural

HALF = 1  # the option


def deep(experiment):
    """With a hidden layer."""
    return max(experiment.depth, 2)


def other(experiment):
    """A variance far from the learner's own."""
    return 1.0 if experiment.hidden_variance() < 0.1 else 0.001


def zeros(before, after):
    share, scale = float(after.left.zeros[-1]), after.left.within[-1]
    right = int(np.searchsorted([0.35, 0.65], share))
    others = f", while nine tenths of the others lie below {number(scale)}" if share < 1 else ""
    return right, (
        f"**{percent(share)}** of A[{after.left.layers[-1]}] are exactly 0{others}. ReLU asks for the sign of z alone, "
        f"and weights that are symmetric around 0 make either sign as likely at any size: {in_all(right, after)}."
    )


def in_all(right, after):
    """What comes of it in a deep net, and why few units need not keep to it."""
    if right == HALF:
        return "a signal can vanish, or explode, with half of the units open"
    return (
        f"half are expected. But with {plural(after.settings['width'], 'unit')} a layer it is a matter of luck: far up "
        "all samples look nearly alike, so that a unit is open for nearly all or for none; and where a layer has no "
        "open unit, all that comes after is 0"
    )


SHARE_OF_ZEROS = Prediction(
    ask=lambda e: (
        f"**ReLU with a weight variance of {number(other(e), 4)}**, no bias, depth {deep(e)}: what share of "
        "the activations in "
        "the last hidden layer is exactly 0?"
    ),
    change=lambda e: {
        "activation": "ReLU",
        "initializer": "normal",
        "variance": other(e),
        "bias": 0.0,
        "depth": deep(e),
        "left": "A",
        "layer": 0,
    },
    options=("few: less than 35%", "about half", "most: more than 65%"),
    judge=zeros,
    decides=("left.zeros",),
)
