"""Questions about the learner's own settings in the lesson on mixture densities, and what settles them."""

import numpy as np

from app.experiment.words import number, plural
from app.mixture.density.nets import IDENTICAL
from app.mixture.density.words import EMPTY, listed, symbols, value
from app.mixture.inverse import humps
from app.mixture.log_sum_exp.experiment import FAR, PRECISIONS
from app.workbench.predict import Prediction

UPDATES = 300
WHERE = ("at one of the two rocks", "between the rocks, where there is none", "outside of both")
WIDTHS = ("it picks one rock and gets narrow", "the same mean as least squares, and broad", "two humps")
FRIABLE = ("less probable than before", "the same, to a point of a hundred", "more probable than before")
FRIABLE += ("none to say: no rock has this impedance",)
NAIVE = ("finite", "infinite", "not a number")
TWINS = ("they part after a while", "they stay one Gaussian for ever", "nothing is learnt at all")


def least_squares(before, after):
    true = humps(after.fine, after.exact_parts.sum(axis=0))
    lowest, highest = (end[2] + side * 2 * end[3] for end, side in ((true[0], -1), (true[-1], 1)))
    between = lowest < after.mean < highest
    right = 0 if after.emptiness > EMPTY else 1 if between else 2
    x, y = symbols(after)
    answers = " and ".join(value(middle) for _, _, middle, _ in true)
    return right, (
        f"Least squares says {y} = **{value(after.mean)}** at {x} = {after.at:g}. The squares are least at the mean "
        f"of all that can be; the data have {answers} here."
    )


LEAST_SQUARES = Prediction(
    ask=lambda e: (
        f"Give the net one plain output and **least squares** ({UPDATES} updates, AI = 7.5): where will its answer be?"
    ),
    change=lambda e: {"output": "least squares", "at": 7.5},
    options=WHERE,
    judge=least_squares,
    updates=UPDATES,
)


def one_gaussian(before, after):
    squares, one = after.each["least squares"], after.each["one Gaussian"]
    broad = float(one.sigma[0]) > 0.5 * float(squares.sigma[0])
    return int(broad), (
        f"Least squares says **{value(squares.mean)}**, one Gaussian says **{value(one.mean)}** ± "
        f"**{value(float(one.sigma[0]))}**: the width tells that the answer is uncertain, not that it is one of two."
    )


ONE_GAUSSIAN = Prediction(
    ask=lambda e: (
        f"Train all three for {UPDATES} updates and look at AI = 7.5. "
        "What does **one Gaussian** do with a width of its own?"
    ),
    change=lambda e: {"at": 7.5},
    options=WIDTHS,
    judge=one_gaussian,
    updates=UPDATES,
)


def identical(before, after):
    right = 1 if after.distinct == 1 else 0
    if right:
        why = "Equal kernels are equally responsible for every sample: their gradients are equal at every update."
    else:
        why = (
            "In exact arithmetic they never would: round-off made them differ, and the gradient did the rest."
        )
    return right, (
        f"{why} After {plural(after.step, 'update')} the mixture of {len(after.pi)} has "
        f"**{plural(after.distinct, 'distinct kernel')}**."
    )


IDENTICAL_KERNELS = Prediction(
    ask=lambda e: (
        f"Start all {max(2, e.kernels)} kernels with **the same weights** and train for {UPDATES} updates: "
        "what will they do?"
    ),
    change=lambda e: {"output": "mixture", "initial": IDENTICAL, "kernels": max(2, e.kernels)},
    options=TWINS,
    judge=identical,
    updates=UPDATES,
)


def other_fluid(experiment):
    return "brine" if experiment.fluid == "gas" else "gas"


def which_rock(before, after):
    was, now, fluid = before.shares[0], after.shares[0], after.settings["fluid"]
    if not np.isfinite([was, now]).all():
        none = fluid if np.isnan(now) else before.settings["fluid"]
        return (
            3,
            f"With {none} in the pores neither rock reaches AI = **{after.at:g}**: nothing is to be shared out.",
        )
    right = 1 if abs(now - was) < 0.01 else 0 if now < was else 2
    why = (
        "Gas is softer and lighter, so that either rock needs **fewer** pores"
        if fluid == "gas"
        else "Brine is stiffer and heavier, so that either rock needs **more** pores"
    )
    found = humps(after.fine, after.posterior.sum(axis=0))
    return right, (
        f"P(friable | AI = {after.at:g}) goes from **{was:.0%}** to **{now:.0%}**. {why} for the same impedance: "
        f"φ = {listed(found)}. How common these porosities are in each rock decides between them."
    )


OTHER_FLUID = Prediction(
    ask=lambda e: (
        f"Fill the pores with **{other_fluid(e)}** instead of {e.fluid}; the impedance stays {e.at:g}. "
        "How probable is it then that the rock is **friable**?"
    ),
    change=lambda e: {"fluid": other_fluid(e)},
    options=FRIABLE,
    judge=which_rock,
)


def farther(experiment):
    return min(4 * experiment.distance, FAR)


def naive_loss(before, after):
    kind = after.settings["precision"]
    limits = np.finfo(PRECISIONS[kind])
    if np.isnan(after.naive):
        logit = after.settings["logit"]
        return 2, f"exp({logit:g}) is beyond the largest {kind}, {limits.max:.0e}: infinity over infinity."
    if np.isinf(after.naive):
        least = f"{limits.smallest_subnormal:.0e}"
        return 1, (
            f"At **{after.distance:g}** widths the density is e to the power **−{after.stable:.4g}**. The smallest "
            f"{kind} is {least}: every term of the sum is rounded to 0, and −ln 0 is infinite."
        )
    return 0, (
        f"At **{after.distance:g}** widths {kind} still holds the density: the naive loss is "
        f"**{after.naive:.4g}** and differs from the stable one by {number(abs(after.naive - after.stable))}."
    )


NAIVE_LOSS = Prediction(
    ask=lambda e: (
        f"Compute in **float32** and move the sample four times as far (at most {FAR:g}), to {farther(e):g} widths "
        f"(logit {e.logit:g}). What is the **naive** loss?"
    ),
    change=lambda e: {"precision": "float32", "distance": farther(e)},
    options=NAIVE,
    judge=naive_loss,
)
