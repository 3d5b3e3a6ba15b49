"""What the mixture density picture says, with the learner's own numbers."""

import numpy as np

from app.experiment import words
from app.experiment.words import fixed, number, part_of, plural

NEAR = 0.02  # nats above the exact posterior: as good as it
EMPTY = 0.05  # of the peak: no rock here


def sentence(r):
    said = divergence(r), answers(r), mean(r), twins(r), training(r), learnt_by_heart(r)
    return " ".join(part for part in said if part)


def divergence(r):
    if not r.diverged:
        return ""
    first = r.diverged[0]
    return (
        f"**Diverged**: {part_of(len(r.diverged), r.losses.shape[1], 'seed')}, first seed "
        f"{r.settings['seed'] + first.member} at update {first.step:,}: "
        f"{first.array}[{first.layer}] left the range of numbers."
    )


def value(v):
    return fixed(v) if abs(v) < 9.9995 else number(v, 3)


def percent(share):
    """'43%'; nothing here is certain, and none is called so."""
    return words.percent(float(np.clip(share, 1e-9, 1 - 1e-9)))


def listed(found, shown=(-np.inf, np.inf)):
    """'0.179 (43%) or 0.284 (57%)', with a word for those that a picture does not show; '0.312' if it is alone."""
    said = []
    for _, mass, middle, _ in found:
        notes = [percent(mass)] * (len(found) > 1) + ["outside of the picture"] * (
            not shown[0] <= middle <= shown[1]
        )
        said.append(f"**{value(middle)}**" + (f" ({', '.join(notes)})" if notes else ""))
    return " or ".join(said)


def answers(r):
    """The humps of the net's density, and of the exact one."""
    x, y = r.problem.symbols
    if not r.humps:
        return f"At {x} = {number(r.at, 4)} the net’s density is **not a number**."
    net = f"At {x} = {number(r.at, 4)} the net says {y} = {listed(r.humps, r.y[[0, -1]])}"
    if not r.exact_humps:
        return f"{net}; the data never have such an {x}."
    return f"{net}; exact is {listed(r.exact_humps).replace('**', '')}."


def mean(r):
    """Where the mean is, and whether anything is there."""
    if not np.isfinite(r.mean) or not r.exact_humps:
        return ""
    if r.emptiness < EMPTY:
        what = "no rock is" if r.problem.name == "petroelastic" else "no answer is"
        return f"Its mean, **{value(r.mean)}**, is where **{what}**."
    return f"Its mean is **{value(r.mean)}**."


def twins(r):
    """Kernels that are one and the same."""
    if len(r.pi) == 1 or r.distinct == len(r.pi):
        return ""
    return f"**Its {len(r.pi)} kernels amount to {plural(r.distinct, 'kernel')}**: equal kernels get equal gradients."


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
    middle = float(np.median(excess))
    gap = f"**{number(abs(middle))}** {'above' if middle >= 0 else 'below'} the exact posterior"
    stuck = int((excess > r.gaussian_floor - r.floor - 0.05).sum())
    more = f", {stuck} no better than one Gaussian" if stuck else ""
    return f"{when}, {gap}; {part_of(near, r.losses.shape[1], 'seed')} within {NEAR}{more}."


def learnt_by_heart(r):
    """Whether the samples it learns from are closer to its density than to the exact one."""
    loss = float(np.median(r.losses[-1]))
    if r.step == 0 or not loss < r.learnt_floor - NEAR:
        return ""
    loss, exact = (fixed(v, 2) for v in (loss, r.learnt_floor))
    return (
        f"On the {r.data.X.shape[-1]:,} samples that it learns from it is **{loss}**, and the exact posterior’s is "
        f"{exact}: what lies between is **learnt by heart**."
    )
