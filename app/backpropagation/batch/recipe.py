"""All samples at once as one would type it; the experiment runs these very functions."""

from mlcore import INITIALIZERS, MLP
from mlcore.datasets import moons


def all_at_once(samples, activation, head, seed, times=1.0):
    """X, Y and a 2-3-1 net, forward and back; W[2] as drawn, times a factor."""
    data = moons(12, rng=seed + 10_000)
    X, Y = data.X[:, :samples], data.Y[:, :samples]
    normal = INITIALIZERS["normal"]
    net = MLP([2, 3, 1], activation, head, initializer=normal(0.5), bias=normal(0.1), rng=seed)
    net.W[2] *= times
    net.forward(X)
    net.backward(Y)
    return X, Y, net


def with_dZ_held(samples, activation, head, seed, times):
    """The same, but the way back begins with the dZ[2] from before W[2] was multiplied."""
    X, Y, net = all_at_once(samples, activation, head, seed)
    dZ = net.dZ[2].copy()
    net.W[2] *= times
    net.forward(X)
    back_from(net, dZ)
    return X, Y, net


def back_from(net, dZ):
    """The way back from a dZ[2] that is not this net's own, by the lecture's equations."""
    N_s = dZ.shape[1]
    net.dZ[2] = dZ
    net.dZ[1] = net.W[2].T @ dZ * net.activation.prime(net.Z[1], net.A[1])
    for k in (1, 2):
        net.dW[k][:] = net.dZ[k] @ net.A[k - 1].T / N_s
        net.db[k][:] = net.dZ[k].mean(axis=1, keepdims=True)
