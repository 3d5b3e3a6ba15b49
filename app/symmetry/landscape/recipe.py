"""The plane and the way there as one would type them."""

import numpy as np

from app.symmetry.data import data_of
from mlcore import INITIALIZERS, MLP, GradientDescent, train


def plane_and_path(data, samples, epsilon, rate, seed, trained, updates):
    """The loss over shares of the valley × shares of the twin; where the training is there, and its losses."""
    drawn = data_of(data, samples, seed)
    start = INITIALIZERS["normal"](epsilon**2)
    net = MLP([2, 2, 1], "tanh", initializer=start, bias=start, rng=seed)
    thetas, losses = [], []
    for record in train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=trained):
        thetas.append(net.theta.copy())
        losses.append(record.loss)
    valley = thetas[-1]
    twin = valley[[3, 4, 5, 0, 1, 2, 7, 6, 8]]  # hidden units 1 and 2 exchanged

    edge = np.linspace(-0.5, 1.5, 61)
    alpha, beta = (grid.reshape(-1, 1) for grid in np.meshgrid(edge, edge))
    plane = MLP([2, 2, 1], "tanh", initializer="zeros", rng=[0] * alpha.size)
    plane.theta[:] = alpha * valley + beta * twin
    surface = plane.loss(drawn.X, drawn.Y).reshape(61, 61)
    basis = np.stack([valley, twin]).T
    path = [np.linalg.lstsq(basis, theta, rcond=None)[0] for theta in thetas[: updates + 1]]
    return surface, path, losses[: updates + 1]
