"""A question about the digits, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import listed, number, percent
from app.initialization.digits.experiment import PARTS, UPDATES
from app.initialization.digits.words import by_depth

EPOCHS, BEGUN, DEPTHS = 5, 0.2, 3  # twice what guessing gets


def how_many(before, after):
    rows = [accuracy[-1] for accuracy in after.accuracy]
    begun = [float(np.median(row[1])) > BEGUN for row in rows]
    return sum(begun), (
        f"After epoch {after.epoch}, from the worst seed to the best: {by_depth(after)}. The base draws are the same: "
        "what differs is a factor in every layer, and depth raises it to a power. Play on to see who arrives."
    )


WHO_BEGINS = Prediction(
    ask=lambda e: (
        f"{EPOCHS} epochs at rate {number(e.rate, 4)}: at how many of the depths "
        f"{listed(e.depths())} does "
        f"**{e.second}** get more than {percent(BEGUN)} of the test digits right? Guessing gets 10%."
    ),
    change=lambda e: {},
    options=("at none", "at one", "at two", "at all three"),
    judge=how_many,
    updates=EPOCHS * DEPTHS * (UPDATES + PARTS),
    decides=(("accuracy_0.medians", 1), ("accuracy_1.medians", 1), ("accuracy_2.medians", 1)),
)
