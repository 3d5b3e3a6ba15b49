"""Nets whose output is a density: least squares, one Gaussian, or a mixture; all of it in the units of the data."""

import numpy as np

from app.mixture.density.recipe import identical_kernels
from mlcore import HEADS, MLP
from mlcore.densities import means_at_quantiles

OUTPUTS = ("least squares", "one Gaussian", "mixture")
QUANTILES, RANDOM, IDENTICAL = STARTS = ("means at quantiles", "random", "all kernels identical")


def head(s):
    """The head of these settings."""
    if s["output"] == "mixture":
        return HEADS["MDN"](kernels=s["kernels"])
    return HEADS["squared error" if s["output"] == "least squares" else "Gaussian"]


def start(s):
    """What sets the kernels of a net, given the targets; None where they stay as they were drawn."""
    starts = {QUANTILES: means_at_quantiles, IDENTICAL: identical_kernels}
    return starts.get(s["initial"]) if s["output"] == "mixture" else None


class MixtureNets:
    """The nets of the settings s, seeds as members; `data` are what they learn from, standardized or not."""

    def __init__(self, s, data):
        self.output, self.data = s["output"], data
        self.log_volume = data.Y_scaling.log_volume if data.Y_scaling else 0.0
        self.K = s["kernels"] if s["output"] == "mixture" else 1
        widths = [1, s["hidden"], head(s).outputs(1)]
        self.net = MLP(widths, "tanh", head(s), initializer="Xavier", rng=s["seed"], members=s["seeds"])
        if begin := start(s):
            begin(self.net, data.Y)

    def nats(self, loss):
        """The loss as a mean −ln p(y | x); least squares takes its width from it."""
        if self.output == "least squares":
            with np.errstate(all="ignore"):
                self.width = np.sqrt(2 * loss)
                return 0.5 * np.log(2 * np.pi * np.e * self.width**2) + self.log_volume
        return loss + self.log_volume

    def kernels_at(self, x):
        """π, μ, σ of every net at the inputs x, in the units of the data: each (seeds, K, x.size)."""
        scale = self.data.X_scaling
        with np.errstate(all="ignore"):
            A = self.net.predict(scale.apply(x[None]) if scale else x[None])
        if self.output == "mixture":
            pi, mu, sigma = np.split(A, 3, axis=-2)
        else:
            mu = A[..., :1, :]
            sigma = (
                A[..., 1:, :] if A.shape[-2] == 2 else np.broadcast_to(self.width[:, None, None], mu.shape)
            )
            pi = np.ones_like(mu)
        if self.data.Y_scaling:
            mu, sigma = self.data.Y_scaling.undo(mu), sigma * self.data.Y_scaling.std
        return pi, mu, sigma

    def nll(self, X, Y):
        """−ln p(y | x) of each sample for each net, in the units of the data: (seeds, N_s)."""
        with np.errstate(all="ignore"):
            if self.output == "least squares":
                r = (self.net.predict(X) - Y)[..., 0, :] / self.width[:, None]
                return 0.5 * (np.log(2 * np.pi) + r**2) + np.log(self.width)[:, None] + self.log_volume
            Z, _ = self.net.layers(X)
            return self.net.head.each(Z[-1], Y) + self.log_volume
