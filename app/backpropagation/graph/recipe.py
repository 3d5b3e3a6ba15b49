"""The graph of one sample as one would type it."""

import numpy as np

from app.backpropagation.recipes import net_with


def forward_and_back(W, b, activation, head, x, y):
    """All that the boxes hold: net with its Z, A, dZ, dW and db, the loss l, and da by layer."""
    net = net_with(W, b, activation, head)
    x, y = np.array([x]).T, np.array([[y]])
    net.forward(x)
    net.backward(y)
    da = {k: net.W[k + 1].T @ net.dZ[k + 1] for k in range(1, net.L)}
    return net, net.head.loss(net.Z[net.L], y), da
