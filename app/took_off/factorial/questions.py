"""What is asked of a learner here, and what settles it."""

import math

from app.experiment import Prediction
from app.took_off.factorial.words import shared
from app.took_off.switches import NAMES

WITHOUT = ("none of the 16: Adam is the hero", "a few, which have something in common", "most of them")


def without_adam(before, after):
    has_it = after.on(list(NAMES.values()).index("Adam"))
    fine, common = after.works & ~has_it, shared(after.works & ~has_it)
    n, all_of_them = fine.sum(), " and ".join(common) or "no switch"
    right = 0 if n == 0 else 1 if n <= 6 else 2
    why = f"**{n} of 16** get more than 95% right without Adam; what they have in common: **{all_of_them}**."
    return right, f"{why} With Adam it is {(after.works & has_it).sum()} of 16."


WITHOUT_ADAM = Prediction(
    ask=lambda e: (
        f"Train all **32** sets on the {e.data}: it takes about a minute. Of the 16 **without Adam**, "
        "how many end with a median of more than 95% right?"
    ),
    change=lambda e: {},
    options=WITHOUT,
    judge=without_adam,
    updates=math.inf,
    decides=("outcomes.off",),
)
