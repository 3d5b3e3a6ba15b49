"""The nets and their training as one would type them."""

import numpy as np

from mlcore import DATASETS, MLP, train


def accuracy_by_update(data, layers, units, head, start, optimizer, rate, batch, seed, seeds, updates, every):
    """The share of right answers of every net, at every so many updates."""
    drawn = [DATASETS[data](300, rng=seed + 10_000 + m) for m in range(seeds)]
    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
    widths = [2] + [16] * layers + [1]
    net = MLP(widths, units, head, initializer=start, rng=seed, members=seeds)
    steps = train(net, X, Y, optimizer(rate), updates, batch=batch, rng=seed)
    return [net.accuracy(X, Y) for record in steps if record.step % every == 0]
