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
        return 2, f"exp({logit:g}) is beyond the largest {kind}, {limits.max:.0e}: infinity over infinity."
    if np.isinf(after.naive):
        least = f"{limits.smallest_subnormal:.0e}"
        return 1, (
            f"At **{after.distance:g}** widths the density is e to the power **−{after.stable:.4g}**. The smallest "
            f"{kind} is {least}: every term of the sum is rounded to 0, and −ln 0 is infinite."
        )
    return 0, (
        f"At **{after.distance:g}** widths {kind} still holds the density: the naive loss is "
        f"**{after.naive:.4g}** and differs from the stable one by {number(abs(after.naive - after.stable))}."
    )


NAIVE_LOSS = Prediction(
    ask=lambda e: (
        f"Compute in **float32** and move the sample four times as far (at most {FAR:g}), to {farther(e):g} widths "
        f"(logit {e.logit:g}). What is the **naive** loss?"
    ),
    change=lambda e: {"precision": "float32", "distance": farther(e)},
    options=NAIVE,
    judge=naive_loss,
)
