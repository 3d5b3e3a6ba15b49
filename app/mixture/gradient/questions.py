"""Questions about the learner's own settings in the deeper parts of the lesson on mixture densities."""

from app.experiment import Prediction
from app.experiment.words import fixed, number, plural

UPDATES = 300

WEIGHT = ("shrink: it explains less than its share", "stay as it is", "grow: it explains more than its share")


def elsewhere(experiment):
    """A porosity on the other side of 0.22, where the other rock is."""
    return 0.17 if experiment.target > 0.22 else 0.28


def whose_weight(before, after):
    k = int(before.answerable.argmax())
    share, weight = float(after.answerable[k]), float(after.pi[k])
    dz = float(after.dZ[0, k])
    right = 1 if abs(dz) < 0.01 else 0 if dz > 0 else 2
    return right, (
        f"At φ = {number(after.target, 4)} kernel {k + 1} is responsible with γ = **{fixed(share, 2)}**, its weight is "
        f"π = **{fixed(weight, 2)}**. The gradient of its logit is π − γ = **{fixed(dz, 2)}**, and an "
        "update goes against it."
    )


OTHER_ROCK = Prediction(
    ask=lambda e: (
        f"Train {plural(UPDATES, 'update')}, then move the sample to **φ = {number(elsewhere(e), 4)}**. "
        "What does it ask of the weight π "
        f"of the kernel that explained φ = {number(e.target, 4)}?"
    ),
    change=lambda e: {"target": elsewhere(e)},
    options=WEIGHT,
    judge=whose_weight,
    updates=UPDATES,
    decides=("weights.estimate",),
)
