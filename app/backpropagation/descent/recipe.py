"""The steps downhill as one would type them."""

import numpy as np

from app.backpropagation.recipes import net_with


def downhill(W, b, activation, head, x, y, rate, steps):
    """The losses and the outputs, before the first step and after each of them."""
    net = net_with(W, b, activation, head)
    x, y = np.array([x]).T, np.array([[y]])
    losses, outputs = [], []
    for step in range(steps + 1):
        if step > 0:
            net.theta -= rate * net.gradient
        net.forward(x)
        net.backward(y)
        losses.append(float(net.head.loss(net.Z[net.L], y)))
        outputs.append(net.A[net.L].item())
    return losses, outputs
