"""Mean-field theory of nets with skip connections or normalization at their start: `finite_depth` once more.

What is covered: wide layers, weights that are normal with mean 0, no biases; signal and gradient layer by layer.
With M = E[a] and m = E[a²] of a layer,

    skip    m[k] = m[k-1] + 2 M[k-1] E σ(z) + E σ(z)², since σ(z[k]) does not know a[k-1]: q grows by the sum
            (Yang & Schoenholz 2017, Mean field residual networks)
    layer   z ~ N(0, 1) in every layer, whatever the weights' variance; s² = var_w N m
    batch   as layer, but s² = var_w N (m − M²): what all samples have in common is taken away. So with ReLU and without
            skips dZ grows on its way back by √(π / (π − 1)) = 1.211 a layer (Yang et al. 2019, A mean field theory of
            batch normalization), for many samples that are far apart: 64 samples grow a little faster.
    back    E dA[k-1]² = var_w N[k] E dZ[k]² / s[k]² (+ E dA[k]² with a skip), E dZ[k]² = E dA[k]² E σ′(z)²

What is not: a skip without a normalization where E σ(z) is not 0, as with ReLU. All units then lean one way, and so do
their gradients: the part along that way is small in a wide net, but it grows faster than the rest, and no gradient
that theory could name is left after a dozen layers. `rms_dZ` is nan there. Nor are correlations of samples, or widths
so small that a median lies far below the mean.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ..activations import ACTIVATIONS, Activation
from ..checks.arguments import check_flag, checked_call
from ..checks.errors import WrongValue
from ..checks.net_and_data import check_widths, numbers
from ..meanfield import FiniteDepth
from ..normalization import EPSILON, NORMS, Normalization
from .quadrature import WEIGHT, ZETA

LEANS = 1e-6  # |E σ|/√(E σ²) above it: units lean one way


@checked_call
def finite_depth(
    widths: list[int],
    activation: str | Activation,
    var_w: float,
    X: ArrayLike,
    rms_top: ArrayLike = 1.0,
    skip: bool = False,
    norm: str | Normalization | None = None,
) -> FiniteDepth:
    """What to expect of a net with these connections at its start; `FiniteDepth`, each array (L).

    widths      [N[0], …, N[L]]
    activation  σ of the hidden layers: a name or an `Activation`
    var_w       the variance of a weight, a number or one for each layer, (L)
    X           the inputs, N[0] × N_s
    rms_top     the root mean square of dZ[L] as measured: a number, or one for each sample
    skip, norm  as of `MLP`

    Raises ValueError for an argument that does not suit.
    """
    widths, sigma, X = check_widths(widths), ACTIVATIONS.find(activation), numbers(X, "X").astype(float)
    L, var = len(widths) - 1, numbers(var_w, "var_w").astype(float)
    if X.ndim != 2 or X.shape[0] != widths[0] or not X.shape[1]:
        raise WrongValue(f"X has the shape {X.shape}; a net of these widths wants {widths[0]} × N_s.")
    if var.shape not in ((), (1,), (L,)) or not (var >= 0).all():
        raise WrongValue(f"var_w is a number of at least 0, or {L} of them, one a layer.")
    var, norm = np.broadcast_to(var, L), None if norm is None else NORMS.find(norm)
    around = [check_flag(skip, "skip") and n == m for m, n in pairwise(widths[:-1])]
    batch = norm is not None and norm.axis == -1
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        M, m = X.mean(axis=0), np.square(X).mean(axis=0)  # of each sample
        scale, slope = np.ones((2, L, X.shape[1]))  # s² (1 without), E σ′(z)²
        std_Z, std_A = np.full((2, L), np.nan)
        leans = False
        for k in range(L):
            q = var[k] * widths[k] * m
            if k == L - 1:
                std_Z[k] = np.sqrt(q.mean())
                break
            if norm:
                spread = (
                    (np.square(X - X.mean(axis=1, keepdims=True)).mean() if k == 0 else m - M**2)
                    if batch
                    else m
                )
                scale[k] = var[k] * widths[k] * spread + EPSILON
                q = np.full_like(q, 1.0) * (1 - EPSILON / scale[k])
            A = sigma(np.sqrt(q)[:, None] * ZETA)
            mean, square = A @ WEIGHT, np.square(A) @ WEIGHT
            slope[k] = np.square(sigma.prime(np.sqrt(q)[:, None] * ZETA, A)) @ WEIGHT
            leans |= around[k] and bool((np.abs(mean) > LEANS * np.sqrt(square)).any())
            m = square + (m + 2 * M * mean if around[k] else 0)
            M = mean + (M if around[k] else 0)
            std_Z[k], std_A[k] = np.sqrt(q.mean()), np.sqrt(max(m.mean() - M.mean() ** 2, 0))
        dA, power = np.zeros(X.shape[1]), np.empty((L, X.shape[1]))
        power[L - 1] = np.square(rms_top)
        for k in range(L - 1, 0, -1):
            dA = var[k] * widths[k + 1] * power[k] / scale[k] + (dA if k < L - 1 and around[k] else 0)
            power[k - 1] = dA * slope[k - 1]
    rms = np.sqrt(power.mean(axis=1))
    if leans and not norm:
        rms[:-1] = np.nan
    return FiniteDepth(std_Z, std_A, rms)
