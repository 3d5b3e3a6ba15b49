"""What is asked of a learner here, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import number, or_diverged, plural
from app.took_off.hidden_units.experiment import UNITS

LEARNERS = ("ReLU alone", "tanh and ReLU", "all three", "none of them", "another set of them")


def who_learns(before, after):
    learn = {u for u in UNITS if after.medians[u] < 0.8 * after.guessing}  # not one that has diverged
    sets = {"ReLU"}, {"tanh", "ReLU"}, set(UNITS), set()
    right = sets.index(learn) if learn in sets else len(sets)
    medians = ", ".join(f"{u} **{or_diverged(v)}**" for u, v in after.medians.items())
    return right, (
        f"Median losses after {plural(after.step, 'update')}: {medians}; guessing costs {number(after.guessing)}. "
        "The slope of a sigmoid is ¼ at most, that of tanh up to 1, that of a ReLU 1 or 0."
    )


WHO_LEARNS = Prediction(
    ask=lambda e: (
        f"Train with **five hidden layers** for 1,000 updates (rate {number(e.rate, 4)}, {e.initial}). "
        "Which units get a median loss more than a fifth below that of guessing?"
    ),
    change=lambda e: {"depth": 5},
    options=LEARNERS,
    judge=who_learns,
    updates=1000,
    decides=("loss.medians",),
)
