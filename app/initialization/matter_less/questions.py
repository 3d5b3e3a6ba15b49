"""A question about the start of normalized nets, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, plain
from app.initialization.matter_less.words import factor

LIMIT, SAME = 10.0, 1.05  # σ_w² beyond which it is halved; factors a layer within 5% of each other are one


def change(experiment):
    return {"var_w": experiment.var_w * (2 if experiment.var_w < LIMIT else 0.5)}


def changed(before, after):
    """Whether a factor of the gradient a layer has become another."""
    with np.errstate(all="ignore"):
        return after != before and not 1 / SAME < np.float64(after) / before < SAME


def double(before, after):
    unnormalized, batch = (changed(before.factors[i], after.factors[i]) for i in (0, -1))
    ways = [
        f"{after.labels[i]} {plain(factor(before, i))} before and {factor(after, i)} after" for i in (0, -1)
    ]
    times = "√2" if after.settings["var_w"] > before.settings["var_w"] else "1/√2"
    return (0 if unnormalized and batch else 1 if unnormalized else 2 if batch else 3), (
        f"Factors a layer: {'; '.join(ways)}. Weights {times} times as large make the spread s of what a unit adds up "
        f"{times} times as large. Batch norm divides by s, so that the hidden layers stay what they were; what the "
        "output, which has no norm, sends back changes in all of them alike. But the weights’ own gradient is divided "
        "by s, too. "
        "So the variance still decides how fast a normalized net learns, as a learning rate would."
    )


DOUBLE_IT = Prediction(
    ask=lambda e: (
        f"σ_w² from {number(e.var_w, 3)} to **{number(change(e)['var_w'], 3)}**: in which net does the gradient’s "
        "factor a layer become another (by more than 5%)?"
    ),
    change=change,
    options=("in both", "in the plain net alone", "in the one with batch norm alone", "in neither"),
    judge=double,
    decides=(("gradient.medians", 0), ("gradient.medians", 3)),
)
