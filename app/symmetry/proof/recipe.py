"""One sample through equal units as one would type it."""

import numpy as np

from mlcore import INITIALIZERS, MLP
from mlcore.schedules import piecewise


def updates_by_hand(width, activation, head, c1, c2, apart, x1, x2, y, rates, updates):
    """The net after so many updates, its gradient there, and W[1] after the next one; rates: {update: rate}."""
    x, y = np.array([[x1], [x2]]), np.array([[float(y)]])
    net = MLP([2, width, 1], activation, head, initializer=INITIALIZERS["constant"]((c1, c2)))
    net.b[1][:], net.b[2][:] = c1, c2
    net.W[1][1:2, 0] += apart
    rate = piecewise(rates)
    for update in range(updates + 1):
        net.forward(x)
        net.backward(y)
        if update < updates:
            net.theta -= rate(update) * net.gradient
    return net, net.W[1] - rate(updates) * net.dW[1]
