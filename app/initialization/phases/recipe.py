"""The nets and the two inputs as one would type them; the experiment runs this very function, a few nets at a time."""

import numpy as np

from mlcore import INITIALIZERS, MLP


def two_inputs(width, depth, activation, c, var_w, var_b, seed, nets):
    """q and c of two inputs in every layer of every net: mean square of z, and correlation (layers × nets)."""
    X = np.zeros((width, 2))
    X[:2] = width**0.5 * np.array([[1, c], [0, (1 - c**2) ** 0.5]])
    normal = INITIALIZERS["normal"]
    weights, bias = normal(var_w / width), normal(var_b)
    widths, head = [width] * (depth + 1), "linear + squared error"
    net = MLP(widths, activation, head, initializer=weights, bias=bias, rng=seed, members=nets)
    net.forward(X)
    Z = np.array(net.Z[1:])  # layers × nets × units × the two inputs
    first, second = Z[..., 0], Z[..., 1]
    sizes = np.vecdot(first, first), np.vecdot(second, second)
    length = np.sqrt(sizes[0]) * np.sqrt(sizes[1])
    nothing = np.full_like(length, np.nan)  # where both are 0 there is no correlation
    correlation = np.divide(np.vecdot(first, second), length, out=nothing, where=length > 0)
    return (sizes[0] + sizes[1]) / (2 * width), correlation
