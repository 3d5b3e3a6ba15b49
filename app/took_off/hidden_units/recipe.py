"""The nets and their training as one would type them."""

import numpy as np

from mlcore import DATASETS, MLP, GradientDescent, train


def losses_by_units(starts, data, depth, width, bias, rate, seed, seeds, updates, every):
    """{units of the hidden layers: the losses of every net at the first updates, then at every so many}"""
    drawn = [DATASETS[data](200, rng=seed + 10_000 + m) for m in range(seeds)]
    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
    widths = [2] + [width] * depth + [1]
    losses = {}
    for units, start in starts.items():
        net = MLP(widths, units, initializer=start, bias=bias, rng=seed, members=seeds)
        steps = train(net, X, Y, GradientDescent(rate), updates)
        losses[units] = [r.loss for r in steps if r.step % every == 0 or r.step < 10]
    return losses
