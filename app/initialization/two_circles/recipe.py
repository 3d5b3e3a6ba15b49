"""The published experiment as one would type it."""

import numpy as np

from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import circles


def published_losses(activation, rate, seed, updates, every):
    """The costs from zeros, N(0, 100) and He, at every so many updates."""
    data = circles(300, rng=np.random.RandomState(1))
    starts = [INITIALIZERS["zeros"], INITIALIZERS["normal"](100.0), INITIALIZERS["He"]]
    rngs = [np.random.RandomState(seed) for _ in starts]
    net = MLP([2, 10, 5, 1], activation, initializer=starts, rng=rngs)
    steps = train(net, data.X, data.Y, GradientDescent(rate), steps=updates)
    return [record.loss for record in steps if record.step % every == 0]
