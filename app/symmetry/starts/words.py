"""What the symmetry picture says, and the questions of its lesson."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import fixed, listed, number, plural

NEAR = 1.01  # within one percent of guessing is guessing


def sentence(r):
    """The three starts one after the other, and what the constant's equal units amount to."""
    n = r.settings["width"]
    if r.diverged:
        names = ("zeros", "constant", "random")
        who = listed(f"{names[d.member]} at update {d.step:,}" for d in r.diverged)
        return f"**Diverged**: {who}. A smaller learning rate would help."
    zero, constant, random = r.losses[-1]
    if r.step == 0:
        text = (
            f"Before the first update all {n} units of zeros are the same, and so are those of the constant. "
            if n > 1
            else "Before the first update: each net has one hidden unit. "
        )
        return (
            text + f"Guessing costs **{number(r.guessing)}**, the best single unit **{number(r.one_unit)}**."
        )
    text = f"After {plural(r.step, 'update')}: zeros **{loss(zero)}**{judged(r, 0)}; "
    text += f"constant **{loss(constant)}**{judged(r, 1)}; random **{loss(random)}**"
    text += f"{judged(r, 2)}, with {plural(int(r.distinct[-1, 2]), 'different unit')}. "
    return text + twins(r)


def loss(value):
    return fixed(value) if value >= 0.01 else number(value)


def judged(r, member):
    value = r.losses[-1, member]
    if value > r.guessing * NEAR:
        return f", worse than guessing ({loss(r.guessing)})"
    if value > r.guessing / NEAR:
        return f", no better than guessing ({loss(r.guessing)})"
    if abs(value / r.one_unit - 1) < 0.03:
        same = loss(value) == loss(r.one_unit)
        return f", {'as' if same else 'about as'} low as one unit gets ({loss(r.one_unit)})"
    return ""


def twins(r):
    """Are the constant's units still one unit, and does the single unit follow it?"""
    n = r.settings["width"]
    if n == 1:
        return "One hidden unit is one unit, however it starts."
    if r.parted is not None:
        return (
            f"Round-off parted the constant’s units at update {r.parted:,}, now by {number(r.spread[1])}: "
            "exact arithmetic never would."
        )
    gap = np.nanmax(abs(r.losses[:, 1] - r.one_losses))
    return (
        f"The constant’s {n} units differ by exactly **0**: a net with one unit (○) follows to {number(gap)}."
    )


UPDATES = 2000  # at 300 not even the random start is better than one unit, whatever the seed
FATES = ("it stays at guessing", "it learns what one unit can", "it learns as well as random weights")


def fate(before, after):
    zero, _, random = after.losses[-1]
    right = (
        0 if zero > after.guessing / NEAR else 2 if zero < 1.1 * random and zero < 0.9 * after.one_unit else 1
    )
    why = {
        0: "With σ(0) = ½ its weights do move, but one unit is all it has: so far that is no help.",
        1: "σ(0) = ½ is not 0, so w[2] moves at the first update and W[1] at the second; but all units move alike."
        + (" From this seed even the random units do no better yet." if random > 0.9 * zero else ""),
        2: "The random start has not come further yet.",
    }[right]
    return (
        right,
        f"After {plural(after.step, 'update')} zeros is at **{loss(zero)}**, random at {loss(random)}. {why}",
    )


SIGMOID_FROM_ZERO = Prediction(
    ask=lambda e: (
        "With tanh or ReLU the zero start never gets below guessing. **Take 8 sigmoid units** on the moons and train "
        f"{plural(UPDATES, 'update')}: what becomes of the zero start?"
    ),
    change=lambda e: {
        "activation": "sigmoid",
        "rate": 1.0,
        "data": "moons",
        "width": 8,
        "samples": 300,
        "head": "sigmoid + cross-entropy",
    },
    options=FATES,
    judge=fate,
    updates=UPDATES,
    decides=(("loss.lines", 0),),
)
