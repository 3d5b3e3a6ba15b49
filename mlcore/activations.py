"""Activation functions: σ and its derivative σ′ side by side, one entry each.

Every function takes `out`. A derivative gets Z and A = σ(Z), and uses what is cheaper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from .arrays.types import Array, Out
from .checks.arguments import check_number, checked_call
from .checks.errors import WrongValue
from .checks.net_and_data import numbers
from .checks.validation import try_activation
from .table import Entry, Table


@checked_call
@dataclass(frozen=True, eq=False, repr=False)
class Activation(Entry):
    """σ, applied element by element, and σ′.

    sigma(Z, out=None) and prime(Z, A, out=None) take and give arrays of any one shape.
    `kinks` are the z where σ′ jumps. There `prime` gives the left limit: ReLU′(0) = 0, leaky ReLU′(0) = 0.01,
    SELU′(0) = 1.758; ELU has none, its slopes meet.

    One of one's own: ``Activation("sin", r"\\sin z", np.sin, lambda Z, A, out=None: np.cos(Z, out))``. `check`
    raises ValueError where σ′ is not the derivative of σ, where `out` is not written, or where another array is.
    """

    name: str
    formula: str
    sigma: Callable
    prime: Callable
    kinks: tuple = ()

    def __post_init__(self) -> None:
        if not isinstance(self.kinks, (tuple, list)):
            raise WrongValue(f"kinks is a tuple of numbers, as (0.0,), not {self.kinks!r}.")
        object.__setattr__(self, "kinks", tuple(check_number(kink, "A kink") for kink in self.kinks))

    def check(self) -> None:
        """Tries the two functions out, the first time that it is asked."""
        try_activation(self)

    def __call__(self, Z: ArrayLike, out: np.ndarray | None = None) -> np.ndarray:
        """A = σ(Z), into `out` if it is given. Raises ValueError where Z holds no numbers."""
        return self.sigma(numbers(Z, "Z"), out=out)


@cache
def number(value: float, dtype: np.dtype) -> Array:
    """A Python number as an array () of the floats of this dtype: a ufunc takes that in half the time."""
    return np.array(value, np.result_type(dtype, np.float16))


def identity(Z: Array, out: Out = None) -> Array:
    """σ(z) = z."""
    return np.positive(Z, out=out)


def identity_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """1."""
    if out is None:
        return np.ones_like(Z)
    out.fill(1)
    return out


def sigmoid(Z: Array, out: Out = None) -> Array:
    """σ(z) = 1 / (1 + e⁻ᶻ), as ½ tanh(z/2) + ½, which never overflows."""
    Z = np.asarray(Z)
    half = number(0.5, Z.dtype)
    A = np.multiply(Z, half, out)
    A = np.tanh(A, out)
    A = np.multiply(A, half, out)
    return np.add(A, half, out)


def sigmoid_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """a(1 − a)."""
    return np.multiply(np.subtract(1.0, A, out=out), A, out=out)


def tanh_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """1 − a²."""
    return np.subtract(number(1.0, A.dtype), np.square(A, out), out)


def relu(Z: Array, out: Out = None) -> Array:
    """max(0, z)."""
    return np.maximum(Z, 0.0, out=out)


def relu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """0 where a is 0, else 1."""
    return np.sign(A, out=out)


LEAK = 0.01  # the slope left of 0 (Maas, Hannun & Ng 2013)


def leaky_relu(Z: Array, out: Out = None) -> Array:
    """max(0.01 z, z) (Maas, Hannun & Ng 2013)."""
    return np.maximum(Z, np.multiply(Z, LEAK), out=out)


def leaky_relu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """0.01 where a is at most 0, else 1."""
    return np.maximum(np.sign(A, out=out), LEAK, out=out)


def softplus(Z: Array, out: Out = None) -> Array:
    """log(1 + eᶻ), without overflow."""
    return np.add(np.maximum(Z, 0), np.log1p(np.exp(-np.abs(Z))), out=out)


def softplus_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """The sigmoid."""
    return sigmoid(Z, out=out)


def elu(Z: Array, out: Out = None) -> Array:
    """z right of 0, eᶻ − 1 left of it (Clevert, Unterthiner & Hochreiter 2016, α = 1)."""
    return np.add(np.maximum(Z, 0), np.expm1(np.minimum(Z, 0)), out=out)


def elu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """1 right of 0, eᶻ = a + 1 left of it."""
    return np.add(np.minimum(A, 0), 1, out=out)


# λ and α make mean 0 and variance 1 a fixed point (Klambauer et al. 2017, eq. 14).
SELU_LAMBDA, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


def selu(Z: Array, out: Out = None) -> Array:
    """λz right of 0, λα(eᶻ − 1) left of it."""
    left = SELU_ALPHA * np.expm1(np.minimum(Z, 0))
    return np.multiply(SELU_LAMBDA, np.maximum(Z, 0) + left, out=out)


def selu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """λ right of 0, λα eᶻ = a + λα left of it."""
    return np.multiply(np.where(Z > 0, 1.0, A / SELU_LAMBDA + SELU_ALPHA), SELU_LAMBDA, out=out)


# tanh form of z Φ(z) (Hendrycks & Gimpel 2016, section 2): within 5e-4 of the exact one.
GELU_SCALE, GELU_CUBIC = (2 / np.pi) ** 0.5, 0.044715
GELU_FAR = 20.0  # beyond it tanh is ±1 to the last bit, and z² may overflow


def _gelu_tanh(Z: Array) -> Array:
    return np.tanh(GELU_SCALE * Z * (1 + GELU_CUBIC * Z**2))


def gelu(Z: Array, out: Out = None) -> Array:
    """z/2 · (1 + tanh(…)), the tanh form of z Φ(z)."""
    left = np.maximum(Z, -GELU_FAR)  # −∞ · 0 is no number
    return np.multiply(0.5 * left, 1 + _gelu_tanh(np.minimum(left, GELU_FAR)), out=out)


def gelu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """½ (1 + t) + z/2 · (1 − t²) · (…)′, t the tanh of `gelu`."""
    Z = np.clip(Z, -GELU_FAR, GELU_FAR)
    t = _gelu_tanh(Z)
    inner = GELU_SCALE * (1 + 3 * GELU_CUBIC * Z**2)
    return np.add(0.5 * (1 + t), 0.5 * Z * (1 - t**2) * inner, out=out)


SILU_FAR = 40.0  # beyond it the sigmoid is 0 or 1 to the last bit; ∞ · 0 is no number


def silu(Z: Array, out: Out = None) -> Array:
    """z · sigmoid(z), as z/2 · (1 + tanh(z/2))."""
    half = np.maximum(Z, -SILU_FAR)
    half *= number(0.5, half.dtype)
    A = np.tanh(half, out)
    A = np.add(A, number(1.0, half.dtype), out)
    return np.multiply(A, half, out)


def silu_prime(Z: Array, A: Array, out: Out = None) -> Array:
    """s + z s(1 − s) = s + a(1 − s), s the sigmoid."""
    s = sigmoid(Z)
    rest = 1 - s
    rest *= np.minimum(A, SILU_FAR)
    return np.add(s, rest, out)


ACTIVATIONS = Table(
    "activation",
    Activation("identity", r"\sigma(z) = z", identity, identity_prime),
    Activation("sigmoid", r"\sigma(z) = 1/(1 + e^{-z})", sigmoid, sigmoid_prime),
    Activation("tanh", r"\sigma(z) = \tanh z", np.tanh, tanh_prime),
    Activation("ReLU", r"\sigma(z) = \max(0, z)", relu, relu_prime, kinks=(0.0,)),
    Activation("leaky ReLU", r"\sigma(z) = \max(0.01\,z, z)", leaky_relu, leaky_relu_prime, kinks=(0.0,)),
    Activation("ELU", r"\sigma(z) = \max(0, z) + \min(0, e^z - 1)", elu, elu_prime),
    Activation(
        "SELU",
        r"\sigma(z) = \lambda(\max(0, z) + \min(0, \alpha(e^z - 1)))",
        selu,
        selu_prime,
        kinks=(0.0,),
    ),
    Activation("softplus", r"\sigma(z) = \ln(1 + e^z)", softplus, softplus_prime),
    Activation(
        "GELU", r"\sigma(z) = \frac{z}{2}(1 + \tanh(\sqrt{2/\pi}\,(z + 0.044715\,z^3)))", gelu, gelu_prime
    ),
    Activation("SiLU", r"\sigma(z) = z/(1 + e^{-z})", silu, silu_prime),
    aliases={
        "linear": "identity",
        "logistic": "sigmoid",
        "rectifier": "ReLU",
        "swish": "SiLU",
        "GELU (tanh form)": "GELU",
    },
)
