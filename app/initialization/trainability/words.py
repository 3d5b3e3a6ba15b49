"""What the map of depth and variance says, in a few sentences."""

import numpy as np

from app.experiment.words import between, number, percent, plural, series
from app.initialization.reach import UNTRAINED, beyond_theory

LEARNT = 0.5  # of what guessing costs: below it a net counts as trained


def sentence(r):
    if not r.done.any():
        return (
            "Press play: every cell is a few nets of one depth and one variance, trained for real; "
            f"the map fills from coarse to fine. {theory_in_words(r)}"
        )
    deepest = deepest_trained(r)
    return " ".join(part for part in (measured(r, deepest), boundary(r, deepest), diverged(r)) if part)


def deepest_trained(r):
    """For each variance the deepest net that trains, as far as the map goes; 0 where none does."""
    with np.errstate(invalid="ignore"):
        trained = r.shown < LEARNT
    return np.where(trained, r.depths[:, None], 0).max(axis=0)


def trained_share(r):
    """Of the cells that are done, those whose median net trains."""
    return float(np.mean(r.shown[r.done] < LEARNT)) if r.done.any() else 0.0


def measured(r, deepest):
    share = trained_share(r)
    so_far = "" if r.done.all() else "So far "
    if not share:
        updates = plural(r.settings["updates"], "update")
        return f"{so_far}**no cell** comes below half of what guessing costs in {updates}."
    best = deepest == deepest.max()
    at = ends_of(r.variances[best])
    text = f"{so_far}**{percent(share)}** of the cells train (median loss below half of guessing after T updates). "
    return text + f"The deepest that do have depth **{deepest.max()}**, at σ_w² = **{at}**;"


def ends_of(values):
    """'1.3 to 2.3', or one number."""
    return between(values[0], values[-1])


def boundary(r, deepest):
    """The two ends of the map, measured and in theory."""
    if not deepest.any():
        return theory_in_words(r)
    ends = (f"{depth_in_words(deepest[i])} at {number(r.variances[i])}" for i in (0, -1))
    return f"at its ends {' and '.join(ends)}. {theory_in_words(r)}"


def depth_in_words(depth):
    """The deepest net that trains, if one does."""
    return f"depth **{depth}**" if depth else "**none**"


def theory_in_words(r):
    """6 ξ_c at both ends of the map, and where it is beyond all depths."""
    known = np.isfinite(r.theory)
    beyond = r.theory_variances[(r.theory > r.depths[-1])]
    parts = []
    if beyond.size:
        parts.append(f"is beyond depth {r.depths[-1]} at σ_w² = {ends_of(beyond)}")
    for i, end in ((0, "left"), (-1, "right")):
        if known[i] and r.theory[i] <= r.depths[-1]:
            parts.append(f"is {number(r.theory[i])} at the {end} end")
    if np.isnan(r.theory).any():
        first = r.theory_variances[np.isnan(r.theory)][0]
        parts.append(f"does not exist from {number(first)} on, where the variance has no limit")
    if not parts:
        return ""
    way = "" if r.settings["var_b"] else " Where the signal dies out, what is lost is counted on its way."
    depth = min(np.nanmax(r.theory, initial=0), r.depths[-1])
    width, where = r.settings["width"], "for the deepest nets"
    narrow = beyond_theory(r.below, depth, width, where, UNTRAINED, "many of them do not train")
    return f"Theory’s 6 ξ_c for very wide nets {series(parts)}.{way} {narrow}".strip()


def diverged(r):
    gone = int(r.diverged.sum())
    return f"**Diverged** for at least one seed: {plural(gone, 'cell')} (×)." if gone else ""
