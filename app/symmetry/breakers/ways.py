"""Nine ways to train one constant start; one thing differs in each. What a learner takes along are these functions."""

import numpy as np

from mlcore import INITIALIZERS, MLP, Adam, GradientDescent, Momentum, train

WAYS = ("plain", "momentum", "Adam", "minibatches", "9 units: round-off", "random b[1]", "random W[2]")
WAYS += ("a rate per unit", "dropout")


def started(way, X, Y, activation, c, rate, seed):
    """A net, and an iterator that makes one update of it a turn (none at the first)."""
    n, rng = 9 if way.startswith("9") else 8, np.random.default_rng(seed)
    net = MLP([2, n, 1], activation, initializer=INITIALIZERS["constant"](c), bias=c)
    if way == "random b[1]":
        net.b[1][:] = rng.standard_normal((n, 1))
    if way == "random W[2]":
        net.W[2][:] = rng.standard_normal((1, n))
    if way == "dropout":
        return net, dropout(net, X, Y, rate, rng)
    rates = np.full_like(net.theta, rate)
    if way == "a rate per unit":
        net.blocks(rates)[1][:] *= np.linspace(0.9, 1.1, n)[:, None]
    optimizers = {"momentum": Momentum(rate / 10), "Adam": Adam(rate / 10)}
    batch = 30 if way == "minibatches" else None
    return net, train(net, X, Y, optimizers.get(way, GradientDescent(rates)), batch=batch, rng=rng)


def dropout(net, X, Y, rate, rng):
    """Half of the hidden units, drawn anew at each update, are left out; the others count double."""
    while True:
        mask = 2.0 * (rng.random(net.widths[1]) < 0.5)
        W = net.W[2].copy()
        net.W[2][:] = W * mask
        net.forward(X)
        net.backward(Y)
        net.W[2][:] = W
        net.dW[2][:] *= mask
        yield
        net.theta -= rate * net.gradient


def spread(net):
    """The largest difference between two rows of [W[1] | b[1]]."""
    return np.ptp(net.blocks(net.theta)[1], axis=0).max()
