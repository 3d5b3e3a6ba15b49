"""A question about the plane of phases, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number
from app.initialization.phases.experiment import fixed_point
from app.initialization.phases.words import phase


def half(experiment):
    """What is doubled: σ_w², or half of its upper end."""
    return min(experiment.var_w, experiment.knobs()["var_w"].max / 2)


def doubled(before, after):
    s, new = after.settings, after.here
    old = fixed_point(s["activation"], s["var_w"] / 2, s["var_b"])
    factor = new["chi_1"] / old["chi_1"]
    right = int(np.searchsorted([1.1, 1.8], factor))
    why = "χ₁ = σ_w² E[σ′²], and the mean slope hardly changed."
    if right < 2 and np.isfinite(new["q_star"]):
        why = (
            f"χ₁ = σ_w² E[σ′²], but q* was {number(old['q_star'])} and is {number(new['q_star'])}: "
            "z is spread wider, to where the slope is smaller."
        )
    return right, (
        f"χ₁ was {number(old['chi_1'], 3)} and is **{number(new['chi_1'], 3)}**, ×{number(factor, 3)}. {why} "
        f"{phase(after)}"
    )


DOUBLE_VAR_W = Prediction(
    ask=lambda e: (
        f"**Double σ_w²**, from {number(half(e), 4)} to {number(2 * half(e), 4)} ({e.activation}, "
        f"σ_b² = {number(e.var_b, 4)}): what "
        "does χ₁ do, the factor by which a gradient’s variance changes in every layer?"
    ),
    change=lambda e: {"var_w": 2 * half(e)},
    options=("hardly changed", "larger, but by less than 1.8 ×", "doubled, or nearly"),
    judge=doubled,
    decides=("plane.here",),
)
