"""The map as one would type it, cell by cell (which takes longer than in the panel)."""

import numpy as np

from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train


def losses_by_cell(depths, lowest, highest, var_b, activation, width, data, rate, updates, seed, seeds):
    """The losses after the last update: depths × variances × seeds."""
    drawn = DATASETS[data](64, rng=seed + 10_000).standardized()
    rows = drawn.Y.shape[0]
    head = "sigmoid + cross-entropy" if rows == 1 else "softmax + cross-entropy"
    bias = INITIALIZERS["normal"](var_b)

    def cell(depth, var_w, rng):
        widths = [drawn.X.shape[0]] + [width] * (depth - 1) + [rows]
        scheme = INITIALIZERS["normal"](tuple(var_w / n for n in widths[:-1]))
        net = MLP(widths, activation, head, initializer=scheme, bias=bias, rng=rng, dtype=np.float32)
        *_, last = train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=updates)
        return last.loss

    variances = np.geomspace(lowest, highest, len(depths))
    rngs = range(seed, seed + seeds)
    return [[[cell(depth, var_w, rng) for rng in rngs] for var_w in variances] for depth in depths]
