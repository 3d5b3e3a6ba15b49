"""A question about the plane of phases, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number
from app.initialization.phases.words import phase


def doubled(before, after):
    old, new = before.here, after.here
    factor = new["chi_1"] / old["chi_1"]
    right = int(np.searchsorted([1.1, 1.8], factor))
    why = "χ₁ = σ_w² E[σ′²], and the mean slope hardly changed."
    if right < 2 and np.isfinite(new["q_star"]):
        why = (
            f"χ₁ = σ_w² E[σ′²], but q* went from {number(old['q_star'])} to {number(new['q_star'])}: "
            "z is spread wider, to where the slope is smaller."
        )
    if old == new:
        why = "σ_w² stands at its upper end already."
    return right, (
        f"χ₁ went from {number(old['chi_1'])} to **{number(new['chi_1'])}**, ×{number(factor)}. {why} "
        f"{phase(after)}"
    )


DOUBLE_VAR_W = Prediction(
    ask=lambda e: (
        f"**Double σ_w²**, from {number(e.var_w, 4)} to {number(min(2 * e.var_w, 64), 4)} ({e.activation}, "
        f"σ_b² = {number(e.var_b, 4)}): what "
        "does χ₁ do, the factor by which a gradient’s variance changes in every layer?"
    ),
    change=lambda e: {"var_w": min(2 * e.var_w, 64.0)},
    options=("hardly changed", "larger, but by less than 1.8 ×", "doubled, or nearly"),
    judge=doubled,
)
