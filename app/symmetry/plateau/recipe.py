"""The nets and their training as one would type them."""

import numpy as np

from app.symmetry.data import data_of
from mlcore import INITIALIZERS, MLP, GradientDescent, train


def losses_by_noise(data, samples, c, rate, seed, seeds, goals, updates, widths, equal, now):
    """Weights c + ε · N(0, 1) for ε = 10⁻¹² … 1: the median losses (updates × ε), and for each goal the first update
    at which the loss of a net is below it (ε × seeds). All weights equal: that update, width by width."""
    drawn = data_of(data, samples, seed)
    epsilon, rngs = 10.0 ** np.arange(-12, 1), list(range(seed, seed + seeds))
    normal = INITIALIZERS["normal"](1.0)
    net = MLP([2, 8, 1], "tanh", initializer=normal, bias=normal, rng=rngs * epsilon.size)
    net.theta *= epsilon.repeat(seeds)[:, None]
    net.theta += c
    training = train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=updates)
    losses = np.array([record.loss for record in training]).reshape(-1, epsilon.size, seeds)
    medians = np.median(np.nan_to_num(losses, nan=10.0), axis=2)
    below = [losses < goal for goal in goals]
    firsts = [np.where(each.any(axis=0), each.argmax(axis=0), np.inf) for each in below]

    learnt = []  # without noise: what round-off comes to
    for n in widths:
        net = MLP([2, n, 1], "tanh", initializer=INITIALIZERS["constant"](equal), bias=equal)
        training = train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=now)
        learnt.append(next((record.step for record in training if record.loss < goals[-1]), np.inf))
    return medians, firsts, learnt
