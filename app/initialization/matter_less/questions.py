"""A question about the start of normalized nets, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number

LIMIT, SAME = 10.0, 1.05  # σ_w² beyond which it is halved; factors a layer within 5% of each other are one


def change(experiment):
    return {"var_w": experiment.var_w * (2 if experiment.var_w < LIMIT else 0.5)}


def changed(before, after):
    """Whether a factor of the gradient a layer has become another."""
    with np.errstate(all="ignore"):
        return after != before and not 1 / SAME < np.float64(after) / before < SAME


def double(before, after):
    plain, batch = (changed(before.factors[i], after.factors[i]) for i in (0, -1))
    ways = [
        f"{after.labels[i]} ×{number(before.factors[i], 3)} before and ×**{number(after.factors[i], 3)}** after"
        for i in (0, -1)
    ]
    return (0 if plain and batch else 1 if plain else 2 if batch else 3), (
        f"Factors a layer: {' and '.join(ways)}. Twice the weights make U twice as large, and its spread s with it: "
        "(U − mean)/s stays what it was, and so does what comes after. The weights’ own gradient is divided by s. "
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
