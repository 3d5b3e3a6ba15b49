"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number

WHICH_LOSS = ("with cross-entropy only", "with squared error only", "with both", "with neither")


def braver(before, after):
    n = after.settings["seeds"]
    ce, se = (count > n / 2 for count in after.recovered.values())
    right = 2 if ce and se else 0 if ce else 1 if se else 3
    a = 1 / (1 + np.exp(-after.settings["bias"]))
    return right, (
        f"After {after.step} updates **{after.recovered['cross-entropy']} of {n}** nets with cross-entropy have "
        f"recovered, with squared error **{after.recovered['squared error']} of {n}**. Squared "
        f"error’s gradient at the output starts {number(1 / (a * (1 - a)))} × smaller (a = {a:.4f}); its rate is "
        f"{after.settings['faster']:g} × larger."
    )


BRAVER_RATE = Prediction(
    ask=lambda e: (
        f"Give squared error **ten times** the rate, {10 * e.rate:g}, leave cross-entropy at {e.rate:g} and train "
        "500 updates. With which loss do **more than half** of the nets recover?"
    ),
    change=lambda e: {"faster": 10.0},
    options=WHICH_LOSS,
    judge=braver,
    updates=500,
)
