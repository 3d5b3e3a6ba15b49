"""Questions about the learner's own settings in the deeper parts of the lesson on mixture densities."""

from app.experiment import Prediction

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
        f"At φ = {after.target:g} kernel {k + 1} is responsible with γ = **{share:.2f}**, its weight is "
        f"π = **{weight:.2f}**. The gradient of its logit is π − γ = **{dz:.2f}**, and an update goes against it."
    )


OTHER_ROCK = Prediction(
    ask=lambda e: (
        f"Train {UPDATES} updates, then move the sample to **φ = {elsewhere(e):g}**. What does it ask of the weight π "
        f"of the kernel that explained φ = {e.target:g}?"
    ),
    change=lambda e: {"target": elsewhere(e)},
    options=WEIGHT,
    judge=whose_weight,
    updates=UPDATES,
)
