"""The nets and their training as one would type them."""

from mlcore import MLP, Adam, train
from mlcore.datasets import moons


def losses_by_width(widths, depth, samples, noise, seed, seeds, updates):
    """The held-out losses of every net at the end, width by width."""
    data = moons(samples, noise=noise, rng=seed + 10_000)
    held_out = moons(2000, noise=noise, rng=seed + 20_000)
    losses = []
    for n in widths:
        net = MLP([2] + [n] * depth + [1], "ReLU", rng=seed, members=seeds)
        for _ in train(net, data.X, data.Y, Adam(0.01), updates, batch=100, rng=seed):
            pass
        losses.append(net.loss(held_out.X, held_out.Y))
    return losses
