"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number
from app.mixture.log_sum_exp.experiment import FAR, PRECISIONS

NAIVE = ("finite", "infinite", "not a number")


def farther(experiment):
    return min(4 * experiment.distance, FAR)


def naive_loss(before, after):
    kind = after.settings["precision"]
    limits = np.finfo(PRECISIONS[kind])
    if np.isnan(after.naive):
        logit = after.settings["logit"]
        return (
            2,
            f"exp({number(logit, 4)}) is beyond the largest {kind}, {number(limits.max, 1)}: infinity over infinity.",
        )
    if np.isinf(after.naive):
        least = number(limits.smallest_subnormal, 1)
        return 1, (
            f"At **{number(after.distance, 4)}** widths the density is e to the power "
            f"**−{number(after.stable, 4)}**. The smallest "
            f"{kind} is {least}: every term of the sum is rounded to 0, and −ln 0 is infinite."
        )
    return 0, (
        f"At **{number(after.distance, 4)}** widths {kind} still holds the density: the naive loss is "
        f"**{number(after.naive, 4)}** and differs from the stable one by {number(abs(after.naive - after.stable))}."
    )


NAIVE_LOSS = Prediction(
    ask=lambda e: (
        f"Compute in **float32** and move the sample four times as far (at most {number(FAR, 4)}), to "
        f"{number(farther(e), 4)} widths "
        f"(logit {number(e.logit, 4)}). What is the **naive** loss?"
    ),
    change=lambda e: {"precision": "float32", "distance": farther(e)},
    options=NAIVE,
    judge=naive_loss,
    decides=("naive",),
)
