"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import percent, plural
from app.mixture.use.experiment import COVERED, NOMINAL

UPDATES = 300

HELD = (
    "in fewer: the net is too sure",
    "in about as many, to within 5 in a hundred",
    "in more: the net is too careful",
)


def other_share(experiment):
    return 0.9 if experiment.share < 0.7 else 0.5


def held(before, after):
    share = after.settings["share"]
    net, exact = (float(np.interp(share, NOMINAL, c)) for c in (after.coverage, after.coverage_exact))
    right = 1 if abs(net - share) <= 0.05 else 0 if net < share else 2
    return right, (
        f"Sets that should hold the truth in {percent(share)} of the cases hold it in **{percent(net)}** of "
        f"{COVERED:,} held-out "
        f"samples; those of the exact posterior in {percent(exact)}. A density can be checked without "
        "knowing the truth."
    )


COVERAGE = Prediction(
    ask=lambda e: (
        f"Train {plural(UPDATES, 'update')} and ask for sets that hold **{percent(other_share(e))}** of the "
        "probability. "
        "In how many of the held-out cases do they hold the truth?"
    ),
    change=lambda e: {"share": other_share(e)},
    options=HELD,
    judge=held,
    updates=UPDATES,
    decides=("coverage.here",),
)
