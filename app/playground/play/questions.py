"""A question about features, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import percent, plural

UPDATES = 200
OPTIONS = ("about half", "about three quarters", "nearly all")


def ask(e):
    return (
        "Take **xor**, whose class is the sign of x₁x₂, **no hidden layer**, and give the net the product **x₁x₂** as "
        f"its only input. After {plural(UPDATES, 'update')}: how many of the test samples are right?"
    )


def change(e):
    return {
        "data": "xor",
        "features": "x₁x₂",
        "hidden": "none",
        "noise": 0.02,
        "optimizer": "Adam",
        "rate": 0.1,
        "initializer": "Xavier",
        "starts": "",
        "bias": 0.0,
        "schedule": "constant",
        "l2": 0.0,
        "seeds": 1,
    }


def judge(before, after):
    share = float(np.median(after.correct[1]))
    right = 0 if share < 0.65 else 1 if share < 0.88 else 2
    return right, (
        f"**{percent(share)}** are right. With the right feature one weight is enough: what hidden layers have to find "
        "is such a feature. Take x₁ and x₂ instead: without a hidden layer no weights part these classes."
    )


PRODUCT = Prediction(
    ask=ask,
    change=change,
    options=OPTIONS,
    judge=judge,
    updates=UPDATES,
    decides=("answer.image",),
    keeps_back="",
)
