"""Outputs that are a probability density of the target: one Gaussian, or a mixture of K of them.

Widths are free but bounded from below: the net gives s, and σ² = floor² + eˢ. Without a floor one kernel can
shrink onto one sample and drive the loss to −∞. The floor is in the units of Y: standardize Y.
"""

from functools import cache
from math import log, pi
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from .arrays.types import Array, Out
from .checks.arguments import check_number, check_whole, checked_call
from .checks.errors import WrongValue
from .checks.net_and_data import check_net, numbers

if TYPE_CHECKING:
    from .heads import Head
    from .network import MLP

FLOOR = 1e-3
HALF_LOG_TWO_PI = 0.5 * log(2 * pi)


def width(s: Array, floor: float) -> Array:
    """σ = √(floor² + eˢ), like s, from the larger of the two terms, so that no s overflows: beyond the largest float
    (s = 1419 in float64, 176 in float32) it stays just below that."""
    low = 2 * log(floor)
    half = 0.5 * (np.maximum(s, low) + np.log1p(np.exp(-np.abs(s - low))))
    return np.exp(np.minimum(half, _log_most(half.dtype)))


@cache
def _log_most(dtype):
    """Just below the logarithm of the largest float."""
    return log(np.finfo(dtype).max) - 1


def softmax(Z: Array, out: Out = None) -> Array:
    """eᶻ / Σ eᶻ over the rows, of any size."""
    E = np.exp(np.subtract(Z, Z.max(axis=-2, keepdims=True), out=out), out=out)
    return np.divide(E, E.sum(axis=-2, keepdims=True), out=out)


def log_width(s: Array, sigma: Array) -> Array:
    """log σ, like s, also where σ had to stay below the largest float: there it is s/2."""
    return np.maximum(np.log(sigma), 0.5 * s)


def width_slope(sigma: Array, floor: float) -> Array:
    """∂ log σ / ∂s, like σ."""
    return 0.5 * (1 - np.square(floor / sigma))


@checked_call
def gaussian(floor: float = FLOOR) -> dict[str, Any]:
    """d means and d log-variances for d targets (Nix & Weigend 1994): Z = [μ; s], A = [μ; σ].

    The functions of a `Head`. Raises ValueError where `floor`, in the units of Y, is not positive.
    """
    floor = _floor(floor)

    def predict(Z: Array, out: Out = None) -> Array:
        mu, s = np.split(Z, 2, axis=-2)
        return np.concatenate([mu, width(s, floor)], axis=-2, out=out)

    def terms(Z: Array, A: Array, Y: Array) -> Array:
        mu, sigma = np.split(A, 2, axis=-2)
        s = Z[..., mu.shape[-2] :, :]
        return log_width(s, sigma) + 0.5 * np.square((Y - mu) / sigma) + HALF_LOG_TWO_PI

    def dZ(Z: Array, A: Array, Y: Array, out: Out = None) -> Array:
        mu, sigma = np.split(A, 2, axis=-2)
        r = (mu - Y) / sigma
        return np.concatenate([r / sigma, (1 - r**2) * width_slope(sigma, floor)], axis=-2, out=out)

    def parts(A: Array) -> tuple[Array, Array, Array]:
        mu, sigma = np.split(A[..., None, :, :], 2, axis=-2)
        return np.ones_like(mu[..., 0, :]), mu, sigma

    return {"predict": predict, "terms": terms, "dZ": dZ, "slots": (2, 0), "parts": parts}


@checked_call
def mixture(kernels: int = 3, floor: float = FLOOR) -> dict[str, Any]:
    """K Gaussians with round kernels for d targets (Bishop 1994, Mixture density networks, section 3):

    Z = [K logits; K · d means, kernel by kernel; K log-variances s], A = [π; μ; σ] likewise.
    The functions of a `Head`. Raises ValueError where there is no kernel, or `floor` is not positive.
    """
    K, floor = check_whole(kernels, "A mixture has a whole number of kernels"), _floor(floor)

    def cut(A: Array) -> tuple[Array, Array, Array]:
        """π or logits (…, K, N_s), μ (…, K, d, N_s), σ or s (…, K, N_s)."""
        mu = A[..., K:-K, :]
        return A[..., :K, :], mu.reshape(*mu.shape[:-2], K, -1, mu.shape[-1]), A[..., -K:, :]

    def predict(Z: Array, out: Out = None) -> Array:
        logits, _, s = cut(Z)
        return np.concatenate([softmax(logits), Z[..., K:-K, :], width(s, floor)], axis=-2, out=out)

    def joint(Z: Array, A: Array, Y: Array) -> tuple[Array, Array]:
        """log π_k 𝒩(y; μ_k, σ_k²), (…, K, N_s), and (μ − y)/σ, (…, K, d, N_s)."""
        logits, mu, s = cut(Z)
        sigma = A[..., -K:, :]
        r = (mu - Y[..., None, :, :]) / sigma[..., None, :]
        normal = -0.5 * np.square(r).sum(axis=-2) - r.shape[-2] * (log_width(s, sigma) + HALF_LOG_TWO_PI)
        low = logits - logits.max(axis=-2, keepdims=True)
        return low - np.log(np.exp(low).sum(axis=-2, keepdims=True)) + normal, r

    def terms(Z: Array, A: Array, Y: Array) -> Array:
        return -_log_sum_exp(joint(Z, A, Y)[0])

    def dZ(Z: Array, A: Array, Y: Array, out: Out = None) -> Array:
        log_joint, r = joint(Z, A, Y)
        pi, _, sigma = cut(A)
        gamma = softmax(log_joint)  # which kernel is responsible for y
        d_mu = gamma[..., None, :] * r / sigma[..., None, :]
        d_s = gamma * (r.shape[-2] - np.square(r).sum(axis=-2)) * width_slope(sigma, floor)
        return np.concatenate([pi - gamma, d_mu.reshape(A[..., K:-K, :].shape), d_s], axis=-2, out=out)

    def parts(A: Array) -> tuple[Array, Array, Array]:
        pi, mu, sigma = cut(A)
        return pi, mu, sigma[..., None, :]

    return {"predict": predict, "terms": terms, "dZ": dZ, "slots": (K, 2 * K), "parts": parts}


@checked_call
def density(A: ArrayLike, y: ArrayLike, head: "Head | None" = None) -> np.ndarray:
    """p(y | x), from a prediction A (…, outputs, N_s) of a density head: shape (…, M, N_s).

    y      of one target, M numbers; of d targets, d × M: their joint density at M points
    head   the net's; it need not be named for one target, where A shows whether it is [μ; σ] or [π; μ; σ]
    Units are one over those of all targets together. Raises ValueError for a head without a density, and where A is
    not what the head predicts.
    """
    A, y = numbers(A, "A"), np.atleast_2d(numbers(y, "y"))
    pi, mu, sigma = _parts(A, head)
    if y.ndim != 2 or y.shape[0] != mu.shape[-2]:
        raise WrongValue(f"y holds {mu.shape[-2]} targets, one a row, at M points; its shape is {y.shape}.")
    pi, mu, sigma = pi[..., None, :, :], mu[..., None, :, :, :], sigma[..., None, :, :, :]
    r = (y.T[:, None, :, None] - mu) / sigma
    kernel = np.exp(-0.5 * np.square(r) - HALF_LOG_TWO_PI) / sigma
    return (pi * kernel.prod(axis=-2)).sum(axis=-2)


def _parts(A, head):
    """π, μ and σ of A, as `Head.parts` has them."""
    if A.ndim < 2:
        raise WrongValue(f"A has a row an output and a column a sample; its shape is {A.shape}.")
    rows = A.shape[-2]
    if head is not None:
        if getattr(head, "parts", None) is None:
            raise WrongValue(f"{head} predicts no density: Gaussian and mixture density do.")
        head.targets(rows)  # raises if this head has no such number of outputs
        return head.parts(A)
    pi = A[..., : rows // 3, :]
    shares = (pi >= 0).all() and np.allclose(pi.sum(axis=-2), 1, atol=1e-5)
    if rows == 2 or (rows and rows % 3 == 0 and (shares or not np.isfinite(A).all())):
        return (gaussian() if rows == 2 else mixture(rows // 3))["parts"](A)
    raise WrongValue(
        f"A of shape {A.shape} is of no density of one target: pass its head, density(A, y, net.head)."
    )


@checked_call
def means_at_quantiles(net: "MLP", Y: ArrayLike) -> None:
    """Sets the biases of a mixture's means to quantiles of the targets Y (d × N_s), so that each kernel starts
    with samples of its own. Kernels that start equal stay so for ever, as equal hidden units do.

    Raises ValueError where the head is no mixture, or Y does not suit it.
    """
    if check_net(net).head.make is not mixture:
        raise WrongValue(f"Only a mixture density has kernels to set apart; this head is {net.head}.")
    K, d = net.head.slots[0], net.head.targets(net.widths[-1])
    Y = numbers(Y, "Y")
    if Y.ndim < 2 or Y.shape[-2] != d:
        raise WrongValue(f"Y has the shape {Y.shape}; this head wants {d} × N_s.")
    quantiles = np.quantile(Y, (np.arange(K) + 0.5) / K, axis=-1)  # (K, …, d)
    net.b[net.L][..., K : K + K * d, 0] = np.moveaxis(quantiles, 0, -2).reshape(*Y.shape[:-2], K * d)


def _floor(floor: float) -> float:
    return float(check_number(floor, "The floor of σ", low=0, open_low=True))


def _log_sum_exp(Z: Array) -> Array:
    """log Σ eᶻ over the kernels, kept as an axis of length 1."""
    top = Z.max(axis=-2, keepdims=True)
    return top + np.log(np.exp(Z - top).sum(axis=-2, keepdims=True))
