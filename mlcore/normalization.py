"""What made the first weights matter less: skip connections and normalization. Forward and backward, as in network.py.

With U[k] = W[k] A[k-1], a hidden layer k = 1 … L−1 of a net with both is

    Z[k] = (U[k] − mean U[k]) / s[k] + b[k],   s[k]² = var U[k] + EPSILON
    A[k] = A[k-1] + σ(Z[k])                    where N[k] = N[k-1], else A[k] = σ(Z[k])

The output layer L has neither. The conventions, since there are several:

- A normalization stands before σ. Its learnt shift is b[k] (a bias inside of it would be taken away again); it has
  no learnt scale, which at the start is 1 in any case. So θ holds what it always holds, and nothing more.
- "layer" (Ba et al. 2016): mean and variance over the units, of each sample by itself.
- "batch" (Ioffe & Szegedy 2015): over the samples, of each unit by itself. It is always those of the samples that are
  passed, when it learns and when it predicts: there are no running statistics, and a prediction depends on its
  company. `predict(X, like=data.X)` takes mean and variance of the layers from other samples, those learnt from.
- Skip connections (He et al. 2016) go around σ, and there is no projection where widths differ.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .arrays.types import Array
from .checks.arguments import checked_call
from .checks.errors import WrongValue
from .table import Entry, Table

if TYPE_CHECKING:
    from .network import MLP

EPSILON = 1e-5  # under the root, so that a unit that never changes is not divided by 0; as in PyTorch


@checked_call
@dataclass(frozen=True, eq=False, repr=False)
class Normalization(Entry):
    """Mean 0 and variance 1 along one axis of U[k], N[k] × N_s: -2 over the units, -1 over the samples."""

    name: str
    formula: str
    axis: int

    def __post_init__(self) -> None:
        if self.axis not in (-2, -1):
            raise WrongValue(f"axis is -2, over the units, or -1, over the samples, not {self.axis!r}.")

    def statistics(self, U: Array) -> tuple[Array, Array]:
        """mean and s of U (…, N, N_s): (…, 1, N_s) over the units, (…, N, 1) over the samples."""
        mean = U.mean(axis=self.axis, keepdims=True)
        return mean, np.sqrt(np.square(U - mean).mean(axis=self.axis, keepdims=True) + EPSILON)

    def back(self, dZ: Array, U: Array) -> Array:
        """dU, like U, where Z = (U − mean) / s + b: mean and s depend on U, too (Ioffe & Szegedy 2015, section 3)."""
        mean, s = self.statistics(U)
        hat = (U - mean) / s
        common = dZ.mean(axis=self.axis, keepdims=True)
        along = (dZ * hat).mean(axis=self.axis, keepdims=True)
        return (dZ - common - hat * along) / s


NORMS = Table(
    "norm",
    Normalization("layer", r"z = (u - \bar u)/\sqrt{\mathrm{var}\,u + 10^{-5}} + b,\ \text{over units}", -2),
    Normalization(
        "batch", r"z = (u - \bar u)/\sqrt{\mathrm{var}\,u + 10^{-5}} + b,\ \text{over samples}", -1
    ),
    aliases={"LayerNorm": "layer", "BatchNorm": "batch", "layer norm": "layer", "batch norm": "batch"},
)


def skips(net: "MLP", k: int) -> bool:
    """Whether layer k of the net has a skip connection: a hidden layer, as wide as the one below."""
    return net.skip and k < net.L and net.widths[k] == net.widths[k - 1]


def forward(net: "MLP", X: Array, statistics: list | None = None) -> tuple[list, list, list]:
    """Z, A and the (mean, s) of each normalized layer, lists by the number of the layer, for the inputs X (N[0] × N_s).

    statistics: (mean, s) of other samples, to be taken in place of those of X."""
    W, b, L, norm, activations = net._W.arrays, net._b.arrays, net.L, net.norm, net.activations
    Z: list[Any] = [None] * (L + 1)
    A: list[Any] = [X, *Z[1:]]
    taken: list[Any] = Z[:]
    for k in range(1, L + 1):
        Z[k] = W[k] @ A[k - 1]
        if norm and k < L:
            taken[k] = mean, s = statistics[k] if statistics else norm.statistics(Z[k])
            Z[k] = (Z[k] - mean) / s
        Z[k] = Z[k] + b[k]
        A[k] = activations[k].sigma(Z[k]) if k < L else net.head.predict(Z[k])
        if skips(net, k):
            A[k] = A[k - 1] + A[k]
    return Z, A, taken


def backward(net: "MLP", Y: Array) -> list:
    """dZ, a list by the number of the layer, for the targets Y of the last `forward`; fills dW[k] and db[k].

    With "batch" a sample's Z[k] moves the losses of all samples: dZ[k] is ∂/∂Z[k] of the sum of them, still without
    1/N_s. U[k] is computed once more from W[k] and A[k-1]."""
    W, Z, A, dW, db = (D.arrays for D in (net._W, net._Z, net._A, net._dW, net._db))
    L, N_s, norm, activations = net.L, A[0].shape[-1], net.norm, net.activations
    dZ: list[Any] = [None] * (L + 1)
    dA: list[Any] = [None] * (L + 1)
    dZ[L] = net.head.dZ(Z[L], A[L], Y)
    for k in range(L, 0, -1):
        dU = norm.back(dZ[k], W[k] @ A[k - 1]) if norm and k < L else dZ[k]
        dW[k][:] = dU @ A[k - 1].mT / N_s
        db[k][:] = dZ[k].mean(axis=-1, keepdims=True)
        if k > 1:
            dA[k - 1] = W[k].mT @ dU
            if skips(net, k):
                dA[k - 1] += dA[k]
            slope = activations[k - 1].prime(Z[k - 1], inner(net, k - 1, Z[k - 1], A[k - 1]))
            dZ[k - 1] = dA[k - 1] * slope
    return dZ


def predict_like(net: "MLP", X: Array, like: Array) -> Array:
    """A[L] (N[L] × N_s) for X (N[0] × N_s), with "batch" normalized by mean and s of the samples `like`."""
    if net.norm and net.norm.axis != -1:
        return forward(net, X)[1][net.L]
    check_company(net, like.shape[-1], "like")
    return forward(net, X, forward(net, like)[2])[1][net.L]


def inner(net: "MLP", k: int, Z: Array, A: Array) -> Array:
    """σ(Z[k]), like Z[k] and A[k], N[k] × N_s: A[k] itself, unless there is a skip connection around it."""
    return net.activations[k].sigma(Z) if skips(net, k) else A


def check_company(net: "MLP", N_s: int, what: str = "X") -> None:
    """Two samples or more, where they are normalized by each other."""
    if net.norm and net.norm.axis == -1 and N_s < 2:
        raise WrongValue(
            f'norm="batch" takes mean and variance over samples, at least two: {what} holds one. '
            "To predict one sample pass those that were learnt from: net.predict(X, like=data.X)."
        )


def check_layers(net: "MLP") -> None:
    """Two units or more in each hidden layer, where they are normalized by each other."""
    if net.norm and net.norm.axis == -2 and min(net.widths[1 : net.L], default=2) < 2:
        k = net.widths[1 : net.L].index(1) + 1
        raise WrongValue(
            f'norm="layer" takes mean and variance over the units of a layer: N[{k}] is 1, and '
            "every hidden width has to be at least 2."
        )
