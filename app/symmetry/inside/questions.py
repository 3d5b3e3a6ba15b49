"""Questions about the learner's own settings in the deeper parts of the lesson on symmetry."""

from app.experiment import Prediction
from app.experiment.words import number

GETS_ONE = ("both: W[1] and W[2]", "W[1] only", "W[2] only", "neither")


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
    decides=("gradient.lines",),
)
