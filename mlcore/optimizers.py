"""Optimizers: what to do with a gradient. Vector operations on one flat θ, in place.

An optimizer is a value: it holds settings, and whoever trains holds its state. `rate` is a number,
an array with one for each member, shape (members, 1), or a function of the step (0, 1, …).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class GradientDescent:
    """θ ← θ − η dθ."""

    rate: float | np.ndarray | Callable = 0.1

    def start(self, theta):
        """The state before the first update: a dict of arrays."""
        return {}

    def update(self, theta, gradient, state, step):
        theta -= rate_at(self.rate, step) * gradient


def rate_at(rate, step):
    """The learning rate η of this step."""
    return rate(step) if callable(rate) else rate
