"""Mean-field theory: what a wide random net does to a signal, layer by layer, before any training.

In a wide layer every z is Gaussian, so a net is known by one number a layer and sample: the variance q of z
(Poole et al. 2016, Exponential expressivity in deep neural networks through transient chaos, eq. 3;
Schoenholz et al. 2017, Deep information propagation, eq. 3 and 6).
"""

from dataclasses import dataclass

import numpy as np

from .activations import ACTIVATIONS


def _gaussian(spacing=0.2, dense=0.01, reach=8.5):
    """Points ζ and weights w with Σ w f(ζ) = E f(ζ), ζ ~ N(0, 1): the trapezoid rule in t, ζ = d sinh t.

    The points crowd around 0, where σ bends: for smooth σ the error is about 1e-10 up to standard deviations
    of about 100, where Gauss-Hermite points would stand too far apart, and 1e-6 for a kink at 0.
    """
    n = int(np.ceil(np.arcsinh(reach / dense) / spacing))
    t = spacing * np.arange(-n, n + 1)
    zeta = dense * np.sinh(t)
    w = spacing * dense * np.cosh(t) * np.exp(-(zeta**2) / 2)
    return zeta, w / w.sum()


ZETA, WEIGHT = _gaussian()


@dataclass(frozen=True, eq=False)
class FiniteDepth:
    """Theory for k = 1 … L: the standard deviations of Z[k] and of A[k] over units and samples, and the
    root mean square of dZ[k]. std_A ends in nan: the few outputs of a head are no wide layer."""

    std_Z: np.ndarray
    std_A: np.ndarray
    rms_dZ: np.ndarray


def finite_depth(widths, activation, var_w, X, var_b=0.0, mean_b=0.0, rms_top=1.0):
    """What to expect of a net of these widths at its start, averaged over the draws of its weights.

    widths      [N[0], …, N[L]]
    activation  σ of the hidden layers: a name or an `Activation`
    var_w       the variance of each layer's weights, `initializer.std(n_in, n_out, k) ** 2`, or one number
    X           the inputs, N[0] × N_s: each sample starts from its own length, q[1] = var_w |x|² + var_b
    var_b       the variance of the biases;  mean_b  their mean, where they are a constant
    rms_top     the root mean square of dZ[L] as measured: a number, or one for each sample

    q[k+1] = var_w N[k] E[σ(z)²] + var_b and E[dZ[k]²] = var_w N[k+1] E[dZ[k+1]²] E[σ′(z)²],
    where z ~ N(mean_b, q[k]).
    """
    sigma, L = ACTIVATIONS.find(activation), len(widths) - 1
    var_w = np.broadcast_to(np.asarray(var_w, float), L)
    q = np.empty((L, X.shape[1]))  # the variance of z over the draws of the weights
    mean, square, slope = (np.full_like(q, np.nan) for _ in range(3))  # E σ(z), E σ(z)², E σ′(z)²
    power = np.empty_like(q)  # E dZ²
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the largest float the theory says inf or nan
        q[0] = var_w[0] * np.square(X).sum(axis=0) + var_b
        for k in range(L - 1):
            Z = mean_b + np.sqrt(q[k])[:, None] * ZETA
            A = sigma(Z)
            mean[k], square[k] = A @ WEIGHT, np.square(A) @ WEIGHT
            slope[k] = np.square(sigma.prime(Z, A)) @ WEIGHT
            q[k + 1] = var_w[k + 1] * widths[k + 1] * square[k] + var_b
        power[L - 1] = np.square(rms_top)
        for k in range(L - 2, -1, -1):
            power[k] = var_w[k + 1] * widths[k + 2] * power[k + 1] * slope[k]
        pooled = square.mean(axis=1) - mean.mean(axis=1) ** 2
        return FiniteDepth(
            np.sqrt(q.mean(axis=1)), np.sqrt(np.maximum(pooled, 0)), np.sqrt(power.mean(axis=1))
        )
