"""The gradient check: backpropagation against central differences, entry by entry."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from .checks.arguments import check_number, checked_call
from .checks.net_and_data import check_pair

if TYPE_CHECKING:
    from .network import MLP

# What is not finite shows in the errors, as nan. NumPy is not to warn of it besides: with small float32 products
# it may do so although every entry is finite, because OpenBLAS met stray memory on the way (numpy issue 24067).
quiet = np.errstate(over="ignore", invalid="ignore")


@dataclass(frozen=True)
class GradientCheck:
    """Of one array, dW[k] or db[k]: error = ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), the index where |g − ĝ| is largest,
    and the two values there.

    skipped  entries left out: ±ε crosses a kink, or is lost in rounding where g is 0 as well, so that 0 − 0 says
             nothing. Where all are left out, nothing is checked: error and the two values are nan, worst is ().
    lost     entries whose ±ε is lost in rounding: ĝ is 0 there, whatever the derivative is
    entries  how many there are
    """

    array: str
    layer: int
    error: float
    worst: tuple
    backprop: float
    difference: float
    skipped: int
    lost: int = 0
    entries: int = 0

    @property
    def checked(self) -> bool:
        """Whether any entry was."""
        return self.skipped < self.entries

    def __str__(self) -> str:
        name = f"{self.array}[{self.layer}]: error {self.error:.1e}"
        left_out = f", {self.skipped} of {self.entries} left out" if self.skipped else ""
        lost = f", ±ε is lost in rounding at {self.lost}: take a larger ε" if self.lost else ""
        if not self.checked:
            return f"{name}{left_out}: nothing checked{lost}"
        return (
            f"{name}, worst at {self.worst}: "
            f"backprop {self.backprop:.6g}, central difference {self.difference:.6g}{left_out}{lost}"
        )


class GradientChecks(list[GradientCheck]):
    """A list of `GradientCheck` that shows itself a line each."""

    def __repr__(self) -> str:
        return "\n".join(map(str, self))


@checked_call
@quiet
def check_gradients(net: "MLP", X: ArrayLike, Y: ArrayLike, epsilon: float | None = None) -> GradientChecks:
    """Compare every entry of the gradient with (l(θ + ε) − l(θ − ε)) / 2ε: `GradientChecks`, layer by layer.

    X (N[0] × N_s), Y (targets × N_s). epsilon: 1e-5 for a net in float64, 0.005 in float32, if None.
    The net is left as it was, but for Z, A, dZ, dW, db, which belong to X and Y afterwards.
    Raises ValueError where X, Y or epsilon do not suit.
    """
    X, Y = check_pair(X, Y, net)
    epsilon = default_epsilon(net.theta.dtype) if epsilon is None else epsilon
    estimate, crossed = central_differences(net, X, Y, epsilon)
    net.forward(X)
    net.backward(Y)
    flats = net.gradient, estimate, crossed, lost(net.theta, epsilon)
    blocks = [net.blocks(flat) for flat in flats]
    return GradientChecks(
        compare(name, k, *(B[k][..., part] for B in blocks))
        for k in range(1, net.L + 1)
        for name, part in (("dW", slice(None, -1)), ("db", slice(-1, None)))
    )


def default_epsilon(dtype: np.dtype) -> float:
    """An ε between truncation (∝ ε²) and round-off (∝ 1/ε): 1e-5 in float64, else the cube root of its rounding."""
    return 1e-5 if dtype.itemsize >= 8 else float(np.cbrt(np.finfo(dtype).eps))


@checked_call
@quiet
def central_differences(
    net: "MLP", X: ArrayLike, Y: ArrayLike, epsilon: float = 1e-5
) -> tuple[np.ndarray, np.ndarray]:
    """The gradient of the mean loss by central differences, and where ±ε crosses a kink; both like θ."""
    X, Y = check_pair(X, Y, net)
    check_number(epsilon, "epsilon", low=0, open_low=True)
    estimate, crossed = np.zeros_like(net.theta), np.zeros(net.theta.shape, bool)
    for i in range(net.theta.shape[-1]):
        entry = net.theta[..., i].copy()  # entry i of every member at once
        try:
            net.theta[..., i] = entry + epsilon
            above, side_above = _loss_and_sides(net, X, Y)
            net.theta[..., i] = entry - epsilon
            below, side_below = _loss_and_sides(net, X, Y)
        finally:  # interrupted or not
            net.theta[..., i] = entry
        crossed[..., i] = (side_above != side_below).any(axis=-1)
        estimate[..., i] = (above - below) / (2 * epsilon)
    return estimate, crossed


def lost(theta: np.ndarray, epsilon: float) -> np.ndarray:
    """Where θ + ε and θ − ε are the same number, so that their difference knows nothing; like θ."""
    return (theta + epsilon).astype(theta.dtype) == (theta - epsilon).astype(theta.dtype)


def _loss_and_sides(net, X, Y):
    """The loss, and on which side of each kink every hidden z lies, (…, entries)."""
    net.forward(X)
    lead = net.theta.shape[:-1]
    hidden = zip(net.Z[1 : net.L], net.activations[1:-1], strict=True)
    sides = [np.sign(Z - kink).reshape(*lead, -1) for Z, sigma in hidden for kink in sigma.kinks]
    return net.head.loss(net.Z[net.L], Y), np.concatenate([np.zeros((*lead, 0)), *sides], axis=-1)


@quiet
def compare(
    name: str,
    k: int,
    g: np.ndarray,
    estimate: np.ndarray,
    crossed: np.ndarray,
    lost: np.ndarray | None = None,
) -> GradientCheck:
    """One `GradientCheck` of two arrays of any one shape; what is left out is counted."""
    lost = np.zeros_like(crossed) if lost is None else lost
    g, estimate = g.astype(float), estimate.astype(float)
    left_out = crossed | (lost & (g == 0) & (estimate == 0))
    counts = int(left_out.sum()), int(lost.sum()), g.size
    if left_out.all():
        return GradientCheck(name, k, np.nan, (), np.nan, np.nan, *counts)
    gap = np.where(left_out, 0.0, g - estimate)
    worst = np.unravel_index(np.abs(gap).argmax(), gap.shape)
    error, at = _relative(g[~left_out], estimate[~left_out]), tuple(int(i) for i in worst)
    return GradientCheck(name, k, error, at, float(g[worst]), float(estimate[worst]), *counts)


def _relative(g, estimate):
    """‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), in units of the largest, so that no square is too small or too large for a float."""
    largest = max(np.abs(g).max(), np.abs(estimate).max())
    if largest == 0:
        return 0.0
    g, estimate = g / largest, estimate / largest
    return float(np.linalg.norm(g - estimate) / (np.linalg.norm(g) + np.linalg.norm(estimate)))
