"""Activation functions: σ and its derivative σ′ side by side, one entry each.

Every function takes `out` and then allocates nothing. A derivative gets Z and A = σ(Z), and uses what is cheaper.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .table import Table


@dataclass(frozen=True, eq=False)
class Activation:
    """σ, applied element by element, and σ′.

    sigma(Z, out=None) and prime(Z, A, out=None) take and give arrays of any one shape.
    `kinks` are the z where σ′ jumps (there `prime` gives the left limit, so that ReLU′(0) = 0).
    """

    name: str
    formula: str
    sigma: Callable
    prime: Callable
    kinks: tuple = ()

    def __call__(self, Z, out=None):
        return self.sigma(Z, out=out)

    def __str__(self):
        return self.name

    def _repr_latex_(self):
        return f"${self.formula}$"


def identity(Z, out=None):
    return np.positive(Z, out=out)


def identity_prime(Z, A, out=None):
    if out is None:
        return np.ones_like(Z)
    out.fill(1.0)
    return out


def sigmoid(Z, out=None):
    """σ(z) = 1 / (1 + e⁻ᶻ), as ½ tanh(z/2) + ½, which never overflows."""
    A = np.tanh(np.multiply(Z, 0.5, out=out), out=out)
    A = np.multiply(A, 0.5, out=out)
    return np.add(A, 0.5, out=out)


def sigmoid_prime(Z, A, out=None):
    return np.multiply(np.subtract(1, A, out=out), A, out=out)


def tanh_prime(Z, A, out=None):
    return np.subtract(1, np.square(A, out=out), out=out)


def relu(Z, out=None):
    return np.maximum(Z, 0, out=out)


def relu_prime(Z, A, out=None):
    return np.greater(Z, 0, out=np.empty_like(Z) if out is None else out)


LEAK = 0.01  # the slope left of 0 (Maas et al. 2013)


def leaky_relu(Z, out=None):
    return np.maximum(Z, np.multiply(Z, LEAK), out=out)


def leaky_relu_prime(Z, A, out=None):
    return np.maximum(relu_prime(Z, A, out=out), LEAK, out=out)


ACTIVATIONS = Table(
    "activation",
    Activation("identity", r"\sigma(z) = z", identity, identity_prime),
    Activation("sigmoid", r"\sigma(z) = 1/(1 + e^{-z})", sigmoid, sigmoid_prime),
    Activation("tanh", r"\sigma(z) = \tanh z", np.tanh, tanh_prime),
    Activation("ReLU", r"\sigma(z) = \max(0, z)", relu, relu_prime, kinks=(0.0,)),
    Activation("leaky ReLU", r"\sigma(z) = \max(0.01\,z, z)", leaky_relu, leaky_relu_prime, kinks=(0.0,)),
    aliases={"linear": "identity", "logistic": "sigmoid", "rectifier": "ReLU"},
)
