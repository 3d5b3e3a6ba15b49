"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import fixed, number, plural

UPDATES = 300


APART = ("less than 0.05 nats: it hardly matters", "0.05 to 0.25 nats", "more than 0.25 nats")


def other_kernels(experiment):
    return 1 if experiment.kernels > 1 else 3


def apart(before, after):
    was, now = (float(np.median(r.test_losses[-1])) for r in (before, after))
    right = int(np.searchsorted([0.05, 0.25], abs(now - was), side="right"))
    was_K, now_K = (plural(r.settings["kernels"], "kernel") for r in (before, after))
    return right, (
        f"Median held-out loss after {plural(UPDATES, 'update')}: **{fixed(was)}** with {was_K}, "
        f"**{fixed(now)}** with {now_K}, "
        f"**{number(abs(now - was))}** apart. The curve has up to three answers for one input."
    )


HOW_FAR_APART = Prediction(
    ask=lambda e: (
        f"Use **{plural(other_kernels(e), 'kernel')}** in place of {e.kernels}. After "
        f"{plural(UPDATES, 'update')} each, how far "
        "apart are their held-out losses?"
    ),
    change=lambda e: {"output": "mixture", "kernels": other_kernels(e)},
    options=APART,
    judge=apart,
    updates=UPDATES,
    decides=("loss.held_out",),
)
