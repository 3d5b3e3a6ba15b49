"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import fixed
from app.symmetry.data import SHARES
from app.symmetry.landscape.experiment import EDGE

HALFWAY = (
    "lower: the average of two good nets is better than either",
    "the same as in the valleys",
    "higher than in either valley",
)


def other_data(experiment):
    return next(name for name in SHARES if name != experiment.data)


def halfway(before, after):
    middle = int(np.abs(EDGE - 0.5).argmin())
    there, valleys = float(after.surface[middle, middle]), after.valleys
    right = 2 if there > max(valleys) + 1e-3 else 0 if there < min(valleys) - 1e-3 else 1
    why = {
        0: "From here training has found no valley: the net stands on the plateau around zero.",
        1: "Training has hardly left the start, so that no ridge stands between the two.",
        2: "Halfway both units are the same. A convex loss is nowhere between two points higher than at both.",
    }[right]
    return right, (
        f"**{fixed(valleys[0])}** in the valley, **{fixed(valleys[1])}** in its twin, **{fixed(there)}** halfway. {why}"
    )


BETWEEN_THE_VALLEYS = Prediction(
    ask=lambda e: (
        f"Train on the **{other_data(e)}** instead. Average all weights of the net it finds with those of its twin: "
        "what is the loss there, halfway?"
    ),
    change=lambda e: {"data": other_data(e)},
    options=HALFWAY,
    judge=halfway,
    decides=("plane.equal",),
)
