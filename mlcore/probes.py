"""Probes: what a plot wants to know of a net as it stands. Functions of the net, layer by layer.

Each gives an array of shape (layers, …members): `std_A`, `std_Z`, `rms_dZ` and `norm_dW` for k = 1 … L,
the others for the hidden layers, k = 1 … L−1. Where an array is not finite, so that a member has diverged,
the probe is nan. Passed to `train` as {name: function}, they are measured at each record.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import ArrayLike

from .checks.arguments import check_number, checked_call
from .checks.errors import WrongValue
from .checks.modules import module
from .checks.net_and_data import check_net, numbers
from .normalization import inner

if TYPE_CHECKING:
    from .activations import Activation
    from .network import MLP

F = TypeVar("F", bound=Callable[..., Any])

# σ′ below a hundredth of its largest value is flat: |tanh| > 0.995. A leaky ReLU's slope is just not.
FLAT = 0.01


def _layers(probe: Callable) -> Callable[[Iterable], np.ndarray]:
    """From a function of one layer's array to one of all layers, silent where numbers are not finite."""

    def of_layers(arrays):
        with np.errstate(all="ignore"):
            return np.array([probe(array) for array in arrays])

    return of_layers


def rms(D: np.ndarray) -> np.ndarray:
    """Root mean square over units and samples, (…); squares beyond the range of floats are scaled."""
    size = D.shape[-2] * D.shape[-1]
    square = _sum_of_squares(D)
    lost = (square < _least(D.dtype)) | np.isinf(square)
    if lost.any():
        peak = np.abs(D).max(axis=(-2, -1))
        scaled = D / np.where(peak > 0, peak, 1)[..., None, None]
        square = np.where(lost, _sum_of_squares(scaled), square)
        return np.where(lost, peak, 1) * np.sqrt(square / size)
    return np.sqrt(square / size)


@lru_cache
def _least(dtype):
    """The least sum of squares that has all its digits."""
    return float(np.finfo(dtype).tiny / np.finfo(dtype).eps)


def _sum_of_squares(D):
    return np.add.reduce(np.vecdot(D, D), axis=-1)  # row by row: no copy, however D lies in memory


def spread(A: np.ndarray) -> np.ndarray:
    """Standard deviation over units and samples, (…); of a constant exactly 0."""
    if (A[..., 0, 0] == A[..., -1, -1]).any():
        # A constant, maybe, whose mean would be rounded: that of the differences to the first entry is not.
        A = A - A[..., :1, :1]
    return rms(A - _mean(A))


def _mean(A):
    return np.add.reduce(A, axis=(-2, -1), keepdims=True) / (A.shape[-2] * A.shape[-1])


def _of_net(probe: F) -> F:
    """The same probe; what is not a net, or any other wrong argument, is answered with a sentence."""

    @wraps(probe)
    def of_net(net, *args, **settings):
        return probe(check_net(net), *args, **settings)

    return checked_call(cast(F, of_net))


@_of_net
def std_A(net: "MLP") -> np.ndarray:
    """Standard deviation of A[k] over its units and samples."""
    return _layers(spread)(net.A[1:])


@_of_net
def std_Z(net: "MLP") -> np.ndarray:
    """Standard deviation of Z[k] over its units and samples."""
    return _layers(spread)(net.Z[1:])


@_of_net
def rms_dZ(net: "MLP") -> np.ndarray:
    """Root mean square of the entries of dZ[k], which carry no 1/N_s."""
    return _layers(rms)(net.dZ[1:])


@_of_net
def norm_dW(net: "MLP") -> np.ndarray:
    """Frobenius norm of dW[k], (L, …members): of the gradient of the mean loss, in units of loss by weight."""
    return _layers(lambda dW: rms(dW) * (dW.shape[-2] * dW.shape[-1]) ** 0.5)(net.dW[1:])


@_of_net
def saturated_share(net: "MLP") -> np.ndarray:
    """Share of hidden units and samples where σ′ is flat."""
    return _layers(lambda flat: flat.mean(axis=(-2, -1)))(_flat(net))


@_of_net
def dead_share(net: "MLP") -> np.ndarray:
    """Share of hidden units for which σ′ is flat at every sample: nothing can be learnt through them."""
    return _layers(lambda flat: flat.min(axis=-1).mean(axis=-1))(_flat(net))


@_of_net
def distinct_units(net: "MLP", tolerance: float = 1e-6) -> np.ndarray:
    """How many distinct rows [W[k] | b[k]] each hidden layer has; two are the same
    if they differ by no more than `tolerance` of the layer's longest row. Raises ValueError for one below 0."""
    check_number(tolerance, "tolerance", low=0)
    return _layers(lambda rows: _distinct(rows, tolerance))(net.blocks(net.theta)[1 : net.L])


def _distinct(rows, tolerance):
    # Powers of 2 apart, so that no square leaves the range of floats: what is the same stays the same.
    rows = rows.astype(float)
    rows = np.ldexp(rows, -np.frexp(np.abs(rows).max(axis=(-2, -1), keepdims=True))[1])
    # Same rows have the same shadow on any direction: sort by the shadow, compare neighbours.
    shadow = rows @ _direction(rows.shape[-1])
    order = shadow.argsort(axis=-1)
    limit = tolerance * np.sqrt(np.vecdot(rows, rows).max(axis=-1))[..., None]
    apart = np.diff(np.take_along_axis(shadow, order, axis=-1)) > limit
    *member, i = np.nonzero(~apart)  # too near to tell from the shadows: look at the rows themselves
    gap = rows[*member, order[*member, i]] - rows[*member, order[*member, i + 1]]
    apart[*member, i] = np.sqrt(np.vecdot(gap, gap)) > limit[*member, 0]
    return np.where(np.isfinite(shadow).all(axis=-1), 1.0 + apart.sum(axis=-1), np.nan)


@_of_net
def effective_rank(net: "MLP") -> np.ndarray:
    """How many directions the activations A[k] of each hidden layer fill: e to the entropy of its singular
    values (Roy & Vetterli 2007); 0 for a layer of zeros. It takes an SVD: not for every frame."""
    return _layers(_effective_rank)(net.A[1 : net.L])


def _effective_rank(A):
    finite = np.isfinite(A).all(axis=(-2, -1))
    s = np.linalg.svd(np.where(finite[..., None, None], A, 0.0), compute_uv=False)
    p = s / s.sum(axis=-1, keepdims=True)
    entropy = -(p * np.log(np.where(p > 0, p, 1))).sum(axis=-1)
    rank = np.where(s.any(axis=-1), np.exp(entropy), 0.0)
    return np.where(finite, rank, np.nan)


class UpdateRatio:
    """‖ΔW[k]‖ / ‖W[k]‖ for k = 1 … L, ΔW since this probe was last asked; nan the first time.

    It remembers: make one for each run.
    """

    def __init__(self) -> None:
        self.before: np.ndarray | None = None

    def __call__(self, net: "MLP") -> np.ndarray:
        check_net(net)
        before, self.before = self.before, net.theta.copy()
        if before is None:
            return np.full((net.L, *net.theta.shape[:-1]), np.nan)
        change = _layers(rms)(B[..., :-1] for B in net.blocks(net.theta - before)[1:])
        weight = _layers(rms)(B[..., :-1] for B in net.blocks(before)[1:])
        with np.errstate(all="ignore"):
            return change / weight


@checked_call
def histogram(arrays: Iterable[np.ndarray], edges: ArrayLike) -> np.ndarray:
    """Share of the entries of each array between neighbouring edges: (layers, …members, bins). `arrays` is
    a list of the net's, such as ``net.A[1:net.L]``; what is outside the edges or not finite has no bin.
    Raises ValueError where `arrays` are none of a net's, or `edges` are not two or more rising numbers."""
    if isinstance(arrays, (str, bytes)) or not np.iterable(arrays):
        raise WrongValue(f"arrays is a list of a net's arrays, as net.A[1:net.L], not {arrays!r}.")
    arrays = [numbers(D, "An entry of arrays") for D in arrays]
    edges = np.asarray(edges)
    if edges.dtype.kind not in "iuf" or edges.ndim != 1 or edges.size < 2 or not (np.diff(edges) > 0).all():
        raise WrongValue(f"edges are at least two rising numbers, as np.linspace(-1, 1, 11), not {edges!r}.")
    return _layers(lambda D: np.apply_along_axis(_shares, -1, D.reshape(*D.shape[:-2], -1), edges))(arrays)


def _shares(entries, edges):
    return np.histogram(entries[np.isfinite(entries)], edges)[0] / entries.size


@lru_cache
def _direction(n):
    direction = np.random.default_rng(0).standard_normal(n)
    return direction / np.linalg.norm(direction)  # no shadow is longer than what throws it


def _flat(net):
    """Per hidden layer: where |σ′(Z[k])| is below FLAT times its largest value."""
    with np.errstate(all="ignore"):
        for k in range(1, net.L):
            Z, sigma = net.Z[k], net.activations[k]
            flat = np.abs(sigma.prime(Z, inner(net, k, Z, net.A[k]))) < FLAT * _steepest(sigma)
            finite = np.isfinite(Z).all(axis=(-2, -1), keepdims=True)
            yield flat if finite.all() else np.where(finite, flat, np.nan)


@lru_cache
def _steepest(activation: "Activation") -> float:
    Z = np.linspace(-10, 10, 2001)
    return float(np.abs(activation.prime(Z, activation.sigma(Z))).max())


module(__name__)
