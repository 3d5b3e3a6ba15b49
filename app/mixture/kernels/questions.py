"""What is asked of a learner here, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import plural
from app.mixture.density.nets import IDENTICAL

UPDATES = 300

TWINS = ("they part after a while", "they stay one Gaussian for ever", "nothing is learnt at all")


def identical(before, after):
    right = 1 if after.distinct == 1 else 0
    if right:
        why = "Equal kernels are equally responsible for every sample: their gradients are equal at every update."
    else:
        why = (
            "In exact arithmetic they never would: round-off made them differ, and the gradient did the rest."
        )
    return right, (
        f"{why} After {plural(after.step, 'update')} the mixture of {len(after.pi)} has "
        f"**{plural(after.distinct, 'distinct kernel')}**."
    )


IDENTICAL_KERNELS = Prediction(
    ask=lambda e: (
        f"Start all {max(2, e.kernels)} kernels with **the same weights** and train for {plural(UPDATES, 'update')}: "
        "what will they do?"
    ),
    change=lambda e: {"output": "mixture", "initial": IDENTICAL, "kernels": max(2, e.kernels)},
    options=TWINS,
    judge=identical,
    updates=UPDATES,
    decides=("means.means",),
)
