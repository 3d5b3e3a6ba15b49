"""Rules about where training ends: too slow, at rest too early, or by heart."""

import numpy as np

from app.experiment.words import number
from app.playground.data import FEATURES
from app.playground.finding import EARLY, Finding, solved

SLOW = 2e-4  # of a weight, an update's size
BEGUN = 0.93  # of what guessing costs: above it nothing has been learnt yet, and it may be a plateau
LEARNT = 0.5  # of what guessing costs: who is above it has not even learnt its samples
FLAT = 1e-3  # ‖dW‖ below it: training has come to rest, whatever the rate
RESTS = 0.02  # of what guessing costs: a loss that falls by less in a quarter of the run rests


def crawling(s):
    """The loss falls, or would fall, but an update changes next to nothing."""
    if s.step < EARLY or solved(s) or not np.isfinite(s.ratio).any():
        return None
    ratio = float(np.nanmax(s.ratio))
    if not ratio < SLOW or not np.nanmax(s.slope) > FLAT:
        return None
    return Finding(
        "rate too small",
        f"An update changes the weights by at most {number(ratio)} of their size: at this rate it takes for ever.",
        "ten times the rate",
        {"rate": min(s.settings["rate"] * 10, 10.0)},
    )


def straight(s):
    """No bend anywhere: without hidden layers, or with the identity, all borders are straight."""
    if s.step < 3 * EARLY or solved(s) or not rests(s):
        return None
    if len(s.widths) == 2:
        words, advice, change = (
            "No hidden layer: the answer is a weighted sum of the inputs.",
            "two hidden layers",
            {"hidden": "8-8"},
        )
    elif set(s.activations) == {"identity"}:
        words, advice, change = (
            "The identity bends nothing: all layers together are one.",
            "tanh",
            {"activation": "tanh", "activations": ""},
        )
    else:
        return None
    return Finding("no bends", f"{words} The loss rests at {number(s.losses[-1])}.", advice, change)


def blind(s):
    """Samples that differ look alike to the net: no net can tell them apart."""
    if s.step < 3 * EARLY or solved(s) or not s.blind:
        return None
    more = ", ".join(name for name in FEATURES if name in ("x₁", "x₂", *s.settings["features"].split(", ")))
    return Finding(
        "inputs missing",
        "Samples with different answers look alike to these inputs: no net can tell them apart.",
        "x₁ and x₂ as inputs, too",
        {"features": more},
    )


def narrow(s):
    """The gradient is there, the rate is fine, and the loss rests where it is."""
    if s.step < 3 * EARLY or solved(s) or not rests(s) or min(s.widths[1:-1], default=0) > 3:
        return None
    if s.loss > BEGUN * s.guess:
        return None
    return Finding(
        "net too small",
        f"The loss rests at {number(s.losses[-1])}, and the gradient is no small one: these units can do no better.",
        "two layers of eight units",
        {"hidden": "8-8"},
    )


def rests(s):
    """The loss is much the same in the last quarter of the run as in the one before."""
    quarter = max(len(s.losses) // 4, 1)
    before, now = np.median(s.losses[-2 * quarter : -quarter]), np.median(s.losses[-quarter:])
    return before - now < RESTS * s.guess


def overfitting(s):
    if s.step < EARLY or not np.isfinite(s.tests[-1]):
        return None
    risen = s.tests[-1] - np.nanmin(s.tests)
    if risen < 0.1 * s.guess or s.tests[-1] < 1.5 * s.loss or s.loss > LEARNT * s.guess:
        return None
    more = min(4 * s.settings["samples"], 2000)
    words = (
        f"It learns its samples by heart: the test loss has risen by {number(risen)} from its lowest, "
        f"the other is {number(s.loss)}."
    )
    if more > s.settings["samples"]:
        return Finding("overfitting", words, f"{more:,} samples", {"samples": more})
    return Finding("overfitting", words, "an L2 penalty of 0.01", {"l2": 0.01})
