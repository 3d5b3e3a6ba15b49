"""Questions about the learner's own settings in the deeper parts of the lesson on mixture densities."""

import numpy as np

from app.experiment.words import number, plural
from app.mixture.use.experiment import COVERED, NOMINAL
from app.workbench.predict import Prediction

UPDATES = 300
WEIGHT = ("shrink: it explains less than its share", "stay as it is", "grow: it explains more than its share")
HELD = (
    "in fewer: the net is too sure",
    "in about as many, to 5 in a hundred",
    "in more: the net is too careful",
)
APART = ("less than 0.05 nats: it hardly matters", "0.05 to 0.25 nats", "more than 0.25 nats")


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


def other_share(experiment):
    return 0.9 if experiment.share < 0.7 else 0.5


def held(before, after):
    share = after.settings["share"]
    net, exact = (float(np.interp(share, NOMINAL, c)) for c in (after.coverage, after.coverage_exact))
    right = 1 if abs(net - share) <= 0.05 else 0 if net < share else 2
    return right, (
        f"Sets that should hold the truth in {share:.0%} of the cases hold it in **{net:.0%}** of {COVERED:,} held-out "
        f"samples; those of the exact posterior in {exact:.0%}. A density can be checked without knowing the truth."
    )


COVERAGE = Prediction(
    ask=lambda e: (
        f"Train {UPDATES} updates and ask for sets that hold **{other_share(e):.0%}** of the probability. "
        "In how many of the held-out cases do they hold the truth?"
    ),
    change=lambda e: {"share": other_share(e)},
    options=HELD,
    judge=held,
    updates=UPDATES,
)


def other_kernels(experiment):
    return 1 if experiment.kernels > 1 else 3


def apart(before, after):
    was, now = (float(np.median(r.test_losses[-1])) for r in (before, after))
    right = int(np.searchsorted([0.05, 0.25], abs(now - was), side="right"))
    was_K, now_K = (plural(r.settings["kernels"], "kernel") for r in (before, after))
    return right, (
        f"Median held-out loss after {UPDATES} updates: **{was:.3f}** with {was_K}, **{now:.3f}** with {now_K}, "
        f"**{number(abs(now - was))}** apart. The curve has up to three answers for one input."
    )


HOW_FAR_APART = Prediction(
    ask=lambda e: (
        f"Use **{plural(other_kernels(e), 'kernel')}** in place of {e.kernels}. After {UPDATES} updates each, how far "
        "apart are their held-out losses?"
    ),
    change=lambda e: {"output": "mixture", "kernels": other_kernels(e)},
    options=APART,
    judge=apart,
    updates=UPDATES,
)
