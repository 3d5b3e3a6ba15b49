"""Both losses as one would type them; the experiment runs these very functions."""

import numpy as np

HALF_LOG_TWO_PI = 0.5 * np.log(2 * np.pi)


def residuals(y):
    """(y − μ_k)/σ_k: the kernels stand at 0 and −1, the sample at y."""
    return np.array([y, y + 1], dtype=y.dtype)


def naive(logits, y):
    """−ln Σ π_k 𝒩(y; μ_k, 1), as written: exponentials first, the logarithm last."""
    with np.errstate(all="ignore"):
        E = np.exp(logits)
        pi = E / E.sum()
        return -np.log((pi * np.exp(-0.5 * residuals(y) ** 2) / y.dtype.type((2 * np.pi) ** 0.5)).sum())


def stable(logits, y):
    """The same from logarithms: the largest is taken out before anything is exponentiated."""

    def log_sum_exp(v):
        return v.max() + np.log(np.exp(v - v.max()).sum())

    log_pi = logits - log_sum_exp(logits)
    return -log_sum_exp(log_pi - 0.5 * residuals(y) ** 2 - y.dtype.type(HALF_LOG_TWO_PI))


def losses_by_distance(logit, precision):
    """{function: the loss at each distance of the sample}, in this precision; the other logit is 0."""
    kind = np.dtype(precision).type
    logits = np.array([logit, 0.0], kind)
    distances = np.geomspace(0.1, 1000.0, 241)
    return {f: np.array([float(f(logits, kind(d))) for d in distances]) for f in (naive, stable)}
