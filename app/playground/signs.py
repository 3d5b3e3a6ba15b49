"""What a run shows of its health, in numbers: all that a diagnosis is made from."""

from dataclasses import dataclass

import numpy as np

from app.experiment.guessing import guessing
from app.playground.looks import by_seed, update_ratio
from mlcore.probes import dead_share, distinct_units, norm_dW, rms, rms_dZ, saturated_share


@dataclass(frozen=True, kw_only=True)
class Signs:
    """By layer k = 1 … L: gradient (RMS of dZ[k]), slope (‖dW[k]‖), ratio (of an update to its weight), pull (of the L2
    penalty, as a share of ‖dW[k]‖); by hidden layer: saturated, dead, distinct (units), activations; starts: those
    of all layers, by name. Of several seeds the median.

    losses, tests: their medians by measurement, the tests' at every tenth update; loss: of what is learnt from, now,
    the mean over the last epoch; guess: the loss of who only knows the shares of the classes, or the mean; blind: the
    inputs tell apart much less than x₁ and x₂ do; diverged: the share of the seeds; settings: the knobs' values."""

    settings: dict
    step: int
    guess: float
    loss: float
    blind: bool
    losses: np.ndarray
    tests: np.ndarray
    gradient: np.ndarray
    slope: np.ndarray
    ratio: np.ndarray
    pull: np.ndarray
    saturated: np.ndarray
    dead: np.ndarray
    distinct: np.ndarray
    widths: tuple
    activations: tuple
    starts: tuple
    diverged: float


def signs(run):
    """Those of a run of the playground."""
    net, s, starts = run.net, run.settings, run.asked["initializer"]
    Y = run.learn.Y
    with np.errstate(all="ignore"):
        sizes = [rms(W) * (W.shape[-1] * W.shape[-2]) ** 0.5 for W in net.W[1:]]
        slope = by_seed(norm_dW(net))
        pull = s["l2"] * by_seed(np.array(sizes)) / slope
    return Signs(
        settings=s,
        step=run.now,
        guess=float(Y.var() / 2) if run.learn.target == "numbers" else guessing(Y),
        losses=middle(run.losses.rows),
        loss=float(middle(run.losses.rows[-run.epoch :]).mean()),
        blind=run.blind,
        tests=middle(run.tests.rows),
        gradient=middle(by_seed(rms_dZ(net))),
        slope=middle(slope),
        ratio=middle(update_ratio(net, run.before)),
        pull=middle(pull),
        saturated=middle(by_seed(saturated_share(net))),
        dead=middle(by_seed(dead_share(net))),
        distinct=middle(by_seed(distinct_units(net))),
        widths=tuple(net.widths),
        activations=tuple(map(str, net.activations[1:-1])),
        starts=tuple(map(str, starts if isinstance(starts, tuple) else (starts,) * net.L)),
        diverged=len(run.training.diverged) / s["seeds"],
    )


def middle(values):
    """The median over the seeds (the last axis) that are finite."""
    finite = np.isfinite(values)
    if finite.all() or not finite.any():
        return np.median(values, axis=-1)
    rows = zip(values, finite, strict=True)
    return np.array([np.median(row[there]) if there.any() else np.nan for row, there in rows])
