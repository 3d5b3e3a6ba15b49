"""The lecture's net as one would type it; the experiment runs this very function."""

import numpy as np

from mlcore import MLP


def forward_and_back(samples, n1, n2, activation, head, seed):
    """A 3-n1-n2-1 net with its W and dW, the loss, and the means over the samples of a and dz in each layer."""
    rng = np.random.default_rng(seed + 10_000)
    X = rng.standard_normal((3, samples))
    Y = (X[:1] * X[1:2] > 0) * 1.0
    net = MLP([3, n1, n2, 1], activation, head, initializer="Xavier", rng=seed)
    net.forward(X)
    net.backward(Y)
    a = [A.mean(axis=1) for A in net.A]
    dz = [dZ.mean(axis=1) for dZ in net.dZ[1:]]
    return net, net.head.loss(net.Z[3], Y), a, dz
