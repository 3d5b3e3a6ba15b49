"""A question about the sizes of networks, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number
from app.took_off.timeline.experiment import TODAY


def grown(before, after):
    """From the first network whose samples are known to the last one."""
    known = [m for m in after.milestones if np.isfinite(m.samples)]
    first, last = known[0], known[-1]
    parameters, samples = last.parameters / first.parameters, last.samples / first.samples
    right = 2 if 1 / 3 < parameters / samples < 3 else 0 if parameters > samples else 1
    return right, (
        f"From {first.name} ({first.year}) to {last.name} ({last.year}) the parameters grew **{number(parameters)}** "
        f"times, what is learnt from **{number(samples)}** times, from {first.unit} to {last.unit}."
    )


WHAT_GREW_MORE = Prediction(
    ask=lambda e: f"From the 1980s to {TODAY}: which of the two grew **more**?",
    change=lambda e: {"year": TODAY},
    options=("the number of parameters", "the number of samples", "both alike, to a factor of 3"),
    judge=grown,
    decides=("parameters",),
)
