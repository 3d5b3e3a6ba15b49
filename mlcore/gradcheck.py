"""Do you believe it? Check it: backpropagation against central differences, entry by entry."""

from dataclasses import dataclass

import numpy as np

# What is not finite shows in the errors, as nan. NumPy is not to warn of it besides: with small float32 products
# it may do so although every entry is finite, because OpenBLAS met stray memory on the way (numpy issue 24067).
quiet = np.errstate(over="ignore", invalid="ignore")


@dataclass(frozen=True)
class GradientCheck:
    """Of one array, dW[k] or db[k]: error = ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), the index where |g − ĝ| is largest,
    the two values there, and how many entries were left out because ±ε crosses a kink."""

    array: str
    layer: int
    error: float
    worst: tuple
    backprop: float
    difference: float
    skipped: int

    def __str__(self):
        return (
            f"{self.array}[{self.layer}]: error {self.error:.1e}, worst at {self.worst}: "
            f"backprop {self.backprop:.6g}, central difference {self.difference:.6g}"
        )


class GradientChecks(list):
    """A list of `GradientCheck` that shows itself a line each."""

    def __repr__(self):
        return "\n".join(map(str, self))


@quiet
def check_gradients(net, X, Y, epsilon=1e-5):
    """Compare every entry of the gradient with (l(θ + ε) − l(θ − ε)) / 2ε: `GradientChecks`, layer by layer.

    The net is left as it was, but for Z, A, dZ, dW, db, which belong to X and Y afterwards.
    """
    X, Y = np.asarray(X), np.asarray(Y)
    estimate, crossed = central_differences(net, X, Y, epsilon)
    net.forward(X)
    net.backward(Y)
    blocks = net.blocks(net.gradient), net.blocks(estimate), net.blocks(crossed)
    return GradientChecks(
        compare(name, k, *(B[k][..., part] for B in blocks))
        for k in range(1, net.L + 1)
        for name, part in (("dW", slice(None, -1)), ("db", slice(-1, None)))
    )


@quiet
def central_differences(net, X, Y, epsilon=1e-5):
    """The gradient of the mean loss by central differences, and where ±ε crosses a kink; both like θ."""
    estimate, crossed = np.zeros_like(net.theta), np.zeros(net.theta.shape, bool)
    for i in range(net.theta.shape[-1]):
        entry = net.theta[..., i].copy()  # entry i of every member at once
        net.theta[..., i] = entry + epsilon
        above, side_above = _loss_and_sides(net, X, Y)
        net.theta[..., i] = entry - epsilon
        below, side_below = _loss_and_sides(net, X, Y)
        crossed[..., i] = (side_above != side_below).any(axis=-1)
        net.theta[..., i] = entry
        estimate[..., i] = (above - below) / (2 * epsilon)
    return estimate, crossed


def _loss_and_sides(net, X, Y):
    """The loss, and on which side of each kink every hidden z lies, (…, entries)."""
    net.forward(X)
    lead = net.theta.shape[:-1]
    sides = [np.sign(Z - kink).reshape(*lead, -1) for Z in net.Z[1 : net.L] for kink in net.activation.kinks]
    return net.head.loss(net.Z[net.L], Y), np.concatenate([np.zeros((*lead, 0)), *sides], axis=-1)


@quiet
def compare(name, k, g, estimate, crossed):
    """One `GradientCheck` of two arrays of any one shape, entries that are crossed left out."""
    gap = np.where(crossed, 0.0, g - estimate)
    worst = np.unravel_index(np.abs(gap).argmax(), gap.shape)
    size = np.linalg.norm(g[~crossed]) + np.linalg.norm(estimate[~crossed])
    return GradientCheck(
        name,
        k,
        float(np.linalg.norm(gap) / size) if size else 0.0,
        tuple(int(i) for i in worst),
        float(g[worst]),
        float(estimate[worst]),
        int(crossed.sum()),
    )
