"""The neuron and its training as one would type them."""

import numpy as np

from mlcore import MLP, GradientDescent, train


def outputs_by_loss(w, b, y, rate, updates):
    """{loss: the output a of the neuron before each update, and after the last}"""
    X, Y = np.array([[1.0]]), np.array([[y]])
    outputs = {}
    for loss in ("cross-entropy", "squared error"):
        net = MLP([1, 1], head=f"sigmoid + {loss}")
        net.W[1][...], net.b[1][...] = w, b
        steps = train(net, X, Y, GradientDescent(rate), updates)
        outputs[loss] = [net.A[1].item() for _ in steps]
    return outputs
