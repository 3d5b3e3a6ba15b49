"""Both losses as likelihoods; the experiment runs this very function."""

import numpy as np

from mlcore import HEADS
from mlcore.activations import sigmoid


def likelihoods(z, y, sigma):
    """|dz| of both losses over y × z; −ln p of y for a coin with P(1) = σ(z); N(t; z, σ²) over t, and its −ln p."""
    Z, Y = (grid.reshape(1, -1) for grid in np.meshgrid(np.linspace(-8, 8, 97), np.linspace(0, 1, 41)))
    heads = [HEADS[f"sigmoid + {loss}"] for loss in ("cross-entropy", "squared error")]
    maps = np.array([np.abs(head.dZ(Z, sigmoid(Z), Y)).reshape(41, 97) for head in heads])
    coin = heads[0].each(np.array([[z]]), np.array([[y]])).item()
    t = np.linspace(-8, 8, 401)
    gaussian = np.exp(-0.5 * ((t - z) / sigma) ** 2) / (np.sqrt(2 * np.pi) * sigma)
    error = float(0.5 * ((y - z) / sigma) ** 2 + np.log(sigma * np.sqrt(2 * np.pi)))
    return maps, coin, gaussian, error
