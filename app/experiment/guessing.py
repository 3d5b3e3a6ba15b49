"""What guessing costs: the cross-entropy of always answering the shares of the classes (in nats)."""

import numpy as np


def guessing(Y: np.ndarray) -> float:
    """Of targets Y, which hold one row of 0 and 1 (1 × N_s), or a row for each class (classes × N_s)."""
    shares = Y.mean(axis=1)
    shares = shares if shares.size > 1 else np.array([*shares, *(1 - shares)])
    return float(-(shares * np.log(np.where(shares > 0, shares, 1))).sum())
