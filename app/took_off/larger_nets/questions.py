"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, plural
from app.took_off.larger_nets.experiment import WIDTHS

BEST = ("a narrow one, 2 or 4", "one in between, 8 to 32", "a wide one, 64 or 128")


def best_width(before, after):
    learnt, test = (np.median(v, axis=1) for v in (after.learnt, after.test))
    best, lowest = int(np.argmin(test)), int(np.argmin(learnt))
    right = int(np.searchsorted([8, 64], WIDTHS[best], side="right"))
    why = f"Held out, width **{WIDTHS[best]}** is best with a loss of **{number(test[best])}**"
    samples = f"on the {after.settings['samples']} samples learnt from"
    if best == lowest:
        return right, f"{why}; {samples} it is best too, with {number(learnt[best])}."
    return right, (
        f"{why}. Width {WIDTHS[lowest]} is best {samples}, with {number(learnt[lowest])}, "
        f"but held out it has **{number(test[lowest])}**."
    )


BEST_WIDTH = Prediction(
    ask=lambda e: (
        f"Leave only **100 samples** to learn from (noise {number(e.noise, 4)}, "
        f"{plural(e.depth, 'hidden layer')}) and train "
        "300 updates. Which width has the lowest **held-out** loss?"
    ),
    change=lambda e: {"samples": 100},
    options=BEST,
    judge=best_width,
    updates=300,
    decides=(("loss.medians", "held out"),),
)
