"""Questions about the learner's own settings in the deeper parts of the lesson on symmetry."""

import numpy as np

from app.experiment.words import number
from app.symmetry.data import SHARES
from app.symmetry.landscape.experiment import EDGE
from app.workbench.predict import Prediction

GETS_ONE = ("both: W[1] and W[2]", "W[1] only", "W[2] only", "neither")
HALFWAY = (
    "lower: the average of two good nets is better than either",
    "the same as in the valleys",
    "higher than in either valley",
)


def other_units(experiment):
    return "tanh" if experiment.activation == "sigmoid" else "sigmoid"


def which_weights(before, after):
    first, second = after.norm_dW[0, :, 0] > 0
    right = 0 if first and second else 1 if first else 2 if second else 3
    one, two = map(number, after.norm_dW[0, :, 0])
    sigma = after.settings["activation"]
    why = "what a unit says without weights is σ(0)"
    says = (
        f"for {sigma} **not 0**, and W[2] learns from it"
        if second
        else f"for {sigma} **0**: W[2] has no signal"
    )
    return right, (
        f"‖dW[1]‖ = **{one}**, ‖dW[2]‖ = **{two}**. Down to W[1] the gradient goes through W[2], which is 0; "
        f"{why}, {says}."
    )


FIRST_GRADIENT = Prediction(
    ask=lambda e: (
        f"Take **{other_units(e)}** and start from zeros. At the very first update, which weights have a gradient?"
    ),
    change=lambda e: {"activation": other_units(e)},
    options=GETS_ONE,
    judge=which_weights,
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
        f"**{valleys[0]:.3f}** in the valley, **{valleys[1]:.3f}** in its twin, **{there:.3f}** halfway. {why}"
    )


BETWEEN_THE_VALLEYS = Prediction(
    ask=lambda e: (
        f"Train on the **{other_data(e)}** instead. Average all weights of the net it finds with those of its twin: "
        "what is the loss there, halfway?"
    ),
    change=lambda e: {"data": other_data(e)},
    options=HALFWAY,
    judge=halfway,
)
