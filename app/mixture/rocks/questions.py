"""What is asked of a learner here, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number
from app.mixture.density.words import listed, percent

SOFT = (
    "less probable than before",
    "the same, to within a percentage point",
    "more probable than before",
    "no rock has it then",
)


def other_fluid(experiment):
    return "brine" if experiment.fluid == "gas" else "gas"


def which_rock(before, after):
    was, now, fluid = before.shares[0], after.shares[0], after.settings["fluid"]
    if not np.isfinite([was, now]).all():
        none = fluid if np.isnan(now) else before.settings["fluid"]
        return (
            3,
            f"With {none} in the pores neither rock reaches AI = **{number(after.at, 4)}**: nothing is to "
            "be shared out.",
        )
    right = 1 if abs(now - was) < 0.01 else 0 if now < was else 2
    why = (
        "Gas is softer and lighter, so that either rock needs **fewer** pores"
        if fluid == "gas"
        else "Brine is stiffer and heavier, so that either rock needs **more** pores"
    )
    return right, (
        f"P(soft sand | AI = {number(after.at, 4)}) was **{percent(was)}** and is **{percent(now)}**. {why} "
        "for the same "
        f"impedance: φ = {listed(after.humps)}. How common these porosities are in each rock decides between them."
    )


OTHER_FLUID = Prediction(
    ask=lambda e: (
        f"Fill the pores with **{other_fluid(e)}** instead of {e.fluid}; the impedance stays {number(e.at, 4)}. "
        "How probable is it then that the rock is **soft sand**?"
    ),
    change=lambda e: {"fluid": other_fluid(e)},
    options=SOFT,
    judge=which_rock,
    decides=("posterior.parts",),
)
