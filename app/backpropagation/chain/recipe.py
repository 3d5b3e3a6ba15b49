"""The chain for one parameter as one would type it."""

import numpy as np

from app.backpropagation.recipes import net_with


def factor_by_factor(W, b, activation, head, x, k, of):
    """da, slope = σ′(z) and dz by layer from L down to k, the gradient of W[k] or b[k], and the net that agrees."""
    net = net_with(W, b, activation, head)
    x, y = np.array([x]).T, np.array([[1.0]])
    net.forward(x)
    Z, A, L = net.Z, net.A, net.L
    a = A[L]
    if "cross-entropy" in head:
        da, dz = {L: (1 - y) / (1 - a) - y / a}, {L: a - y}  # what is left of da · slope
        slope = {L: a * (1 - a)}
    else:
        da, slope = {L: a - y}, {L: 1.0 if head.startswith("linear") else a * (1 - a)}
        dz = {L: da[L] * slope[L]}
    for j in range(L - 1, k - 1, -1):
        da[j] = net.W[j + 1].T @ dz[j + 1]
        slope[j] = net.activation.prime(Z[j], A[j])
        dz[j] = da[j] * slope[j]
    gradient = dz[k] @ A[k - 1].T if of == "W" else dz[k]
    net.backward(y)  # the same: net.dW[k], net.db[k]
    return da, slope, dz, gradient, net
