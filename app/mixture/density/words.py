"""What the mixture density picture says, with the learner's own numbers."""

import numpy as np

from app.experiment.words import fixed, number, percent, plural
from app.mixture.inverse import humps

NEAR = 0.02  # nats above the exact posterior: as good as it
EMPTY = 0.05  # of the peak: no rock here


def sentence(r):
    return " ".join(part for part in (divergence(r), answers(r), mean(r), twins(r), training(r)) if part)


def divergence(r):
    if not r.diverged:
        return ""
    first = r.diverged[0]
    return (
        f"**Diverged**: {len(r.diverged)} of {plural(r.losses.shape[1], 'seed')}, first seed "
        f"{r.settings['seed'] + first.member} at update {first.step:,}: "
        f"{first.array}[{first.layer}] left the range of numbers."
    )


def value(v):
    return fixed(v) if abs(v) < 9.9995 else number(v, 3)


def listed(found):
    """'0.179 (43 %) or 0.284 (57 %)'"""
    return " or ".join(f"**{value(middle)}** ({percent(mass)})" for _, mass, middle, _ in found)


def symbols(r):
    """The short names of input and output."""
    return r.problem.x.split()[-1], r.problem.y.split()[-1]


def answers(r):
    """The humps of the net's density, and of the exact one."""
    p, true = r.parts.sum(axis=0), r.exact_parts.sum(axis=0)
    x, y = symbols(r)
    if not np.isfinite(p).all() or p.max() <= 0:
        return f"At {x} = {number(r.at, 4)} the net’s density lies outside of the picture."
    net = f"At {x} = **{number(r.at, 4)}** the net says {y} = {listed(humps(r.fine, p))}"
    if true.max() <= 0:
        return f"{net}; the data never have such an {x}."
    return f"{net}; exact is {listed(humps(r.fine, true)).replace('**', '')}."


def mean(r):
    """Where the mean is, and whether anything is there."""
    true = r.exact_parts.sum(axis=0)
    if not np.isfinite(r.mean) or true.max() <= 0:
        return ""
    if r.emptiness < EMPTY:
        what = "no rock is" if r.problem.name == "petroelastic" else "no answer is"
        return f"Its mean, **{value(r.mean)}**, is where **{what}**."
    return f"Its mean is **{value(r.mean)}**."


def twins(r):
    """Kernels that are one and the same."""
    if len(r.pi) == 1 or r.distinct == len(r.pi):
        return ""
    return (
        f"**Its {len(r.pi)} kernels are {plural(r.distinct, 'kernel')}**: equal kernels get equal gradients."
    )


def training(r):
    """How far the held-out loss is from the exact posterior’s."""
    if r.step == 0:
        return "It has not learnt anything yet."
    excess = r.excess[np.isfinite(r.excess)]
    if not excess.size:
        return ""
    near = int((excess <= NEAR).sum())
    loss = fixed(float(np.median(r.test_losses[-1][np.isfinite(r.excess)])), 2)
    when = f"After {plural(r.test_steps[-1], 'update')} the median held-out loss is **{loss}** nats"
    gap = f"**{number(float(np.median(excess)))}** above the exact posterior"
    stuck = int((excess > r.gaussian_floor - r.floor - 0.05).sum())
    more = f", {stuck} no better than one Gaussian" if stuck else ""
    return f"{when}, {gap}; {near} of {plural(r.losses.shape[1], 'seed')} within {NEAR}{more}."
