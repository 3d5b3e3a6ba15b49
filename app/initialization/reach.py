"""How far a net of finite width is from mean-field theory, and the sentence that says so wherever theory is drawn."""

import numpy as np

from app.experiment.words import minus, number
from mlcore import ACTIVATIONS
from mlcore.meanfield.quadrature import WEIGHT, ZETA

STEP = 1.01  # of q, for a slope
FAR = 5  # typical nets are expected so many times below theory: then it is not for them
# So many times, and a third of them or more do not train: tests/initialization/test_reach.py trains them.
UNTRAINED = 15
LIE_FAR = "typical nets may lie far from it"


def beyond_theory(below, depth, width, where="here", far=FAR, so=LIE_FAR, **bias):
    """Where theory cannot hold, and what comes of it; nothing where it can. below: by what factor typical nets lie
    below it, above `far` they are too far; bias: the value of one that is there, by its name."""
    if not below > far:
        return ""
    more = "".join(f" and a {name} of {minus(number(value))}" for name, value in bias.items() if value)
    return (
        f"**The dashed theory cannot be relied on {where}**: it is about the mean of very wide nets, and with "
        f"depth/width **{number(depth / width)}**{more} {so}."
    )


def below_theory(widths, activation, std_Z, mean_b=0.0, var_b=0.0):
    """(signal, gradient): by about what factor a typical net lies below theory at the far end, 1 or more.

    The mean square of n activations strays from its mean by a variance of (E σ⁴/(E σ²)² − 1)/n relative to its square,
    5/n for ReLU. The next layer passes that on, times the square of d ln E σ²/d ln q, which is 1 for ReLU and less
    where a unit saturates, and of the weights' share of q: biases of variance var_b make up the rest. Going back it
    is 3 E σ′⁴/(E σ′²)² − 1 a layer. With a variance V of the logarithm the median of a log-normal square is e^(V/2)
    below its mean, its root e^(V/4). After Hanin & Rolnick 2018, who do it for ReLU.
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
            forward = (passed * (1 - var_b / std**2)) ** 2 * forward + (fourth / square[0] ** 2 - 1) / n
            back += (3 * (slope**2 @ WEIGHT) / (slope @ WEIGHT) ** 2 - 1) / n
        return tuple(float(np.exp(min(V / 4, 700.0))) if np.isfinite(V) else np.inf for V in (forward, back))
