"""How large the noise at the start is, from that of round-off to that of random weights."""

import numpy as np

EPSILONS = 10.0 ** np.arange(-12, 1)
FITTED = slice(0, 11)  # ε up to 1e-2: larger noise is no small perturbation
