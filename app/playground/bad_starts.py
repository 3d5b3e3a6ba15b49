"""Rules about how a net begins, and about what kills it at once."""

import numpy as np

from app.experiment.words import number, percent
from app.playground.finding import ANY_SIZE, EARLY, Finding, begins, keeps, leapt, slower, solved


def too_large_start(s):
    """The loss begins far above guessing, or nearly every unit is saturated before it has learnt anything."""
    if not set(s.starts) & set(ANY_SIZE):
        return None
    above = s.losses[0] > 8 * s.guess
    full = s.step < EARLY and (s.saturated > 0.6).any() and not alike(s)
    if not (above or (full and s.settings["bias"] == 0)):
        return None
    words = f"The weights begin too large: the first loss is {number(s.losses[0])}, guessing costs {number(s.guess)}."
    return begins("start too large", words, s)


def diverged(s):
    if s.diverged < 0.5:
        return None
    return slower("The numbers have left their range: the steps are too long.", s)


def alike(s):
    """Hidden layers whose units are all the same."""
    return [
        k
        for k, (n, width) in enumerate(zip(s.distinct, s.widths[1:-1], strict=True), 1)
        if width > 1 and n == 1
    ]


def symmetric(s):
    if not alike(s):
        return None
    return begins(
        "symmetric units",
        f"All units of layer {alike(s)[0]} are the same, and get the same gradient: they stay so.",
        s,
    )


def dead(s):
    found = (s.dead > 0.5) & np.isin(s.activations, ("ReLU", "leaky ReLU"))
    if solved(s) or not found.any():
        return None
    at = int(np.flatnonzero(found)[0])
    words = f"In layer {at + 1} {percent(s.dead[at])} of the units are dead: no sample sends a gradient through them."
    if s.settings["bias"] < -0.2:
        return Finding("dead units", words, "biases that begin at 0", {"bias": 0.0})
    if leapt(s) and keeps(s):
        return slower(f"{words} The first steps were so long that they killed them.", s)
    if not keeps(s):
        return begins("dead units", words, s)
    return Finding(
        "dead units",
        words,
        "leaky ReLU, whose slope is never 0",
        {"activation": "leaky ReLU", "activations": ""},
    )
