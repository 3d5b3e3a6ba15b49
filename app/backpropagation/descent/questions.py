"""A question about the size of a step, and what settles it."""

import numpy as np

from app.backpropagation.descent.words import plural, short
from app.experiment import Prediction

OPTIONS = ("it learns, in fewer steps", "it learns, in more steps", "it does not learn")


def settled(before, after):
    right = 2 if not after.learnt else 0 if after.step < before.step else 1
    first, second = (short(loss) for loss in after.losses[:2])
    if right == 2:
        fate = f"The first step takes the loss from {first} to **{second}**, and it never comes down"
    else:
        fate = f"It is learnt after **{plural(after.step, 'step')}**"
    return right, (
        f"{fate}. The gradient says which way is down and how steep it is here, not how far it goes down: that is left "
        "to η, and to better optimizers."
    )


FOUR_TIMES_THE_RATE = Prediction(
    ask=lambda e: (
        "A **linear output with squared error** learns this sample in one step at η = 0.5. **And at η = 2?**"
    ),
    change=lambda e: {"head": "linear + squared error", "activation": "sigmoid", "rate": 2.0, "y": 1},
    options=OPTIONS,
    judge=settled,
    updates=np.inf,
    decides=("loss.curve",),
)
