"""A question about the published experiment, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, or_diverged, plural

UPDATES = 3000


def first(before, after):
    names = list(after.cost)
    right = min(range(len(names)), key=lambda i: after.cost[names[i]])
    costs = ", ".join(f"{name} **{or_diverged(cost)}**" for name, cost in after.cost.items())
    large = "Large weights fall fast from an enormous cost and then stay where they got stuck"
    if np.isnan(after.cost["large"]):
        large = "From an enormous cost large weights leap beyond the range of numbers at this rate"
    return right, (
        f"After {plural(after.step, 'update')}: {costs}. {large}; the scheme of He needs a while to set out. "
        "Play on to see who ends lowest."
    )


WHO_LEADS = Prediction(
    ask=lambda e: (
        f"Train the three for **{plural(UPDATES, 'update')}** at rate {number(e.rate, 4)}: which one has "
        "the lowest cost then?"
    ),
    change=lambda e: {},
    options=("zeros", "large: N(0, 100)", "He"),
    judge=first,
    updates=UPDATES,
    decides=("cost.lines",),
)
