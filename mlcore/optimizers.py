"""Optimizers: what to do with a gradient. Vector operations on one flat θ, in place.

An optimizer is a value: it holds settings, and whoever trains holds its state, a dict of arrays like θ.
`rate`, the learning rate η, is a number, an array with one for each member, (members, 1), or a schedule,
that is a function of the step (0, 1, …). g is the gradient of the mean loss.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .check import check_optimizer, check_rate
from .table import Table


class Optimizer:
    """What those with a learning rate have in common: it is checked."""

    def __post_init__(self):
        check_rate(self.rate)


@dataclass(frozen=True, eq=False)
class GradientDescent(Optimizer):
    """θ ← θ − η g."""

    rate: float | np.ndarray | Callable = 0.1
    name: ClassVar[str] = "gradient descent"
    formula: ClassVar[str] = r"\theta \leftarrow \theta - \eta g"

    def start(self, net):
        """The state before the first update."""
        return {"change": np.empty_like(net.theta)}

    def update(self, theta, g, state, step):
        """One update of θ; `step` updates have been made before."""
        theta -= np.multiply(g, rate_at(self.rate, step), out=state["change"])


@dataclass(frozen=True, eq=False)
class Momentum(Optimizer):
    """v ← β v + g, θ ← θ − η v (Polyak 1964)."""

    rate: float | np.ndarray | Callable = 0.1
    beta: float = 0.9
    name: ClassVar[str] = "momentum"
    formula: ClassVar[str] = r"v \leftarrow \beta v + g,\ \theta \leftarrow \theta - \eta v"

    def start(self, net):
        return {"v": np.zeros_like(net.theta)}

    def update(self, theta, g, state, step):
        v = state["v"]
        v *= self.beta
        v += g
        theta -= rate_at(self.rate, step) * v


@dataclass(frozen=True, eq=False)
class Nesterov(Momentum):
    """v ← β v + g, θ ← θ − η (g + β v): the gradient where momentum would lead, as seen from there
    (Sutskever et al. 2013, section 2)."""

    name: ClassVar[str] = "Nesterov"
    formula: ClassVar[str] = r"v \leftarrow \beta v + g,\ \theta \leftarrow \theta - \eta (g + \beta v)"

    def update(self, theta, g, state, step):
        v = state["v"]
        v *= self.beta
        v += g
        theta -= rate_at(self.rate, step) * (g + self.beta * v)


@dataclass(frozen=True, eq=False)
class RMSProp(Optimizer):
    """s ← ρ s + (1 − ρ) g², θ ← θ − η g / (√s + ε) (Hinton 2012, lecture 6e)."""

    rate: float | np.ndarray | Callable = 0.001
    rho: float = 0.9
    epsilon: float = 1e-8
    name: ClassVar[str] = "RMSProp"
    formula: ClassVar[str] = (
        r"s \leftarrow \rho s + (1 - \rho) g^2,\ \theta \leftarrow \theta - \eta g / (\sqrt{s} + \epsilon)"
    )

    def start(self, net):
        return {"s": np.zeros_like(net.theta)}

    def update(self, theta, g, state, step):
        s = state["s"]
        s *= self.rho
        s += (1 - self.rho) * g**2
        theta -= rate_at(self.rate, step) * g / (np.sqrt(s) + self.epsilon)


@dataclass(frozen=True, eq=False)
class Adam(Optimizer):
    """m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², both divided by 1 − βᵗ, as they start from 0:
    θ ← θ − η m̂ / (√ŝ + ε) (Kingma & Ba 2015, algorithm 1)."""

    rate: float | np.ndarray | Callable = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    name: ClassVar[str] = "Adam"
    formula: ClassVar[str] = r"\theta \leftarrow \theta - \eta \hat m / (\sqrt{\hat s} + \epsilon)"

    def start(self, net):
        return {"m": np.zeros_like(net.theta), "s": np.zeros_like(net.theta)}

    def update(self, theta, g, state, step):
        m, s, t = state["m"], state["s"], step + 1
        m *= self.beta1
        m += (1 - self.beta1) * g
        s *= self.beta2
        s += (1 - self.beta2) * g**2
        root = np.sqrt(s / (1 - self.beta2**t)) + self.epsilon
        theta -= rate_at(self.rate, step) / (1 - self.beta1**t) * m / root


@dataclass(frozen=True, eq=False)
class L2:
    """Another optimizer with the penalty ½ λ ‖W‖² on all weights, not on the biases: g + λ W in place of g.

    The recorded loss and dW stay those of the data alone.
    """

    optimizer: Optimizer
    strength: float = 1e-4
    name: ClassVar[str] = "L2"
    formula: ClassVar[str] = r"g \leftarrow g + \lambda W"

    def __post_init__(self):
        check_optimizer(self.optimizer)

    def start(self, net):
        decay = np.zeros_like(net.theta)
        for block in net.blocks(decay)[1:]:
            block[..., :-1] = self.strength
        return {"decay": decay, **self.optimizer.start(net)}

    def update(self, theta, g, state, step):
        self.optimizer.update(theta, g + state["decay"] * theta, state, step)


OPTIMIZERS = Table(
    "optimizer",
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    Adam,
    aliases={"SGD": "gradient descent", "GradientDescent": "gradient descent"},
)


def rate_at(rate, step):
    """The learning rate η of this step."""
    return rate(step) if callable(rate) else rate


def constant(rate):
    """A schedule: η at every step."""
    return lambda step: rate


def cosine(rate, steps):
    """A schedule: from η down to 0 in `steps` steps along half a cosine (Loshchilov & Hutter 2017, eq. 5)."""
    return lambda step: rate * 0.5 * (1 + np.cos(np.pi * min(step, steps) / steps))
