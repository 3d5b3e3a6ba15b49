"""The check of a gradient as one would type it."""

import numpy as np

from mlcore import INITIALIZERS, check_gradients
from mlcore.datasets import moons


def check_by_differences(Net, samples, activation, seed, epsilon, checked, **broken):
    """The error of each array at ε; a sweep of ε, and the largest error at each of them in both precisions."""
    data = moons(max(samples, 2), noise=0.2, rng=seed + 10_000)
    if samples == 1:
        data = data.split(1)[0]
    bias = INITIALIZERS["normal"](0.1)

    def errors(eps, dtype=np.float64):
        net = Net([2, 3, 3, 1], activation, bias=bias, rng=seed, dtype=dtype, **broken)
        checks = check_gradients(net, data.X.astype(dtype), data.Y.astype(dtype), eps)
        return {f"{c.array}[{c.layer}]": c.error for c in checks}

    def worst(eps, dtype):  # of the arrays that were checked: where nothing was, the error is nan
        return max((e for e in errors(eps, dtype).values() if e == e), default=np.nan)

    sweep = (10.0 ** np.arange(0, -12.1, -0.5))[:checked]
    double, single = ([worst(eps, dtype) for eps in sweep] for dtype in (np.float64, np.float32))
    return errors(epsilon), sweep, double, single
