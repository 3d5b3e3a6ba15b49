"""Where both losses come from: −ln p(y | x), of a coin and of a Gaussian, and their gradients over (z, y)."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Real, Result, Run
from app.experiment.snippet import written
from app.experiment.words import fixed, number, unit
from app.took_off.likelihood.recipe import likelihoods
from app.took_off.neuron.experiment import HEAD, LOSSES
from mlcore.activations import sigmoid

GRID_Z, GRID_Y = np.linspace(-8, 8, 97), np.linspace(0, 1, 41)
FINE = np.linspace(-8, 8, 401)
SPEED = 0.1  # of z, at each update


class Likelihood(Experiment):
    """One output z and one target y; play moves z."""

    z = Real(-8.0, "Output z of the net at the start", -8, 8, place="main")
    y = Real(0.0, "Target y", 0, 1, view=True)
    sigma = Real(1.0, "Width σ of the Gaussian", 0.3, 4, log=True, view=True)

    def start(self, previous=None):
        return LikelihoodRun(self)


class LikelihoodRun(Run):
    """Moves z up, to 8."""

    pace = 25

    def __init__(self, experiment):
        self.settings, self.z = experiment.settings(), experiment.z

    def step(self):
        if self.z >= 8:
            return False
        self.z = min(self.z + SPEED, 8.0)
        return True

    def result(self):
        s, z = self.settings, np.array([[self.z]])
        y = np.array([[s["y"]]])
        maps, coin, gaussian, error = likelihoods(self.z, s["y"], s["sigma"])
        return LikelihoodResult(
            settings=s,
            z=self.z,
            a=float(sigmoid(z).item()),
            maps=maps,
            dz=np.array([HEAD[loss].dZ(z, sigmoid(z), y).item() for loss in LOSSES]),
            coin=coin,
            gaussian=gaussian,
            error=error,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class LikelihoodResult(Result):
    """maps: |dz| of both losses over GRID_Y × GRID_Z; dz: here; coin: −ln p of y for a coin with P(1) = a;
    gaussian: N(y; z, σ²) over FINE; error: its −ln p at y."""

    settings: dict
    z: float
    a: float
    maps: np.ndarray
    dz: np.ndarray
    coin: float
    gaussian: np.ndarray
    error: float

    @property
    def sentence(self):
        y = self.settings["y"]
        return (
            f"At z = {number(self.z)} and y = {number(y, 4)}: as a coin with P(1) = σ(z) = "
            f"**{unit(self.a)}** the target costs "
            f"−ln p = **{number(self.coin)}**, cross-entropy; as a Gaussian around z it costs "
            f"**{number(self.error)}**, squared error over 2σ² plus a constant. Slopes of the two losses on a "
            f"sigmoid: **{number(abs(self.dz[0]))}** and **{number(abs(self.dz[1]))}**."
        )

    @property
    def outcome(self):
        return {
            "as a coin": self.coin,
            "as a Gaussian": self.error,
            **{f"slope, {loss}": float(dz) for loss, dz in zip(LOSSES, self.dz, strict=True)},
        }

    @property
    def snippet(self):
        """Computes `maps`, `coin`, `gaussian` and `error`, to the last bit."""
        return written(likelihoods, "maps, coin, gaussian, error", self.settings, z=self.z)

    @property
    def tables(self):
        """Tables for files: both maps, and the Gaussian."""
        Z, Y = np.meshgrid(GRID_Z, GRID_Y)
        maps = {f"|dz|, {loss}": grid.ravel() for loss, grid in zip(LOSSES, self.maps, strict=True)}
        return {
            "maps": {"z": Z.ravel(), "y": Y.ravel()} | maps,
            "gaussian": {"y": FINE, "density": self.gaussian},
        }

    @property
    def status(self):
        return f"z = {fixed(self.z, 2)} · nothing is random"
