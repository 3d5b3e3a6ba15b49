"""Heads: an output with its loss. From the logits Z[L], stable for any of them, one entry each.

A loss is summed over the outputs and averaged over the N_s samples (natural logarithms). dZ carries no 1/N_s:
that stands once, in dW and db.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .activations import sigmoid
from .table import Table


@dataclass(frozen=True, eq=False)
class Head:
    """What stands at the top of the net: A[L] = predict(Z[L]), the loss and dZ[L] = ∂l/∂Z[L].

    predict(Z, out=None) and dZ(Z, A, Y, out=None) keep the shape (…, outputs, N_s); each(Z, Y) gives the loss
    of each sample, (…, N_s). `target` says what Y may hold: "classes" in [0, 1] or "numbers".
    """

    name: str
    formula: str
    predict: Callable
    each: Callable
    dZ: Callable
    target: str = "numbers"

    def loss(self, Z, Y):
        """Mean loss over the samples, one number per member: shape (…)."""
        return self.each(Z, Y).mean(axis=-1)

    def __str__(self):
        return self.name

    def _repr_latex_(self):
        return f"${self.formula}$"


def softplus(Z):
    """log(1 + eᶻ) without overflow."""
    return np.maximum(Z, 0) + np.log1p(np.exp(-np.abs(Z)))


def softmax(Z, out=None):
    E = np.exp(np.subtract(Z, Z.max(axis=-2, keepdims=True), out=out), out=out)
    return np.divide(E, E.sum(axis=-2, keepdims=True), out=out)


def log_sum_exp(Z):
    """log Σ eᶻ over the outputs, kept as an axis of length 1."""
    top = Z.max(axis=-2, keepdims=True)
    return top + np.log(np.exp(Z - top).sum(axis=-2, keepdims=True))


def residual(Z, A, Y, out=None):
    """A − Y: what the matched pairs of output and loss have in common."""
    return np.subtract(A, Y, out=out)


def sigmoid_cross_entropy(Z, Y):
    return (softplus(Z) - Y * Z).sum(axis=-2)


def softmax_cross_entropy(Z, Y):
    return (Y * (log_sum_exp(Z) - Z)).sum(axis=-2)


def sigmoid_squared_error(Z, Y):
    return 0.5 * np.square(sigmoid(Z) - Y).sum(axis=-2)


def sigmoid_squared_error_dZ(Z, A, Y, out=None):
    """(A − Y) · A(1 − A): σ′ stays, and is nearly 0 where the unit is saturated."""
    slope = A * (1 - A)
    return np.multiply(np.subtract(A, Y, out=out), slope, out=out)


def linear(Z, out=None):
    return np.positive(Z, out=out)


def squared_error(Z, Y):
    return 0.5 * np.square(Z - Y).sum(axis=-2)


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
        sigmoid_squared_error,
        sigmoid_squared_error_dZ,
        target="classes",
    ),
    Head("linear + squared error", r"l = \frac{1}{2}\sum_i (z_i - y_i)^2", linear, squared_error, residual),
    Head(
        "softmax + cross-entropy",
        r"l = -\sum_i y_i \ln a_i,\ a = \mathrm{softmax}(z)",
        softmax,
        softmax_cross_entropy,
        residual,
        target="classes",
    ),
    aliases={"cross-entropy": "sigmoid + cross-entropy", "squared error": "linear + squared error"},
)
