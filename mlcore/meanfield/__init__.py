"""Mean-field theory: what a wide random net does to a signal, layer by layer, before any training.

In a wide layer every z is Gaussian, so a net is known by one number a layer and sample: the variance q of z.
Sources: Poole et al. 2016, Exponential expressivity in deep neural networks through transient chaos;
Schoenholz et al. 2017, Deep information propagation; Cho & Saul 2009 for the ReLU in closed form.
Here var_w is their σ_w²: n times the variance of a weight, n the fan-in.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ..activations import ACTIVATIONS, Activation
from ..checks.arguments import check_number, check_whole, checked_call
from ..checks.errors import WrongValue
from ..checks.net_and_data import check_widths, numbers
from .quadrature import POINTS, WEIGHT, ZETA, product_moment, second_moments


@dataclass(frozen=True, eq=False)
class FiniteDepth:
    """Theory for k = 1 … L: the standard deviations of Z[k] and of A[k] over units and samples, and the
    root mean square of dZ[k]. std_A ends in nan: the few outputs of a head are no wide layer."""

    std_Z: np.ndarray
    std_A: np.ndarray
    rms_dZ: np.ndarray


@checked_call
def finite_depth(
    widths: list[int],
    activation: str | Activation,
    var_w: ArrayLike,
    X: ArrayLike,
    var_b: float = 0.0,
    mean_b: float = 0.0,
    rms_top: ArrayLike = 1.0,
) -> FiniteDepth:
    """What to expect of a net of these widths at its start, averaged over the draws of its weights.

    widths      [N[0], …, N[L]]
    activation  σ of the hidden layers: a name or an `Activation`
    var_w       the variance of each layer's weights, `initializer.std(n_in, n_out, k) ** 2`, or one number
    X           the inputs, N[0] × N_s: each sample starts from its own length, q[1] = var_w |x|² + var_b
    var_b       the variance of the biases;  mean_b  their mean, where they are a constant
    rms_top     the root mean square of dZ[L] as measured: a number, or one for each sample

    q[k+1] = var_w N[k] E[σ(z)²] + var_b and E[dZ[k]²] = var_w N[k+1] E[dZ[k+1]²] E[σ′(z)²],
    where z ~ N(mean_b, q[k]). Raises ValueError for an argument that does not suit.
    """
    widths, sigma, X = check_widths(widths), ACTIVATIONS.find(activation), numbers(X, "X")
    L, var_w = len(widths) - 1, numbers(var_w, "var_w").astype(float)
    if X.ndim != 2 or X.shape[0] != widths[0] or not X.shape[1]:
        raise WrongValue(f"X has the shape {X.shape}; a net of these widths wants {widths[0]} × N_s.")
    if var_w.shape not in ((), (1,), (L,)) or not (var_w >= 0).all():
        raise WrongValue(f"var_w is a number of at least 0, or {L} of them, one a layer.")
    check_number(var_b, "var_b", low=0), check_number(mean_b, "mean_b")
    rms_top = numbers(rms_top, "rms_top")
    if rms_top.shape not in ((), (1,), X.shape[1:]):
        raise WrongValue(f"rms_top is a number, or one for each of the {X.shape[1]} samples.")
    var_w = np.broadcast_to(var_w, L)
    q = np.empty((L, X.shape[1]))  # the variance of z over the draws of the weights
    square, slope = (np.full_like(q, np.nan) for _ in range(2))  # E σ(z)², E σ′(z)²
    pooled = np.full(L, np.nan)  # the variance of σ(z) over units and samples
    power = np.empty_like(q)  # E dZ²
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the largest float the theory says inf or nan
        q[0] = var_w[0] * np.square(X).sum(axis=0) + var_b
        for k in range(L - 1):
            Z = mean_b + np.sqrt(q[k])[:, None] * ZETA
            A = sigma(Z)
            square[k] = np.square(A) @ WEIGHT
            from_first = A - A[0, 0]  # all 0 for a constant, whose spread is exactly 0
            pooled[k] = (np.square(from_first - (from_first @ WEIGHT).mean()) @ WEIGHT).mean()
            slope[k] = np.square(sigma.prime(Z, A)) @ WEIGHT
            q[k + 1] = var_w[k + 1] * widths[k + 1] * square[k] + var_b
        power[L - 1] = np.square(rms_top)
        for k in range(L - 2, -1, -1):
            power[k] = var_w[k + 1] * widths[k + 2] * power[k + 1] * slope[k]
        return FiniteDepth(np.sqrt(q.mean(axis=1)), np.sqrt(pooled), np.sqrt(power.mean(axis=1)))


@checked_call
def two_samples(
    activation: str | Activation, var_w: float, var_b: float, c: float, depth: int, points: int = POINTS
) -> np.ndarray:
    """The variance q and the correlation of z in layers 1 … depth, (2 × depth), of two samples x of mean square 1
    and correlation c, 0 … 1 (Poole eqs. 3 and 5). q is inf and the correlation nan beyond the largest float.
    Raises ValueError for an argument that does not suit."""
    sigma = ACTIVATIONS.find(activation)
    check_number(var_w, "var_w", low=0), check_number(var_b, "var_b", low=0)
    check_whole(points, "points is a whole number", 2)
    check_number(c, "c, the correlation of the two samples,", 0, 1)
    check_whole(depth, "depth is a whole number of layers")
    square, product, layers = 1.0, c, np.full((2, depth), np.nan)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(depth):
            q = var_w * square + var_b
            c = min(max((var_w * product + var_b) / q, 0.0), 1.0) if 0 < q < np.inf else np.nan
            layers[:, k] = q, c
            square, product = second_moments(sigma, q)[0], product_moment(sigma.sigma, q, c, points)
    return layers


LEAST_Q = 1e-24  # for a signal that dies out: what counts then is σ around 0, on either side of a kink


class MeanField:
    """An infinitely deep and wide net of one activation, σ_w² = var_w and σ_b² = var_b.

    points: of the quadrature for the correlation of two samples; 120 will do where a slider waits for many nets.
    Attributes raise ValueError, with a sentence, where the variance grows from layer to layer without end.
    """

    @checked_call
    def __init__(
        self, activation: str | Activation, var_w: float, var_b: float = 0.0, points: int = POINTS
    ) -> None:
        _check_variances(var_w, var_b, points)
        self.activation, self.var_w, self.var_b = ACTIVATIONS.find(activation), var_w, var_b
        self.points = points

    def variance(self, q: ArrayLike) -> np.ndarray:
        """q of the next layer: σ_w² E[σ(√q ζ)²] + σ_b² (Poole eq. 3). Any shape."""
        return self.var_w * second_moments(self.activation, q)[0] + self.var_b

    @cached_property
    def q_star(self) -> float:
        """Where q settles for an input of mean square 1, which starts from q = σ_w² + σ_b² (0 where it dies out).
        The start counts: GELU at (2.2, 0) dies out from below q = 5 or so and grows without end from above."""
        q = start = self.var_w + self.var_b
        step = 2.0 if self.variance(q) > q else 0.5
        while (self.variance(q) - q) * (step - 1) > 1e-12 * q:  # still on its way
            q *= step
            if q > 1e7:
                raise WrongValue(
                    f"With {self.activation}, σ_w² = {self.var_w:g} and σ_b² = {self.var_b:g} the variance "
                    f"grows from layer to layer without end: there is no fixed point."
                )
            if q < 1e-10:
                return 0.0
        return start if q == start else _bisect(lambda q: self.variance(q) - q, *sorted((q, q / step)))

    @cached_property
    def chi_1(self) -> float:
        """χ₁ = σ_w² E[σ′²] at q*: the factor on the variance of dZ, a layer down."""
        return float(self.var_w * second_moments(self.activation, max(self.q_star, LEAST_Q))[1])

    def correlation(self, c: float) -> float:
        """The correlation, 0 … 1, of two samples one layer on, at q* (Poole eq. 5)."""
        if self.q_star == 0:
            raise WrongValue("The signal dies out (q* = 0): two samples have no correlation.")
        product = product_moment(self.activation.sigma, self.q_star, c, self.points)
        return (self.var_w * product + self.var_b) / self.q_star

    @cached_property
    def c_star(self) -> float:
        """Where the correlation settles: 1 in the ordered phase (χ₁ ≤ 1), less in the chaotic one."""
        if self.chi_1 <= 1 or self.q_star == 0:
            return 1.0
        return _bisect(lambda c: self.correlation(c) - c, 0.0, 1 - 1e-9)

    @cached_property
    def xi_c(self) -> float:
        """Depth over which two samples come to their correlation: −1 / ln χ(c*) (Schoenholz et al.)."""
        if self.chi_1 <= 1:
            return self.xi_grad
        slope = lambda Z: self.activation.prime(Z, self.activation.sigma(Z))  # noqa: E731
        q = max(self.q_star, LEAST_Q)
        return _depth(self.var_w * product_moment(slope, q, self.c_star, self.points))

    @cached_property
    def xi_grad(self) -> float:
        """Depth over which gradients shrink by e (in variance), negative where they grow: −1 / ln χ₁."""
        return _depth(self.chi_1)


@checked_call
def critical_line(activation: str | Activation, q: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """(σ_w², σ_b²) where χ₁ = 1 and the variance stays at q: arrays like q. σ_b² < 0 means there is none."""
    at = numbers(q, "q")
    if not (at >= 0).all():
        raise WrongValue(f"q is a variance, a number or an array of at least 0, not {q!r}.")
    square, slope = second_moments(ACTIVATIONS.find(activation), at)
    return 1 / slope, at - square / slope


MOST_Q = 1e3  # where a search for q ends


@checked_call
def critical_point(activation: str | Activation, var_b: float) -> tuple[float, float]:
    """(σ_w², q*) on the critical line for this σ_b². Raises ValueError where the line does not reach it."""
    check_number(var_b, "var_b", low=0)
    if str(ACTIVATIONS.find(activation)) == "ReLU":
        raise WrongValue("ReLU is critical at σ_w² = 2 and σ_b² = 0 only, and there every q stays as it is.")
    q = _bisect(lambda q: var_b - critical_line(activation, q)[1], 1e-9, MOST_Q)
    if q > 0.99 * MOST_Q:
        raise WrongValue(
            f"{activation} has no critical point at σ_b² = {var_b:g}: its line does not reach so far."
        )
    return float(critical_line(activation, q)[0]), q


@checked_call
def relu_correlation(c: ArrayLike) -> np.ndarray:
    """The correlation behind a ReLU layer with σ_w² = 2, σ_b² = 0, like c, in closed form (Cho & Saul 2009).
    Raises ValueError where c is not from -1 to 1."""
    c = numbers(c, "c")
    if (np.abs(c) > 1).any():
        raise WrongValue(f"c is a correlation, from -1 to 1, not {c!r}.")
    return (np.sqrt(1 - np.square(c)) + (np.pi - np.arccos(c)) * c) / np.pi


def _check_variances(var_w, var_b, points):
    try:
        check_number(var_w, "var_w", low=0, open_low=True), check_number(var_b, "var_b", low=0)
    except ValueError:
        raise WrongValue(f"var_w is positive and var_b is 0 or more, not {var_w!r} and {var_b!r}.") from None
    check_whole(points, "points is a whole number", 2)


def _bisect(f, low, high):
    """Where f goes from positive to negative between low and high."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return float(middle)


def _depth(factor):
    """Layers until `factor` a layer makes 1/e."""
    return float(np.inf) if factor == 1 else float(-1 / np.log(factor)) if factor > 0 else 0.0
