"""Using a density: samples, modes, intervals with measured coverage, and the facies, all beside the exact answer."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Real
from app.experiment.words import between, number, percent
from app.mixture.density.experiment import MixtureDensity, MixtureRun
from app.mixture.density.result import MixtureResult, gaussians
from app.mixture.density.words import listed, value
from mlcore.rockphysics import FACIES, impedance

NOMINAL = np.linspace(0.05, 0.95, 19)
COVERED = 1000  # held-out samples whose coverage is measured
DRAWN = 400  # samples drawn from the density
CELLS = 600


class MixtureUse(MixtureDensity):
    """A share of probability asked for, and the smallest set of φ that holds it."""

    share = Real(0.8, "Probability that the set should hold", 0.05, 0.99, place="side", view=True)

    def start(self, previous=None):
        return UseRun(self)


def smallest_set(y, p, share):
    """Where the density is highest, as much of y as holds `share`: a list of (low, high)."""
    order = np.argsort(-p)
    mass = np.cumsum((p * np.gradient(y))[order])
    inside = np.zeros(len(y), bool)
    if mass[-1] > 0:
        inside[order[: np.searchsorted(mass, share * mass[-1]) + 1]] = True
    edges = np.flatnonzero(np.diff(np.r_[False, inside, False].astype(int)))
    return [(float(y[a]), float(y[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


class UseRun(MixtureRun):
    """A `MixtureRun` that also measures what the density is good for."""

    measured = None

    def result(self):
        base = super().result()
        rng = np.random.default_rng(self.settings["seed"] + 30_000)  # the same random numbers at every look
        K = (
            rng.choice(self.nets.K, DRAWN, p=base.pi / base.pi.sum())
            if np.isfinite(base.pi).all()
            else np.zeros(DRAWN, int)
        )
        return UseResult(
            **vars(base),
            samples=base.mu[K] + base.sigma[K] * rng.standard_normal(DRAWN),
            set_net=smallest_set(*map(np.nan_to_num, base.everywhere), self.settings["share"]),
            set_exact=smallest_set(base.whole, base.exact_whole.sum(axis=0), self.settings["share"]),
            exact_soft=self.exact.shares(base.x)[0],
            **self._measure(base),
        )

    def _measure(self, base):
        """Coverage and facies over the grid of x; taken once a step."""
        key = self.now, self.drawn()
        if self.measured is None or self.measured[0] != key:
            X, Y = self.held_out.X[0, :COVERED], self.held_out.Y[0, :COVERED]
            y = np.linspace(*self.problem.support, CELLS)
            net = np.nan_to_num(
                gaussians(y, *(part[self.drawn()] for part in self.nets.kernels_at(X))).sum(axis=0)
            )
            self.measured = (
                key,
                {
                    "coverage": coverage(y, net, Y),
                    "coverage_exact": self._exact_coverage(X, Y, y),
                    "soft": soft(base.x, base.pi_x, base.mu_x),
                },
            )
        return self.measured[1]

    def _exact_coverage(self, X, Y, y):
        if "exact" not in self.kept_for_ever:
            self.kept_for_ever["exact"] = coverage(y, self.exact.density(X, y).sum(axis=0), Y)
        return self.kept_for_ever["exact"]

    def __init__(self, experiment):
        self.kept_for_ever = {}
        super().__init__(experiment)


def coverage(y, p, Y):
    """How many of the samples lie in the smallest set of each NOMINAL share: (len(NOMINAL))."""
    mine = np.array([np.interp(v, y, column) for v, column in zip(Y, p.T, strict=True)])
    total = np.maximum(p.sum(axis=0), 1e-300)
    rank = np.where(p > mine, p, 0).sum(axis=0) / total  # the mass of what is more probable than the truth
    return (rank <= NOMINAL[:, None]).mean(axis=1)


def soft(x, pi, mu):
    """P(soft sand) from the kernels: each counts for the rock whose porosity at this AI is nearer to its mean."""
    phi = np.linspace(0.005, 0.395, 800)
    near = [np.abs(mu - np.interp(-x, -impedance(phi, f), phi)) for f in FACIES]
    return np.where(near[0] <= near[1], pi, 0).sum(axis=0)


@dataclass(frozen=True, eq=False)
class UseResult(MixtureResult):
    """samples drawn from the net at `at`; set_net, set_exact: the smallest sets; coverage over NOMINAL;
    soft, exact_soft: P(soft sand | AI) over x."""

    samples: np.ndarray
    set_net: list
    set_exact: list
    exact_soft: np.ndarray
    coverage: np.ndarray
    coverage_exact: np.ndarray
    soft: np.ndarray

    @property
    def sentence(self):
        share = self.settings["share"]
        held = float(np.interp(share, NOMINAL, self.coverage))
        mine, true = (float(np.interp(self.at, self.x, v)) for v in (self.soft, self.exact_soft))
        modes = listed(self.humps, self.y[[0, -1]]) or "nothing"
        return (
            f"At AI = {number(self.at, 4)} the net says φ = {modes}; the smallest set with {percent(share)} of it is "
            f"**{in_words(self.set_net)}** (exact: {in_words(self.set_exact)}). Over {COVERED:,} held-out samples such "
            f"sets hold the truth in **{percent(held)}** of the cases. Soft sand here: **{percent(mine)}** by the "
            f"kernels, {percent(true)} exactly."
        )


def in_words(intervals):
    return " and ".join(between(low, high, value) for low, high in intervals) or "nowhere"
