"""Nets whose output is a density as one would type them."""

import numpy as np

from mlcore import DATASETS, MLP, Adam, train
from mlcore.schedules import cosine


def nll_by_seed(
    problem, samples, noise, head, hidden, rate, updates, seed, seeds, steps, start=None, standardized=True
):
    """Mean −ln p(y | x) of every net before each update, and after the last; in nats, in the units of the data."""
    data = DATASETS[problem](samples, noise, rng=seed + 10_000)
    if standardized:
        data = data.standardized()
    widths = [1, hidden, head.outputs(1)]
    net = MLP(widths, "tanh", head, initializer="Xavier", rng=seed, members=seeds)
    if start:
        start(net, data.Y)
    training = train(net, data.X, data.Y, Adam(cosine(rate, updates)), steps)
    losses = [record.loss for record in training]
    if head.name.endswith("squared error"):  # −ln p of a Gaussian as wide as the residuals are
        losses = [0.5 * np.log(2 * np.pi * np.e * np.sqrt(2 * loss) ** 2) for loss in losses]
    volume = data.Y_scaling.log_volume if standardized else 0.0
    return [loss + volume for loss in losses]


def identical_kernels(net, Y):
    """All kernels of a mixture start as the first one; Y is not asked."""
    K = net.head.settings["kernels"]
    for first in (0, K, 2 * K):  # logits of π, μ, log σ
        net.W[2][..., first : first + K, :] = net.W[2][..., first : first + 1, :]
