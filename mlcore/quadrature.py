"""Expectations over a normal z: the integrals of mean-field theory, as sums over a few points."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from .activations import Activation


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


def second_moments(sigma: "Activation", q: ArrayLike) -> tuple[Any, Any]:
    """E[σ(z)²] and E[σ′(z)²] of an `Activation` for z ~ N(0, q), each like q, a number or an array of at least 0."""
    Z = np.sqrt(q)[..., None] * ZETA
    A = sigma(Z)
    return np.square(A) @ WEIGHT, np.square(sigma.prime(Z, A)) @ WEIGHT


def product_moment(f: Callable[[np.ndarray], np.ndarray], q: float, c: float, points: int = POINTS) -> float:
    """E[f(u) f(v)], f of arrays of any shape, for u, v ~ N(0, q) of correlation c ≥ 0.

    Given what they share they are independent, so it is the mean square of f smoothed. Exact for smooth f, to
    about 1e-4 for one with a kink."""
    zeta = np.linspace(-8, 8, points)
    weight = np.exp(-(zeta**2) / 2)
    weight /= weight.sum()
    smoothed = f(np.sqrt(q) * (np.sqrt(c) * zeta[:, None] + np.sqrt(1 - c) * zeta)) @ weight
    return float(np.square(smoothed) @ weight)
