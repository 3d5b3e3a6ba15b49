"""Heads: an output with its loss. From the logits Z[L], stable for any of them, one entry each.

A loss is summed over the outputs and averaged over the N_s samples (natural logarithms). dZ carries no 1/N_s:
that stands once, in dW and db.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .activations import identity, number, sigmoid
from .arrays.types import Array, Out
from .checks.arguments import check_whole, checked_call
from .checks.errors import WrongArgument, WrongValue
from .checks.names import did_you_mean
from .checks.validation import try_head
from .densities import gaussian, mixture, softmax
from .table import Entry, Table

TARGETS = ("numbers", "classes", "shares")


@checked_call
@dataclass(frozen=True, eq=False, repr=False)
class Head(Entry):
    """What stands at the top of the net: A[L] = predict(Z[L]), the loss and dZ[L] = ∂l/∂Z[L].

    predict(Z, out=None) and dZ(Z, A, Y, out=None) have the shape (…, outputs, N_s); terms(Z, A, Y) are what
    the loss sums, (…, any, N_s). A is predict(Z). Y is (…, targets, N_s); `target` says what it may hold:
    "classes" in [0, 1], "shares" (a column adds up to 1) or "numbers".
    d targets take slots[0] · d + slots[1] outputs. Settings, where a head has any, are changed by a call:
    ``HEADS["mixture density"](kernels=2)``; `make` gives the functions for them, and `parts` of a density takes
    A apart: π (…, K, N_s), μ (…, K, d, N_s) and σ (…, K, d or 1, N_s) of its K kernels.

    `check` raises ValueError where dZ is not the derivative of the loss, where `out` is not written, or where
    another array is written.
    """

    name: str
    formula: str
    predict: Callable
    terms: Callable
    dZ: Callable
    target: str = "numbers"
    slots: tuple = (1, 0)
    make: Callable | None = None
    settings: dict = field(default_factory=dict)
    parts: Callable | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.settings, dict):
            raise WrongValue(f"settings is a dict of what make takes, not {self.settings!r}.")
        if not isinstance(self.target, str) or self.target not in TARGETS:
            raise WrongValue(f'target is "numbers", "classes" or "shares", not {self.target!r}.')
        if not isinstance(self.slots, tuple) or len(self.slots) != 2:
            raise WrongValue(f"slots is a pair of whole numbers, as (1, 0), not {self.slots!r}.")
        for i, least in enumerate((1, 0)):
            check_whole(self.slots[i], f"slots[{i}] is a whole number", least)

    def check(self) -> None:
        """Tries the three functions out, the first time that it is asked."""
        try_head(self)

    @classmethod
    def of(cls, name: str, formula: str, make: Callable, settings: dict) -> "Head":
        """The head whose functions `make` gives for these settings."""
        return cls(name, formula, **make(**settings), make=make, settings=settings)

    def __call__(self, *args: Any, **settings: Any) -> "Head":
        """The same head with other settings. Raises ValueError for one that it does not have."""
        if self.make is None:
            raise WrongArgument(f"{self.name} has no settings.")
        names = list(signature(self.make).parameters)
        if args:
            raise WrongArgument(f"{self.name} takes its settings by name: {', '.join(names)}.")
        for name in settings:
            if name not in names:
                raise WrongArgument(f'{self.name} has no setting "{name}". {did_you_mean(name, names)}')
        return self.of(self.name, self.formula, self.make, self.settings | settings)

    def __reduce__(self):
        if self.make is None:
            return Head, tuple(getattr(self, part.name) for part in fields(self))
        return Head.of, (self.name, self.formula, self.make, self.settings)

    @property
    def call(self) -> str:
        """As one types it: the name in quotes, or HEADS["…"](…) with its settings."""
        if not self.settings:
            return f'"{self.name}"'
        return f'HEADS["{self.name}"]({", ".join(f"{k}={v!r}" for k, v in self.settings.items())})'

    def __repr__(self) -> str:
        return self.call if self.settings else super().__repr__()

    def each(self, Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
        """The loss of each sample: shape (…, N_s)."""
        return self.terms(Z, self.predict(Z), Y).sum(axis=-2)

    def loss(self, Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
        """Mean loss over the samples, one number per member: shape (…)."""
        return self.each(Z, Y).mean(axis=-1)

    def outputs(self, targets: int) -> int:
        """The number of outputs, rows of Z[L], for this number of targets."""
        return self.slots[0] * check_whole(targets, "The number of targets is a whole number") + self.slots[1]

    def targets(self, outputs: int) -> int:
        """The number of targets, rows of Y, for this number of outputs.

        Raises ValueError where no number of targets takes it."""
        outputs = check_whole(outputs, "The number of outputs is a whole number")
        d, rest = divmod(outputs - self.slots[1], self.slots[0])
        if rest or d < 1:
            few = ", ".join(str(self.outputs(d)) for d in (1, 2, 3))
            raise WrongValue(f"{self.name} takes {few} … outputs for 1, 2, 3 … targets, not {outputs}.")
        return d


def residual(Z: Array, A: Array, Y: Array, out: Out = None) -> Array:
    """A − Y: what the matched pairs of output and loss have in common."""
    return np.subtract(A, Y, out=out)


def sigmoid_cross_entropy(Z: Array, A: Array, Y: Array) -> Array:
    """log(1 + eᶻ) − yz, where log(1 + eᶻ) = max(z, 0) − log max(a, 1 − a)."""
    zero, one = number(0.0, Z.dtype), number(1.0, Z.dtype)
    return np.maximum(Z, zero) - Y * Z - np.log(np.maximum(A, one - A))


def softmax_cross_entropy(Z: Array, A: Array, Y: Array) -> Array:
    """y (log Σ eᶻ − z), where log Σ eᶻ = max z − log max a."""
    top = Z.max(axis=-2, keepdims=True) - np.log(A.max(axis=-2, keepdims=True))
    return Y * (top - Z)


def squared_error(Z: Array, A: Array, Y: Array) -> Array:
    """½ (a − y)² of each output and sample, like A: (…, outputs, N_s)."""
    return 0.5 * np.square(A - Y)


def sigmoid_squared_error_dZ(Z: Array, A: Array, Y: Array, out: Out = None) -> Array:
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
    Head.of(
        "Gaussian", r"l = \ln \sigma + \frac{(y - \mu)^2}{2\sigma^2} + \frac{1}{2} \ln 2\pi", gaussian, {}
    ),
    Head.of("mixture density", r"l = -\ln \sum_k \pi_k\,\mathcal{N}(y; \mu_k, \sigma_k^2)", mixture, {}),
    aliases={
        "cross-entropy": "sigmoid + cross-entropy",
        "squared error": "linear + squared error",
        "MDN": "mixture density",
    },
)


def accuracy(A: ArrayLike, Y: ArrayLike) -> np.ndarray:
    """Share of samples whose class is right, (…): class 1 where a > 0.5, or the largest of several.

    A is (…, classes, N_s) and Y likewise, one row for two classes. Raises ValueError where their rows differ.
    """
    A, Y = np.asarray(A), np.asarray(Y)
    if A.ndim < 2 or Y.ndim < 2 or A.shape[-2:] != Y.shape[-2:]:
        raise WrongValue(f"A is {A.shape} and Y is {Y.shape}: both have a row a class, a column a sample.")
    if A.shape[-2] == 1:
        return ((A > 0.5) == (Y > 0.5))[..., 0, :].mean(axis=-1)
    return (A.argmax(axis=-2) == Y.argmax(axis=-2)).mean(axis=-1)
