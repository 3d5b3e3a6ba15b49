"""Two inputs on their way up an infinitely wide net: their correlation, and the depth scale ξ_c it gives.

Poole et al. 2016, eq. 5; Schoenholz et al. 2017, eq. 9. A coarser grid than the engine's own, since pictures ask
for a whole curve while a slider is dragged; a test holds the two to each other.
"""

from functools import lru_cache

import numpy as np

from mlcore import ACTIVATIONS
from mlcore.meanfield import MeanField

ZETA = np.linspace(-7, 7, 120)  # none at 0, where σ may have a kink
WEIGHT = np.exp(-(ZETA**2) / 2) / np.exp(-(ZETA**2) / 2).sum()
SAME = 1 - 1e-9  # correlation 1 is a fixed point in both phases, stable in the ordered one only
TINY = 1e-12  # the variance of a signal that dies out: what counts is σ′ around 0


def product_moment(f, q, c):
    """E[f(u) f(v)] for u, v ~ N(0, q) of correlation c: one standard normal shared, one mixed in."""
    u = np.sqrt(q) * ZETA
    v = c * u[:, None] + np.sqrt(q * max(1 - c * c, 0.0)) * ZETA
    return float((f(u) * WEIGHT) @ (f(v) @ WEIGHT))


def slope_of(sigma):
    """σ′ as a function of z alone."""
    return lambda Z: sigma.prime(Z, sigma(Z))


@lru_cache(4096)
def depth_scale(activation, var_w, var_b):
    """ξ_c: the depth over which two inputs come to their fixed correlation; nan where the variance has no limit."""
    field = MeanField(activation, var_w, var_b)
    sigma = ACTIVATIONS.find(activation)
    try:
        q = max(field.q_star, TINY)
    except ValueError:
        return np.nan
    chi_1 = var_w * product_moment(slope_of(sigma), q, 1.0)
    if chi_1 <= 1:
        return layers(chi_1)
    low, high = 0.0, SAME
    for _ in range(40):  # the correlation grows below its fixed point and falls above
        middle = (low + high) / 2
        rises = var_w * product_moment(sigma, q, middle) + var_b > middle * q
        low, high = (middle, high) if rises else (low, middle)
    return layers(var_w * product_moment(slope_of(sigma), q, low))


def layers(factor):
    """How many of them until `factor` a layer makes 1/e."""
    return 0.0 if factor <= 0 else -1 / np.log(factor) if factor < 1 - 1e-9 else np.inf
