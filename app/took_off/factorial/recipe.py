"""All sets of switches as one would type them."""

from itertools import product

import numpy as np

from mlcore import DATASETS, INITIALIZERS, MLP, Adam, GradientDescent, train


def accuracy_by_set(data, layers, updates, seed, seeds):
    """The share of right answers of every net at the end, set by set; nan of a net that diverged."""
    drawn = [DATASETS[data](300, rng=seed + 10_000 + m) for m in range(seeds)]
    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
    widths = [2] + [16] * layers + [1]
    shares = []
    for units, loss, start, batch, optimizer in product(
        ("sigmoid", "ReLU"),
        ("squared error", "cross-entropy"),
        (INITIALIZERS["normal"](1.0), INITIALIZERS["He"]),
        (None, 32),
        (GradientDescent(0.1), Adam(0.01)),
    ):
        net = MLP(widths, units, f"sigmoid + {loss}", initializer=start, rng=seed, members=seeds)
        training = train(net, X, Y, optimizer, updates, batch=batch, rng=seed)
        for _ in training:
            pass
        right = net.accuracy(X, Y)
        shares.append(np.where(training.alive, right, np.nan))
    return shares
