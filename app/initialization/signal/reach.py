"""How far a net of finite width is from mean-field theory: the theory is about means, a median lies below it."""

import numpy as np

from mlcore import ACTIVATIONS
from mlcore.quadrature import WEIGHT, ZETA

STEP = 1.01  # of q, for a slope


def below_theory(widths, activation, std_Z, mean_b=0.0):
    """(signal, gradient): by about what factor a typical net lies below theory at the far end, 1 or more.

    The mean square of n activations strays from its mean by a variance of (E σ⁴/(E σ²)² − 1)/n relative to its square,
    5/n for ReLU; the next layer passes that on, times the square of d ln E σ²/d ln q, which is 1 for ReLU and less
    where a unit saturates. Going back it is 3 E σ′⁴/(E σ′²)² − 1 a layer. With a variance V of the logarithm the median
    of a log-normal square is e^(V/2) below its mean, its root e^(V/4). After Hanin & Rolnick 2018, who do it for ReLU.
    std_Z is that of `finite_depth`, layers 1 … L.
    """
    sigma = ACTIVATIONS.find(activation)
    forward = back = 0.0
    with np.errstate(all="ignore"):
        for n, std in zip(widths[1:-1], std_Z, strict=False):
            Z = mean_b + np.array([[std], [std * STEP**0.5]]) * ZETA
            A = sigma(Z)
            square, fourth = np.square(A) @ WEIGHT, A[0] ** 4 @ WEIGHT
            slope = np.square(sigma.prime(Z, A))[0]
            passed = np.log(square[1] / square[0]) / np.log(STEP)
            forward = passed**2 * forward + (fourth / square[0] ** 2 - 1) / n
            back += (3 * (slope**2 @ WEIGHT) / (slope @ WEIGHT) ** 2 - 1) / n
        return tuple(float(np.exp(min(V / 4, 700.0))) if np.isfinite(V) else np.inf for V in (forward, back))
