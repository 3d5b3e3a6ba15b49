"""Outputs that are a probability density of the target: one Gaussian, or a mixture of K of them.

Widths are free but bounded from below: the net gives s, and σ² = floor² + eˢ. Without a floor one kernel can
shrink onto one sample and drive the loss to −∞. The floor is in the units of Y: standardize Y.
"""

import numpy as np

FLOOR = 1e-3
HALF_LOG_TWO_PI = 0.5 * np.log(2 * np.pi)


def width(s, floor):
    """σ = √(floor² + eˢ), from the larger of the two terms, so that no s overflows."""
    low = 2 * np.log(floor)
    return np.exp(0.5 * (np.maximum(s, low) + np.log1p(np.exp(-np.abs(s - low)))))


def width_slope(sigma, floor):
    """∂ log σ / ∂s."""
    return 0.5 * (1 - np.square(floor / sigma))


def gaussian(floor=FLOOR):
    """d means and d log-variances for d targets (Nix & Weigend 1994): Z = [μ; s], A = [μ; σ]."""
    _check_floor(floor)

    def predict(Z, out=None):
        mu, s = np.split(Z, 2, axis=-2)
        return np.concatenate([mu, width(s, floor)], axis=-2, out=out)

    def terms(Z, A, Y):
        mu, sigma = np.split(A, 2, axis=-2)
        return np.log(sigma) + 0.5 * np.square((Y - mu) / sigma) + HALF_LOG_TWO_PI

    def dZ(Z, A, Y, out=None):
        mu, sigma = np.split(A, 2, axis=-2)
        r = (mu - Y) / sigma
        return np.concatenate([r / sigma, (1 - r**2) * width_slope(sigma, floor)], axis=-2, out=out)

    return {"predict": predict, "terms": terms, "dZ": dZ, "slots": (2, 0)}


def mixture(kernels=3, floor=FLOOR):
    """K Gaussians with round kernels for d targets (Bishop 1994, Mixture density networks, section 3):

    Z = [K logits; K · d means, kernel by kernel; K log-variances s], A = [π; μ; σ] likewise.
    """
    K = kernels
    if isinstance(K, bool) or not isinstance(K, (int, np.integer)) or K < 1:
        raise ValueError(f"A mixture has a whole number of kernels, at least 1, not {kernels!r}.")
    _check_floor(floor)

    def parts(A):
        """π or logits (…, K, N_s), μ (…, K, d, N_s), σ or s (…, K, N_s)."""
        mu = A[..., K:-K, :]
        return A[..., :K, :], mu.reshape(*mu.shape[:-2], K, -1, mu.shape[-1]), A[..., -K:, :]

    def predict(Z, out=None):
        logits, _, s = parts(Z)
        pi = np.exp(logits - _log_sum_exp(logits))
        return np.concatenate([pi, Z[..., K:-K, :], width(s, floor)], axis=-2, out=out)

    def joint(Z, A, Y):
        """log π_k 𝒩(y; μ_k, σ_k²), (…, K, N_s), and (μ − y)/σ, (…, K, d, N_s)."""
        logits, mu, _ = parts(Z)
        sigma = A[..., -K:, :]
        r = (mu - Y[..., None, :, :]) / sigma[..., None, :]
        normal = -0.5 * np.square(r).sum(axis=-2) - r.shape[-2] * (np.log(sigma) + HALF_LOG_TWO_PI)
        return logits - _log_sum_exp(logits) + normal, r

    def terms(Z, A, Y):
        return -_log_sum_exp(joint(Z, A, Y)[0])

    def dZ(Z, A, Y, out=None):
        log_joint, r = joint(Z, A, Y)
        pi, _, sigma = parts(A)
        gamma = np.exp(log_joint - _log_sum_exp(log_joint))  # which kernel is responsible for y
        d_mu = gamma[..., None, :] * r / sigma[..., None, :]
        d_s = gamma * (r.shape[-2] - np.square(r).sum(axis=-2)) * width_slope(sigma, floor)
        return np.concatenate([pi - gamma, d_mu.reshape(A[..., K:-K, :].shape), d_s], axis=-2, out=out)

    return {"predict": predict, "terms": terms, "dZ": dZ, "slots": (K, 2 * K)}


def density(A, y):
    """p(y | x) of one target on the grid y, from a prediction A (…, outputs, N_s): shape (…, y.size, N_s).

    A is that of the Gaussian head, [μ; σ], or of a mixture of K, [π; μ; σ].
    """
    pi, mu, sigma = (1.0, *np.split(A, 2, axis=-2)) if A.shape[-2] == 2 else np.split(A, 3, axis=-2)
    r = (np.asarray(y)[:, None, None] - mu[..., None, :, :]) / sigma[..., None, :, :]
    kernel = np.exp(-0.5 * r**2 - HALF_LOG_TWO_PI) / sigma[..., None, :, :]
    return (kernel * (pi if A.shape[-2] == 2 else pi[..., None, :, :])).sum(axis=-2)


def means_at_quantiles(net, Y):
    """Sets the biases of a mixture's means to quantiles of the target Y (1 × N_s), so that each kernel starts
    with samples of its own. Kernels that start equal stay so for ever, as equal hidden units do."""
    K = net.widths[-1] // 3
    net.b[net.L][..., K : 2 * K, 0] = np.quantile(Y, (np.arange(K) + 0.5) / K)


def _log_sum_exp(Z):
    """log Σ eᶻ over the kernels, kept as an axis of length 1."""
    top = Z.max(axis=-2, keepdims=True)
    return top + np.log(np.exp(Z - top).sum(axis=-2, keepdims=True))


def _check_floor(floor):
    if not 0 < floor < np.inf:
        raise ValueError(f"The floor of σ is a positive number, not {floor!r}.")
