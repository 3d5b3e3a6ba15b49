"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, plural
from app.took_off.more_data.experiment import SIZES

CURVES = ("the loss on what is learnt from", "the held-out loss", "neither: both fall")


def which_rises(before, after):
    learnt, test = (np.median(v, axis=1) for v in (after.learnt, after.test))
    up = [learnt[-1] > learnt[0], test[-1] > test[0]]
    right = 0 if up[0] and not up[1] else 1 if up[1] else 2
    return right, (
        f"From {SIZES[0]} to {SIZES[-1]:,} samples what is learnt from has a loss of **{number(learnt[0])}**, then "
        f"**{number(learnt[-1])}**: few samples can be learnt by heart, many cannot. The held-out loss goes from "
        f"**{number(test[0])}** to **{number(test[-1])}**."
    )


WHICH_RISES = Prediction(
    ask=lambda e: (
        f"Train all nets for {plural(min(e.updates, 600), 'update')}. Which loss is **higher** with many "
        "samples than with few?"
    ),
    change=lambda e: {},
    options=CURVES,
    judge=which_rises,
    updates=600,
    decides=(("loss.medians", "learnt from"),),
)
