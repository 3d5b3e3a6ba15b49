"""How deep a net may be in theory, and by how much narrow ones fall short of it."""

from functools import lru_cache

import numpy as np

from app.initialization.reach import below_theory
from mlcore.meanfield import MeanField
from mlcore.meanfield.quadrature import second_moments


@lru_cache(4096)
def reach(activation, var_w, var_b):
    """6 ξ_c, the depth to which nets train; nan where the variance has no limit. For a whole curve while a slider is
    dragged: few points. Where the signal dies out, ξ_c is that of its very end: what is lost is counted on the way."""
    field = MeanField(activation, var_w, var_b, points=120)
    try:
        return 6 * field.xi_c if field.q_star else on_the_way(field)
    except ValueError:
        return np.nan


def on_the_way(field, most=1000):
    """The depth at which the product of the χ₁ of every layer falls below e⁻⁶; inf if it is deeper than `most`.
    GELU at (2, 0) passes an almost fixed point: e⁻⁶ is lost in 22 layers, though 6 ξ_c in the end is 9."""
    q, left = field.var_w + field.var_b, 1.0
    for depth in range(1, most):
        square, slope = second_moments(field.activation, q)
        left *= field.var_w * slope
        if left < np.exp(-6):
            return float(depth + 1)
        q = field.var_w * square + field.var_b
    return np.inf


def below_at(activation, var_w, var_b, width, depth):
    """By about what factor the signal or gradient of typical nets of this depth lies below theory."""
    field, q = MeanField(activation, var_w, var_b, points=120), [var_w + var_b]
    for _ in range(depth - 2):
        q.append(float(field.variance(q[-1])))
    return max(below_theory([width] * (depth + 1), activation, np.sqrt(q), var_b=var_b))
