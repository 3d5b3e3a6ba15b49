"""Where in the plane the settings are, and what the nets that were drawn say to it."""

import numpy as np

from app.experiment.words import noun, number, plural
from app.initialization.reach import beyond_theory

NEAR = 0.01  # so close to χ₁ = 1 counts as critical
PART = 1.5  # a mean that is so many times the median has parted company from it
STRAYED = 0.1  # so far from theory, and farther than chance makes it, a correlation has strayed


def sentence(r):
    return " ".join(part for part in (phase(r), measured(r), company(r), beyond(r)) if part)


def phase(r):
    s, here = r.settings, r.here
    place = f"{s['activation']} at σ_w² = {number(s['var_w'])}, σ_b² = {number(s['var_b'])}"
    chi_1 = f"χ₁ = **{number(here['chi_1'], 3)}**"
    if np.isinf(here["q_star"]):
        return (
            f"{place} has **no fixed point**: in theory the variance of z grows from layer to layer without end "
            f"({chi_1}, the factor on the gradient’s variance)."
        )
    rate = number(here["chi_1"] ** 0.5)
    if here["q_star"] == 0:
        return (
            f"{place} is in the **ordered** phase ({chi_1}), and without a bias **the signal itself dies out** "
            f"(q* = 0): gradients shrink by ×**{rate}** a layer going back."
        )
    ends = f"q* = {number(here['q_star'])}."
    if abs(here["chi_1"] - 1) < NEAR:
        return (
            f"{place} is **critical** ({chi_1}): gradients keep their size and differences die slowly. {ends}"
        )
    layers = number(here["xi_c"])
    over = f"over ξ_c = **{layers}** {noun(layers, 'layer')}. {ends}"
    if here["chi_1"] < 1:
        return (
            f"{place} is in the **ordered** phase ({chi_1}): gradients shrink by ×**{rate}** a layer going back, "
            f"and two inputs become alike {over}"
        )
    return (
        f"{place} is in the **chaotic** phase ({chi_1}): gradients grow by ×**{rate}** a layer going back, and two "
        f"inputs, however alike, part until their correlation is c* = {number(here['c_star'])}, {over}"
    )


def middle(values):
    values = values[np.isfinite(values)]
    return float(np.median(values)) if values.size else np.nan


def measured(r):
    s, nets = r.settings, r.q.shape[1]
    text = f"In {plural(nets, 'net')} of width {s['width']} the correlation {number(s['c'])} of two inputs"
    c = middle(r.c[-1])
    if not np.isfinite(c):
        return f"{text} is lost: nothing arrives in layer {s['depth']}."
    theory = number(r.theory_c[-1]) if np.isfinite(r.theory_c[-1]) else "unknown"
    return f"{text} has become **{number(c)}** in layer {s['depth']} (median; theory {theory})."


def company(r):
    """Median and mean of the variance in the last layer."""
    last = r.q[-1][np.isfinite(r.q[-1])]
    if not last.size or not last.any():
        return ""
    median, mean = float(np.median(last)), float(last.mean())
    if mean < PART * median:
        return f"The variance q of z there: mean {number(mean)}, median {number(median)}: together."
    theory = r.theory_q[-1]
    rare = (
        ", and the nets that would raise it so far are too rare to be among these"
        if theory > 3 * mean
        else ""
    )
    return (
        f"**Median and mean part company**: the variance q of z there has median {number(median)} but mean "
        f"{number(mean)}, which a few nets make; theory ({number(theory)}) is about the mean{rare}."
    )


def beyond(r):
    """Where nets are too narrow for the theory that is drawn, of q or of c."""
    c, s = r.c[-1][np.isfinite(r.c[-1])], r.settings
    strayed = c.size and abs(np.median(c) - r.theory_c[-1]) > STRAYED + 2 * np.std(c) / np.sqrt(c.size)
    return beyond_theory(np.inf if strayed else r.below, s["depth"], s["width"])


def numbers(r):
    """Rows of text, the first one the header."""
    rows = [("layer", "q median", "q mean", "q theory", "c median", "c mean", "c theory")]
    for k, (q, c) in enumerate(zip(r.q, r.c, strict=True)):
        known = c[np.isfinite(c)]
        mean = number(known.mean()) if known.size else "–"
        cells = (middle(q), q.mean(), r.theory_q[k], middle(c))
        rows.append((str(k + 1), *(number(cell) for cell in cells), mean, number(r.theory_c[k])))
    return rows
