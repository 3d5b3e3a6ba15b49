"""Heads: an output with its loss. From the logits Z[L], stable for any of them, one entry each.

A loss is summed over the outputs and averaged over the N_s samples (natural logarithms). dZ carries no 1/N_s:
that stands once, in dW and db.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .activations import identity, number, sigmoid
from .densities import gaussian, mixture
from .table import Table


@dataclass(frozen=True, eq=False)
class Head:
    """What stands at the top of the net: A[L] = predict(Z[L]), the loss and dZ[L] = ∂l/∂Z[L].

    predict(Z, out=None) and dZ(Z, A, Y, out=None) have the shape (…, outputs, N_s); terms(Z, A, Y) are what
    the loss sums, (…, any, N_s). A is predict(Z). Y is (…, targets, N_s); `target` says what it may hold:
    "classes" in [0, 1], "shares" (a column adds up to 1) or "numbers".
    d targets take slots[0] · d + slots[1] outputs. Settings, where a head has any, are changed by a call:
    ``HEADS["mixture density"](kernels=2)``.
    """

    name: str
    formula: str
    predict: Callable
    terms: Callable
    dZ: Callable
    target: str = "numbers"
    slots: tuple = (1, 0)
    make: Callable | None = None

    def __call__(self, **settings):
        if self.make is None:
            raise ValueError(f"{self.name} has no settings.")
        return Head(self.name, self.formula, **self.make(**settings), make=self.make)

    def each(self, Z, Y):
        """The loss of each sample: shape (…, N_s)."""
        return self.terms(Z, self.predict(Z), Y).sum(axis=-2)

    def loss(self, Z, Y):
        """Mean loss over the samples, one number per member: shape (…)."""
        return self.each(Z, Y).mean(axis=-1)

    def outputs(self, targets):
        """How many outputs so many targets take."""
        return self.slots[0] * targets + self.slots[1]

    def targets(self, outputs):
        """How many rows Y has for so many outputs."""
        d, rest = divmod(outputs - self.slots[1], self.slots[0])
        if rest or d < 1:
            few = ", ".join(str(self.outputs(d)) for d in (1, 2, 3))
            raise ValueError(f"{self.name} takes {few} … outputs for 1, 2, 3 … targets, not {outputs}.")
        return d

    def __str__(self):
        return self.name

    def _repr_latex_(self):
        return f"${self.formula}$"


def residual(Z, A, Y, out=None):
    """A − Y: what the matched pairs of output and loss have in common."""
    return np.subtract(A, Y, out=out)


def sigmoid_cross_entropy(Z, A, Y):
    """log(1 + eᶻ) − yz, where log(1 + eᶻ) = max(z, 0) − log max(a, 1 − a)."""
    zero, one = number(0.0, Z.dtype), number(1.0, Z.dtype)
    return np.maximum(Z, zero) - Y * Z - np.log(np.maximum(A, one - A))


def softmax(Z, out=None):
    E = np.exp(np.subtract(Z, Z.max(axis=-2, keepdims=True), out=out), out=out)
    return np.divide(E, E.sum(axis=-2, keepdims=True), out=out)


def softmax_cross_entropy(Z, A, Y):
    """y (log Σ eᶻ − z), where log Σ eᶻ = max z − log max a."""
    top = Z.max(axis=-2, keepdims=True) - np.log(A.max(axis=-2, keepdims=True))
    return Y * (top - Z)


def squared_error(Z, A, Y):
    """½ (a − y)²"""
    return 0.5 * np.square(A - Y)


def sigmoid_squared_error_dZ(Z, A, Y, out=None):
    """(A − Y) · A(1 − A): σ′ stays, and is nearly 0 where the unit is saturated."""
    return np.multiply(A - Y, A * (1 - A), out=out)


HEADS = Table(
    "head",
    Head(
        "sigmoid + cross-entropy",
        r"l = -y \ln a - (1 - y) \ln(1 - a),\ a = \sigma(z)",
        sigmoid,
        sigmoid_cross_entropy,
        residual,
        target="classes",
    ),
    Head(
        "sigmoid + squared error",
        r"l = \frac{1}{2}(a - y)^2,\ a = \sigma(z)",
        sigmoid,
        squared_error,
        sigmoid_squared_error_dZ,
        target="classes",
    ),
    Head("linear + squared error", r"l = \frac{1}{2}\sum_i (z_i - y_i)^2", identity, squared_error, residual),
    Head(
        "softmax + cross-entropy",
        r"l = -\sum_i y_i \ln a_i,\ a = \mathrm{softmax}(z)",
        softmax,
        softmax_cross_entropy,
        residual,
        target="shares",
    ),
    Head(
        "Gaussian",
        r"l = \ln \sigma + \frac{(y - \mu)^2}{2\sigma^2} + \frac{1}{2} \ln 2\pi",
        **gaussian(),
        make=gaussian,
    ),
    Head(
        "mixture density",
        r"l = -\ln \sum_k \pi_k\,\mathcal{N}(y; \mu_k, \sigma_k^2)",
        **mixture(),
        make=mixture,
    ),
    aliases={
        "cross-entropy": "sigmoid + cross-entropy",
        "squared error": "linear + squared error",
        "MDN": "mixture density",
    },
)


def accuracy(A, Y):
    """Share of samples whose class is right, (…): class 1 where a > 0.5, or the largest of several."""
    if A.shape[-2] == 1:
        return ((A > 0.5) == (Y > 0.5))[..., 0, :].mean(axis=-1)
    return (A.argmax(axis=-2) == Y.argmax(axis=-2)).mean(axis=-1)
