"""Expectations over a normal z: the integrals of mean-field theory, as sums over a few points."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..activations import ACTIVATIONS, Activation
from ..checks.arguments import check_callable, check_whole, checked_call
from ..checks.errors import WrongValue
from ..checks.net_and_data import numbers


def _gaussian(spacing=0.15, dense=0.01, reach=8.5):
    """Points ζ and weights w with Σ w f(ζ) = E f(ζ), ζ ~ N(0, 1): the trapezoid rule in t, ζ = d sinh t.

    The points crowd around 0, where σ bends, and none is at 0, where it may have a kink: the error is about
    1e-12 up to standard deviations of about 100, where Gauss-Hermite points would stand too far apart.
    """
    n = int(np.ceil(np.arcsinh(reach / dense) / spacing))
    t = spacing * (np.arange(-n, n) + 0.5)
    zeta = dense * np.sinh(t)
    w = spacing * dense * np.cosh(t) * np.exp(-(zeta**2) / 2)
    return zeta, w / w.sum()


ZETA, WEIGHT = _gaussian()
POINTS = 401  # along each of the two directions of `product_moment`


@checked_call
def second_moments(sigma: str | Activation, q: ArrayLike) -> tuple[Any, Any]:
    """E[σ(z)²] and E[σ′(z)²] of an `Activation`, or of that name, for z ~ N(0, q), each like q, a number or an array
    of at least 0. Raises ValueError for anything else."""
    found = ACTIVATIONS.find(sigma)
    Z = np.sqrt(_variances(q))[..., None] * ZETA
    A = found(Z)
    return np.square(A) @ WEIGHT, np.square(found.prime(Z, A)) @ WEIGHT


@checked_call
def product_moment(f: Callable[[np.ndarray], np.ndarray], q: float, c: float, points: int = POINTS) -> float:
    """E[f(u) f(v)], f of arrays of any shape, for u, v ~ N(0, q) of correlation c ≥ 0.

    Given what they share they are independent, so it is the mean square of f smoothed. Exact for smooth f, to
    about 1e-4 for one with a kink. Raises ValueError for an argument that does not suit."""
    check_callable(f, "f", " of an array"), check_whole(points, "points is a whole number", 2)
    if _variances(q).shape or numbers(c, "c").shape or c < 0 or c > 1:
        raise WrongValue(
            f"q, a variance, and c, a correlation from 0 to 1, are numbers, not {q!r} and {c!r}."
        )
    zeta = np.linspace(-8, 8, points)
    weight = np.exp(-(zeta**2) / 2)
    weight /= weight.sum()
    smoothed = f(np.sqrt(q) * (np.sqrt(c) * zeta[:, None] + np.sqrt(1 - c) * zeta)) @ weight
    return float(np.square(smoothed) @ weight)


def _variances(q):
    """q as an array; nan, of a net whose signal grew beyond the largest float, stays nan."""
    array = numbers(q, "q")
    if (array < 0).any():
        raise WrongValue(f"q is a variance, a number or an array of at least 0, not {q!r}.")
    return array
