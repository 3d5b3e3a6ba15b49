"""Optimizers: what to do with a gradient. Vector operations on one flat θ, in place.

An optimizer is a value: it holds settings; its state, a dict of arrays like θ, is held by the `Training`.
`rate`, the learning rate η, is a finite number above 0, an array with one for each member, (members, 1), or a
schedule, that is a function of the step (0, 1, …). g is the gradient of the mean loss.
Making one raises ValueError, with a sentence, for a setting that is not valid.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from .arrays.types import Rate
from .checks.arguments import check_number, checked_call
from .checks.errors import UnknownName
from .checks.habits import OF_AN_OPTIMIZER
from .checks.net_and_data import check_optimizer, check_rate, check_rate_now
from .schedules import constant, cosine, piecewise
from .table import Table

if TYPE_CHECKING:
    from .network import MLP

__all__ = [
    "L2",
    "OPTIMIZERS",
    "Adam",
    "GradientDescent",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "constant",
    "cosine",
    "piecewise",
    "rate_at",
]

State = dict[str, np.ndarray]


def _decay(value, name):
    return check_number(value, f"{name}, how much is kept of what was,", 0, 1, open_high=True)


# What each setting may be, by its name.
SETTINGS: dict[str, Callable[[Any, str], Any]] = {
    "rate": lambda value, _: check_rate(value),
    "beta": _decay,
    "beta1": _decay,
    "beta2": _decay,
    "rho": _decay,
    "epsilon": lambda value, name: check_number(value, name, 0, open_low=True),
    "strength": lambda value, _: check_number(value, "The strength λ of L2", 0),
    "optimizer": lambda value, _: check_optimizer(value),
}


class Optimizer(ABC):
    """What all have in common; make one of your own by `start` and `update`, as a dataclass of its settings.

    Settings of the names in SETTINGS are checked when one is made.
    """

    name: ClassVar[str] = "optimizer"
    formula: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            if field.name in SETTINGS:
                SETTINGS[field.name](getattr(self, field.name), field.name)

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            raise UnknownName.of(self, name, OF_AN_OPTIMIZER)

    @abstractmethod
    def start(self, net: "MLP") -> State:
        """The state before the first update: arrays like net.theta, (P,) or (members, P), by their names."""

    @abstractmethod
    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        """One update of θ in place by the gradient g, both (P,) or (members, P); `step` were made before."""


@checked_call
@dataclass(frozen=True, eq=False)
class GradientDescent(Optimizer):
    """θ ← θ − η g."""

    rate: Rate = 0.1
    name: ClassVar[str] = "gradient descent"
    formula: ClassVar[str] = r"\theta \leftarrow \theta - \eta g"

    def start(self, net: "MLP") -> State:
        return {"change": np.empty_like(net.theta)}

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        theta -= np.multiply(g, rate_at(self.rate, step), out=state["change"])


@checked_call
@dataclass(frozen=True, eq=False)
class Momentum(Optimizer):
    """v ← β v + g, θ ← θ − η v, 0 ≤ β < 1 (Polyak 1964)."""

    rate: Rate = 0.1
    beta: float = 0.9
    name: ClassVar[str] = "momentum"
    formula: ClassVar[str] = r"v \leftarrow \beta v + g,\ \theta \leftarrow \theta - \eta v"

    def start(self, net: "MLP") -> State:
        return {"v": np.zeros_like(net.theta)}

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        v = state["v"]
        v *= self.beta
        v += g
        theta -= rate_at(self.rate, step) * v


@checked_call
@dataclass(frozen=True, eq=False)
class Nesterov(Momentum):
    """v ← β v + g, θ ← θ − η (g + β v), 0 ≤ β < 1: the gradient where momentum would lead, as seen from there
    (Sutskever et al. 2013, section 2)."""

    name: ClassVar[str] = "Nesterov"
    formula: ClassVar[str] = r"v \leftarrow \beta v + g,\ \theta \leftarrow \theta - \eta (g + \beta v)"

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        v = state["v"]
        v *= self.beta
        v += g
        theta -= rate_at(self.rate, step) * (g + self.beta * v)


@checked_call
@dataclass(frozen=True, eq=False)
class RMSProp(Optimizer):
    """s ← ρ s + (1 − ρ) g², θ ← θ − η g / (√s + ε), 0 ≤ ρ < 1, ε > 0 (Hinton 2012, lecture 6e)."""

    rate: Rate = 0.001
    rho: float = 0.9
    epsilon: float = 1e-8
    name: ClassVar[str] = "RMSProp"
    formula: ClassVar[str] = (
        r"s \leftarrow \rho s + (1 - \rho) g^2,\ \theta \leftarrow \theta - \eta g / (\sqrt{s} + \epsilon)"
    )

    def start(self, net: "MLP") -> State:
        return {"s": np.zeros_like(net.theta)}

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        s = state["s"]
        s *= self.rho
        s += (1 - self.rho) * g**2
        theta -= rate_at(self.rate, step) * g / (np.sqrt(s) + self.epsilon)


@checked_call
@dataclass(frozen=True, eq=False)
class Adam(Optimizer):
    """m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², both divided by 1 − βᵗ, as they start from 0:
    θ ← θ − η m̂ / (√ŝ + ε), 0 ≤ β < 1, ε > 0 (Kingma & Ba 2015, algorithm 1)."""

    rate: Rate = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    name: ClassVar[str] = "Adam"
    formula: ClassVar[str] = r"\theta \leftarrow \theta - \eta \hat m / (\sqrt{\hat s} + \epsilon)"

    def start(self, net: "MLP") -> State:
        return {"m": np.zeros_like(net.theta), "s": np.zeros_like(net.theta)}

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
        m, s, t = state["m"], state["s"], step + 1
        m *= self.beta1
        m += (1 - self.beta1) * g
        s *= self.beta2
        s += (1 - self.beta2) * g**2
        root = np.sqrt(s / (1 - self.beta2**t)) + self.epsilon
        theta -= rate_at(self.rate, step) / (1 - self.beta1**t) * m / root


@checked_call
@dataclass(frozen=True, eq=False)
class L2(Optimizer):
    """Another optimizer with the penalty ½ λ ‖W‖² on all weights, not on the biases: g + λ W in place of g, λ ≥ 0.

    The recorded loss and dW stay those of the data alone.
    """

    optimizer: Optimizer
    strength: float = 1e-4
    name: ClassVar[str] = "L2"
    formula: ClassVar[str] = r"g \leftarrow g + \lambda W"

    def start(self, net: "MLP") -> State:
        decay = np.zeros_like(net.theta)
        for block in net.blocks(decay)[1:]:
            block[..., :-1] = self.strength
        return {"decay": decay, **self.optimizer.start(net)}

    def update(self, theta: np.ndarray, g: np.ndarray, state: State, step: int) -> None:
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


def rate_at(rate: Rate, step: int) -> Any:
    """The learning rate η of this step: a number or (members, 1).

    Raises ValueError where a schedule gives something else."""
    return check_rate_now(rate(step), rate, step) if callable(rate) else rate
