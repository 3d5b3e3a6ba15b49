"""Initializers: where gradient descent starts. A scale times a base draw of unit variance (or of ones).

Two schemes of one family (normal, uniform, orthogonal) use the same base draws from the same generator state,
so that two nets that differ in the scheme differ in the scale only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .arrays.types import Rng
from .checks.arguments import check_callable, check_number, check_text, check_whole, checked_call
from .checks.errors import WrongValue
from .checks.generators import generator
from .checks.validation import try_initializer
from .table import Entry, Table

# What n means in 1/n and 2/n. The lecture writes N[k], the fan-out of layer k; what keeps the variance
# of the signal going forward is the fan-in, and that is the default here (Glorot & Bengio 2010, eq. 8-12).
FANS: dict[str, Callable[[int, int], float]] = {
    "in": lambda n_in, n_out: n_in,
    "out": lambda n_in, n_out: n_out,
    "average": lambda n_in, n_out: (n_in + n_out) / 2,
}
# Not for the learner to choose: n unused, or Q's longer side.
FIXED_FANS: dict[str, Callable[[int, int], float]] = {"": FANS["in"], "max": max}


def ones(rng: Any, shape: tuple[int, int]) -> np.ndarray:
    """All 1."""
    return np.ones(shape)


def normal(rng: Any, shape: tuple[int, int]) -> np.ndarray:
    """N(0, 1)."""
    return rng.standard_normal(shape)


def uniform(rng: Any, shape: tuple[int, int]) -> np.ndarray:
    """U(±√3), which has unit variance."""
    return rng.uniform(-(3**0.5), 3**0.5, shape)


def orthogonal(rng: Any, shape: tuple[int, int]) -> np.ndarray:
    """Rows or columns orthonormal (Saxe et al. 2014), times √max(shape): entries of unit mean square."""
    n = max(shape)
    Q, R = np.linalg.qr(rng.standard_normal((n, min(shape))))
    Q *= np.sign(np.diagonal(R))  # without the signs Q is not uniformly distributed (Mezzadri 2007)
    return n**0.5 * (Q if shape[0] >= shape[1] else Q.T)


BASES = {base.__name__: base for base in (ones, normal, uniform, orthogonal)}


def zero(n: float, value: Any) -> float:
    """0."""
    return 0.0


def itself(n: float, c: float) -> float:
    """The value itself."""
    return c


def root(n: float, variance: float) -> float:
    """The root of the variance given."""
    return variance**0.5


def third(n: float, value: Any) -> float:
    """A variance of 1/3n: U(±1/√n)."""
    return (3 * n) ** -0.5


def one_over(n: float, value: Any) -> float:
    """A variance of 1/n."""
    return n**-0.5


def two_over(n: float, value: Any) -> float:
    """A variance of 2/n."""
    return (2 / n) ** 0.5


def gain_over(n: float, gain: float) -> float:
    """A gain on Q, whose entries have a mean square of 1/n."""
    return gain * n**-0.5


@checked_call
@dataclass(frozen=True, eq=False, repr=False)
class Initializer(Entry):
    """w = scale(n, value) · base draw, with n chosen by the fan convention.

    base: "ones", "normal", "uniform" or "orthogonal"; scale_of(n, value) gives the factor on it.
    `value` is what the scheme leaves open: a variance, a constant, a gain; a tuple gives one for each layer.
    `fan` is "in", "out" or "average", or one of FIXED_FANS where there is nothing to choose. Call an entry
    to change either:
    ``INITIALIZERS["normal"](0.04)``, ``INITIALIZERS["He"](fan="out")``.
    Raises ValueError, with a sentence, for an argument that is not valid, here and in every method.
    """

    name: str
    formula: str
    base: str
    scale_of: Callable[[float, Any], float]
    fan: str = ""
    value: float | tuple | None = None
    knob: str = ""

    def __post_init__(self) -> None:
        for text, what in ((self.name, "name"), (self.formula, "formula"), (self.knob, "knob")):
            check_text(text, f"The {what} of an initializer")
        if not isinstance(self.base, str) or self.base not in BASES:
            raise WrongValue(f"The base draw is one of {', '.join(BASES)}, not {self.base!r}.")
        if not isinstance(self.fan, str) or self.fan not in (FANS | FIXED_FANS):
            raise WrongValue(f"The fan convention is one of {', '.join(FANS)}, not {self.fan!r}.")
        check_callable(self.scale_of, "scale_of", ", scale_of(n, value)")

    def check(self) -> None:
        """Tries its scale out, the first time that it is asked. Raises ValueError where it is no finite number."""
        try_initializer(self)

    @checked_call
    def __call__(self, value: float | tuple | None = None, *, fan: str | None = None) -> "Initializer":
        """The same scheme with another value, or another fan convention."""
        if value is not None and self.value is None:
            raise WrongValue(f"{self.name} has no free value; its scale follows from the widths.")
        for v in value if isinstance(value, tuple) else () if value is None else (value,):
            check_number(v, f"The {self.knob} of {self.name}")
            if self.knob == "variance" and v < 0:
                raise WrongValue(f"A variance is 0 or more, not {v!r}.")
        if fan is not None and not (isinstance(fan, str) and fan in FANS):
            raise WrongValue(f"The fan convention is one of {', '.join(FANS)}, not {fan!r}.")
        if fan is not None and self.fan in FIXED_FANS:
            raise WrongValue(f"{self.name} leaves no fan convention to choose.")
        return replace(self, value=self.value if value is None else value, fan=fan or self.fan)

    def scale(self, n_in: int, n_out: int, k: int = 1) -> float:
        """The factor on the base draw for layer k of N[k] × N[k-1] = n_out × n_in."""
        for number, what in ((n_in, "n_in"), (n_out, "n_out"), (k, "k")):
            check_whole(number, f"{what} is a whole number")
        n = (FANS | FIXED_FANS)[self.fan](n_in, n_out)
        return float(check_number(self.scale_of(n, self._value(k)), f"The scale of {self.name}"))

    def _value(self, k: int) -> Any:
        if not isinstance(self.value, tuple):
            return self.value
        if k > len(self.value):
            raise WrongValue(f"{self.name} was given {len(self.value)} values, none for layer {k}.")
        return self.value[k - 1]

    @checked_call
    def std(self, n_in: int, n_out: int, k: int = 1) -> float:
        """Standard deviation of a weight (not its variance); 0 where all weights are equal."""
        return 0.0 if self.base == "ones" else self.scale(n_in, n_out, k)

    @checked_call
    def draw(self, rng: Rng, n_in: int, n_out: int, k: int = 1) -> np.ndarray:
        """W[k], of shape n_out × n_in, from a numpy Generator, a legacy RandomState or a seed."""
        return self.scale(n_in, n_out, k) * BASES[self.base](generator(rng), (n_out, n_in))

    def __repr__(self) -> str:
        value = () if self.value is None else (f"{self.knob}={self.value!r}",)
        fan = () if self.fan in FIXED_FANS else (f'fan="{self.fan}"',)
        settings = f" ({', '.join((*value, *fan))})" if value or fan else ""
        return f'Initializer "{self.name}"{settings}: {self.formula}'


XAVIER = Initializer("Xavier", r"w \sim \mathcal{N}(0, 1/n)", "normal", one_over, "in")

INITIALIZERS = Table(
    "initializer",
    Initializer("zeros", r"w = 0", "ones", zero),
    Initializer("constant", r"w = c", "ones", itself, value=0.5, knob="c"),
    Initializer(
        "normal",
        r"w \sim \mathcal{N}(0, \sigma_w^2)",
        "normal",
        root,
        value=0.01,
        knob="variance",
    ),
    Initializer(
        "uniform",
        r"w \sim \mathcal{U}(-1/\sqrt{n}, 1/\sqrt{n})",
        "uniform",
        third,
        "in",
    ),
    Initializer(
        "Glorot uniform",
        r"w \sim \mathcal{U}(-\sqrt{3/n}, \sqrt{3/n}),\ n = (n_\mathrm{in} + n_\mathrm{out})/2",
        "uniform",
        one_over,
        "average",
    ),
    XAVIER,
    Initializer("He", r"w \sim \mathcal{N}(0, 2/n)", "normal", two_over, "in"),
    Initializer(
        "He uniform",
        r"w \sim \mathcal{U}(-\sqrt{6/n}, \sqrt{6/n})",
        "uniform",
        two_over,
        "in",
    ),
    Initializer(
        "orthogonal",
        r"w = g\,Q,\ Q^T Q = I",
        "orthogonal",
        gain_over,
        fan="max",
        value=1.0,
        knob="gain",
    ),
    aliases={
        "LeCun": "Xavier",
        "LeCun normal": "Xavier",
        "Glorot normal": XAVIER(fan="average"),
        "He normal": "He",
        "Kaiming": "He",
        "zero": "zeros",
    },
)
