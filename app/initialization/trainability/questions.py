"""A question about the map of depth and variance, and what settles it."""

import math

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, plural
from app.initialization.trainability.words import deepest_trained, depth_in_words, ends_of


def where(before, after):
    deepest, n = deepest_trained(after), len(after.variances)
    if not deepest.any():
        return (
            3,
            f"No net came below half of what guessing costs in T = {plural(after.settings['updates'], 'update')}.",
        )
    best = np.flatnonzero(deepest == deepest.max())
    right = int(np.searchsorted([n / 3, 2 * n / 3], best.mean()))
    peak = after.theory_variances[np.nanargmax(after.theory)] if np.isfinite(after.theory).any() else np.nan
    why = (
        f"The deepest nets that train have depth **{deepest.max()}**, at σ_w² = **{ends_of(after.variances[best])}**; "
        f"at the left end {depth_in_words(deepest[0])}, at the right end {depth_in_words(deepest[-1])}."
    )
    if np.isfinite(peak):
        why += (
            f" Theory’s 6 ξ_c is largest at σ_w² = {number(peak)}: there two inputs stay different the longest, and "
            "the top of the net can still tell them apart."
        )
    return right, why


WHERE_DEEPEST = Prediction(
    ask=lambda e: (
        f"Fill the whole map: {e.activation}, width {e.width}, T = {plural(e.updates, 'update')}, σ_w² from "
        f"{number(e.variances()[0])} to {number(e.variances()[-1])}. **Where do the deepest nets train?** "
        "(This takes some 20 s with the lesson’s settings; pause calls it off.)"
    ),
    change=lambda e: {},
    options=(
        "in the left third: weights as small as possible",
        "in the middle third",
        "in the right third: weights as large as possible",
        "nowhere: no net trains",
    ),
    judge=where,
    updates=math.inf,
    decides=("map.image",),
)
