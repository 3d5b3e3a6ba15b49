"""A question about the digits, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import listed, number, percent
from app.initialization.digits.experiment import MIDDLE, PARTS, SHALLOW, UPDATES, WIDTH
from app.initialization.digits.words import BEGUN, by_depth
from mlcore import INITIALIZERS

EPOCHS, DEPTHS, DEEPEST = 5, 3, 30


def depths(experiment):
    """Three that differ."""
    return SHALLOW, MIDDLE, experiment.deepest if experiment.deepest not in (SHALLOW, MIDDLE) else DEEPEST


def difference(first, second):
    """In what two schemes differ between hidden layers, as far as a sentence may say it of any two."""
    if first == second:
        return "Both are the same start: what differs is the depth."
    one, other = (INITIALIZERS[name] for name in (first, second))
    factor = one.std(WIDTH, WIDTH) / other.std(WIDTH, WIDTH)
    draws = "The base draws are the same" if one.base == other.base else "The draws are of another kind"
    if np.isclose(factor, 1):
        return f"{draws}; between hidden layers their weights spread alike."
    return (
        f"{draws}; between hidden layers the weights’ spread differs by a factor of "
        f"{number(max(factor, 1 / factor), 3)}, and depth raises that to a power."
    )


def how_many(before, after):
    rows = [accuracy[-1] for accuracy in after.accuracy]
    begun = [float(np.median(row[1])) > BEGUN for row in rows]
    return sum(begun), (
        f"After epoch {after.epoch}, from the worst seed to the best: {by_depth(after)}. "
        f"{difference(*after.schemes)} Play on to see who arrives."
    )


WHO_BEGINS = Prediction(
    ask=lambda e: (
        f"{EPOCHS} epochs at rate {number(e.rate, 4)}: at how many of the depths "
        f"{listed(depths(e))} does **{e.second}** get more than {percent(BEGUN)} of the test digits "
        "right? Guessing gets 10%."
    ),
    change=lambda e: {"deepest": depths(e)[-1]},
    options=("at none", "at one", "at two", "at all three"),
    judge=how_many,
    updates=EPOCHS * DEPTHS * (UPDATES + PARTS),
    decides=(("accuracy_0.medians", 1), ("accuracy_1.medians", 1), ("accuracy_2.medians", 1)),
)
