"""What the training of a mixture density net leaves for the pictures, the sentence and the files."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Result
from app.experiment.columns import by_seed
from app.experiment.snippet import written
from app.experiment.words import seeds
from app.mixture.density.nets import head, start
from app.mixture.density.recipe import nll_by_seed
from app.mixture.density.words import sentence
from app.mixture.inverse import humps


def gaussians(y, pi, mu, sigma):
    """π_k 𝒩(y; μ_k, σ_k²): (K, y.size, x.size) from (K, x.size) each."""
    with np.errstate(all="ignore"):
        r = (y[:, None] - mu[:, None]) / sigma[:, None]
        return pi[:, None] * np.exp(-0.5 * r**2) / (np.sqrt(2 * np.pi) * sigma[:, None])


@dataclass(frozen=True, eq=False, kw_only=True)
class MixtureResult(Result):
    """image: p(y | x) of one net on the grids y × x; pi_x, mu_x, sigma_x: its kernels over x, (K × x).
    branch: which of the exact branches each sample of the data comes from.
    parts: its kernels (K × fine) at the x that is looked at, exact_parts: the exact branches there, as far as a
    picture shows them; exact_whole: (branches × whole), wherever y can be.
    losses (updates × seeds), test_losses: mean −ln p(y | x), in nats; floor: the exact posterior's on the same
    held-out samples, learnt_floor: on those that the nets learn from."""

    settings: dict
    problem: object
    step: int
    data: object
    branch: np.ndarray
    x: np.ndarray
    y: np.ndarray
    image: np.ndarray
    pi_x: np.ndarray
    mu_x: np.ndarray
    sigma_x: np.ndarray
    fine: np.ndarray
    pi: np.ndarray
    mu: np.ndarray
    sigma: np.ndarray
    parts: np.ndarray
    exact_parts: np.ndarray
    whole: np.ndarray
    exact_whole: np.ndarray
    steps: np.ndarray
    losses: np.ndarray
    test_steps: np.ndarray
    test_losses: np.ndarray
    floor: float
    learnt_floor: float
    gaussian_floor: float
    diverged: tuple

    @property
    def at(self):
        return self.settings["at"]

    @property
    def mean(self):
        """The mean of the net's density at the x that is looked at."""
        return float(self.pi @ self.mu)

    @property
    def mean_x(self):
        """The same over the grid of x."""
        return (self.pi_x * self.mu_x).sum(axis=0)

    @property
    def everywhere(self):
        """(y, p(y)) of the net at the x that is looked at, in the picture and wherever else its kernels are."""
        kernels = [part[:, None] for part in (self.pi, self.mu, self.sigma)]
        y = np.unique(np.r_[self.fine, (self.mu + self.sigma * np.linspace(-6, 6, 121)[:, None]).ravel()])
        return y, gaussians(y, *kernels)[..., 0].sum(axis=0)

    @property
    def humps(self):
        """The humps of the net's density; (mode, mass, mean, std) of each, none if it is not finite."""
        y, p = self.everywhere
        return humps(y, p) if np.isfinite(p).all() and np.isfinite(y).all() and p.max() > 0 else []

    @property
    def exact_humps(self):
        """Those of the exact density; none where the data never are."""
        p = self.exact_whole.sum(axis=0)
        return humps(self.whole, p) if p.max() > 0 else []

    @property
    def shares(self):
        """P(branch | x), exactly, at the x that is looked at."""
        return np.trapezoid(self.exact_whole, self.whole)

    @property
    def emptiness(self):
        """The exact density at the net's mean, as a share of its peak."""
        p = self.exact_whole.sum(axis=0)
        return float(np.interp(self.mean, self.whole, p, left=0, right=0) / max(p.max(), 1e-300))

    @property
    def excess(self):
        """Mean −ln p above the exact posterior's, of each seed, on the same held-out samples."""
        return self.test_losses[-1] - self.floor

    @property
    def responsibilities(self):
        """γ_k(y) at the x that is looked at: which kernel answers for y, (K × fine)."""
        total = self.parts.sum(axis=0)
        return np.divide(self.parts, total, out=np.full_like(self.parts, np.nan), where=total > 1e-12)

    @property
    def distinct(self):
        """How many kernels of the drawn net are not the same."""
        return len(np.unique(np.hstack([self.pi_x, self.mu_x, self.sigma_x]).round(6), axis=0))

    sentence = property(sentence)

    @property
    def outcome(self):
        return {
            "median held-out loss": float(np.median(self.test_losses[-1])),
            "above the exact posterior": float(np.median(self.excess)),
            "updates": self.step,
        }

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        return written(nll_by_seed, "losses", self.settings, **self.others)

    @property
    def others(self):
        """What the recipe needs beside the settings."""
        return {
            "problem": self.problem.name,
            "head": head(self.settings),
            "start": start(self.settings),
            "steps": self.step,
            "standardized": self.settings["units"] == "standardized",
        }

    @property
    def tables(self):
        """Tables for files: the losses by update, and the density that is looked at."""
        return {
            "losses": by_seed("update", self.steps, {"loss": self.losses}, self.settings["seed"]),
            "slice": {
                self.problem.y: self.fine,
                "net": self.parts.sum(axis=0),
                "exact": self.exact_parts.sum(axis=0),
            },
        }

    @property
    def status(self):
        return f"update {self.step:,} of {self.settings['updates']:,} · {seeds(self.settings)}"
