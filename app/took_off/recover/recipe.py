"""The nets and their training as one would type them."""

import numpy as np

from mlcore import MLP, GradientDescent, train
from mlcore.datasets import moons


def accuracy_by_loss(rates, activation, bias, seed, seeds, updates, every):
    """{loss: the share of right answers of every net, at every so many updates}"""
    drawn = [moons(300, rng=seed + 10_000 + m) for m in range(seeds)]
    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
    accuracy = {}
    for loss, rate in rates.items():
        head = f"sigmoid + {loss}"
        net = MLP([2, 8, 1], activation, head, initializer="Xavier", rng=seed, members=seeds)
        net.b[2][...] = bias
        accuracy[loss] = []
        for record in train(net, X, Y, GradientDescent(rate), updates):
            if record.step % every == 0:
                accuracy[loss].append(((net.A[2] > 0.5) == (Y > 0.5)).mean(axis=(-2, -1)))
    return accuracy
