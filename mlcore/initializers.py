"""Initializers: where gradient descent starts. A scale times a base draw of unit variance (or of ones).

Two schemes of one family (normal, uniform, orthogonal) use the same base draws from the same generator state,
so that two nets that differ in the scheme differ in the scale only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from numbers import Real

import numpy as np

from .table import Table

# What n means in 1/n and 2/n. The lecture writes N[k], the fan-out of layer k; what keeps the variance
# of the signal going forward is the fan-in, and that is the default here (Glorot & Bengio 2010, eq. 8-12).
FANS = {
    "in": lambda n_in, n_out: n_in,
    "out": lambda n_in, n_out: n_out,
    "average": lambda n_in, n_out: (n_in + n_out) / 2,
}
FIXED_FANS = {"": FANS["in"], "max": max}  # not for the learner to choose: n unused, or Q's longer side


def ones(rng, shape):
    return np.ones(shape)


def normal(rng, shape):
    return rng.standard_normal(shape)


def uniform(rng, shape):
    return rng.uniform(-(3**0.5), 3**0.5, shape)  # U(±√3) has unit variance


def orthogonal(rng, shape):
    """Rows or columns orthonormal (Saxe et al. 2014), times √max(shape): entries of unit mean square."""
    n = max(shape)
    Q, R = np.linalg.qr(rng.standard_normal((n, min(shape))))
    Q *= np.sign(np.diagonal(R))  # without the signs Q is not uniformly distributed (Mezzadri 2007)
    return n**0.5 * (Q if shape[0] >= shape[1] else Q.T)


BASES = {base.__name__: base for base in (ones, normal, uniform, orthogonal)}


@dataclass(frozen=True, eq=False)
class Initializer:
    """w = scale(n, value) · base draw, with n chosen by the fan convention.

    `value` is what the scheme leaves open: a variance, a constant, a gain; a tuple gives one for each layer.
    `fan` is "in", "out" or "average", or one of FIXED_FANS where there is nothing to choose. Call an entry
    to change either:
    ``INITIALIZERS["normal"](0.04)``, ``INITIALIZERS["He"](fan="out")``.
    """

    name: str
    formula: str
    base: str
    scale_of: Callable
    fan: str = ""
    value: float | tuple | None = None
    knob: str = ""

    def __call__(self, value=None, *, fan=None):
        if value is not None and self.value is None:
            raise ValueError(f"{self.name} has no free value; its scale follows from the widths.")
        for v in value if isinstance(value, tuple) else () if value is None else (value,):
            if not isinstance(v, Real) or not isfinite(v):
                raise ValueError(f"The {self.knob} of {self.name} is a finite number, not {v!r}.")
            if self.knob == "variance" and v < 0:
                raise ValueError(f"A variance is 0 or more, not {v!r}.")
        if fan is not None and fan not in FANS:
            raise ValueError(f'The fan convention is one of {", ".join(FANS)}, not "{fan}".')
        if fan is not None and self.fan in FIXED_FANS:
            raise ValueError(f"{self.name} leaves no fan convention to choose.")
        return replace(self, value=self.value if value is None else value, fan=fan or self.fan)

    def scale(self, n_in, n_out, k=1):
        """The factor on the base draw for layer k of N[k] × N[k-1] = n_out × n_in."""
        n = (FANS | FIXED_FANS)[self.fan](n_in, n_out)
        return float(self.scale_of(n, self._value(k)))

    def _value(self, k):
        if not isinstance(self.value, tuple):
            return self.value
        if k > len(self.value):
            raise ValueError(f"{self.name} was given {len(self.value)} values, none for layer {k}.")
        return self.value[k - 1]

    def std(self, n_in, n_out, k=1):
        """Standard deviation of a weight (not its variance); 0 where all weights are equal."""
        return 0.0 if self.base == "ones" else self.scale(n_in, n_out, k)

    def draw(self, rng, n_in, n_out, k=1):
        """W[k], of shape n_out × n_in, from a numpy Generator (or a legacy RandomState)."""
        return self.scale(n_in, n_out, k) * BASES[self.base](rng, (n_out, n_in))

    def __str__(self):
        return self.name

    def _repr_latex_(self):
        return f"${self.formula}$"


XAVIER = Initializer("Xavier", r"w \sim \mathcal{N}(0, 1/n)", "normal", lambda n, _: n**-0.5, "in")

INITIALIZERS = Table(
    "initializer",
    Initializer("zeros", r"w = 0", "ones", lambda n, value: 0.0),
    Initializer("constant", r"w = c", "ones", lambda n, c: c, value=0.5, knob="c"),
    Initializer(
        "normal",
        r"w \sim \mathcal{N}(0, \sigma_w^2)",
        "normal",
        lambda n, v: v**0.5,
        value=0.01,
        knob="variance",
    ),
    Initializer(
        "uniform",
        r"w \sim \mathcal{U}(-1/\sqrt{n}, 1/\sqrt{n})",
        "uniform",
        lambda n, _: (3 * n) ** -0.5,
        "in",
    ),
    Initializer(
        "Glorot uniform",
        r"w \sim \mathcal{U}(-\sqrt{3/n}, \sqrt{3/n}),\ n = (n_\mathrm{in} + n_\mathrm{out})/2",
        "uniform",
        lambda n, _: n**-0.5,
        "average",
    ),
    XAVIER,
    Initializer("He", r"w \sim \mathcal{N}(0, 2/n)", "normal", lambda n, _: (2 / n) ** 0.5, "in"),
    Initializer(
        "He uniform",
        r"w \sim \mathcal{U}(-\sqrt{6/n}, \sqrt{6/n})",
        "uniform",
        lambda n, _: (2 / n) ** 0.5,
        "in",
    ),
    Initializer(
        "orthogonal",
        r"w = g\,Q,\ Q^T Q = I",
        "orthogonal",
        lambda n, gain: gain * n**-0.5,
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
