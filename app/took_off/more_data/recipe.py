"""The nets and their training as one would type them."""

import numpy as np

from mlcore import DATASETS, MLP, Adam, train


def losses_by_samples(sizes, data, noise, width, activation, rate, seed, seeds, updates):
    """The held-out losses of every net at the end, number of samples by number; each net has samples of its own."""
    source = DATASETS[data]
    held_out = source(2000, noise=noise, rng=seed + 20_000)
    losses = []
    for n in sizes:
        drawn = [source(n, noise=noise, rng=seed + 1000 + m) for m in range(seeds)]
        X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
        net = MLP([2, width, width, 1], activation, rng=seed, members=seeds)
        for _ in train(net, X, Y, Adam(rate), updates, batch=100, rng=seed):
            pass
        losses.append(net.loss(held_out.X, held_out.Y))
    return losses
