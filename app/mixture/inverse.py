"""Inverse problems with more than one answer, and their exact answer by quadrature: what a density can be held to."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from app.experiment import Real
from mlcore import DATASETS
from mlcore.rockphysics import FACIES, POROSITIES, joint_density, labelled_sample

AI_AXIS = "AI = ρ·Vp, km/s · g/cm³"  # acoustic impedance: density times the velocity of P-waves
TEST_SEED = 20_000  # added to the first seed: held-out samples have a generator of their own


@dataclass(frozen=True)
class Inverse:
    """Predict y from x, each with its symbol and its name on an axis. `support`: where y can be; `reach`: where x
    can be; `shown`: what a picture shows of both."""

    name: str
    symbols: tuple
    x: str
    y: str
    support: tuple
    reach: tuple
    x_shown: tuple
    y_shown: tuple
    answers: tuple  # what the branches of the answer are called

    def draw(self, n, noise, rng):
        """n samples as a `Dataset`."""
        return DATASETS[self.name](n, noise, rng)

    def branches(self, n, noise, rng):
        """Which of the answers each of these n samples stands for: an index, (n)."""
        if self.name == "petroelastic":
            return labelled_sample(n, noise, np.random.default_rng(rng))[2]
        return np.zeros(n, int)

    def joint(self, x, y, noise):
        """p(branch, x, y): shape (branches, y.size, x.size); of pairs if x is a column."""
        if self.name == "petroelastic":
            return joint_density(x, y, noise)
        y = np.asarray(y)[:, None]
        off = np.abs(x - y - 0.3 * np.sin(2 * np.pi * y))
        return ((off <= noise) & (y >= 0) & (y <= 1))[None] / (2 * noise)


PETROELASTIC = Inverse(
    "petroelastic",
    ("AI", "φ"),
    AI_AXIS,
    "porosity φ",
    POROSITIES,
    (2.5, 20.0),
    (5.0, 10.5),
    (0.05, 0.4),
    tuple(f.name for f in FACIES),
)
BISHOP = Inverse(
    "bishop",
    ("x", "t"),
    "x",
    "t",
    (0.0, 1.0),
    (-0.5, 1.5),
    (-0.1, 1.1),
    (-0.15, 1.15),
    ("one of the branches",),
)


def impedance_slider(low, high):
    """Where to look at the petroelastic problem, a knob."""
    return Real(
        7.5,
        "Acoustic impedance AI",
        low,
        high,
        place="main",
        unit="km/s · g/cm³",
        marks=lambda e: {7.5: "7.5"},
        view=True,
    )


class Exact:
    """The exact p(y | x) of a problem at one level of noise, by the trapezoidal rule over y."""

    def __init__(self, problem, noise):
        self.problem, self.noise = problem, noise
        self.y = np.linspace(*problem.support, 1001)
        self.x = (
            np.geomspace(*problem.reach, 801) if problem.reach[0] > 0 else np.linspace(*problem.reach, 801)
        )
        self.evidence = self._over_y(problem.joint(self.x, self.y, noise).sum(axis=0))  # p(x)

    def _over_y(self, values):
        return np.trapezoid(values, self.y, axis=-2)

    def density(self, x, y):
        """p(branch, y | x) on grids: shape (branches, y.size, x.size); 0 where no such x occurs."""
        x = np.atleast_1d(x)
        evidence = self._over_y(self.problem.joint(x, self.y, self.noise).sum(axis=0))
        joint = self.problem.joint(x, y, self.noise)
        return np.divide(joint, evidence, out=np.zeros_like(joint), where=evidence > 1e-300)

    def shares(self, x):
        """P(branch | x): shape (branches, x.size)."""
        return self._over_y(self.density(x, self.y))

    def each(self, X, Y):
        """−ln p(y | x) of each sample (1 × N_s): shape (N_s)."""
        joint = self.problem.joint(X[0][:, None], Y[0], self.noise)[..., 0].sum(axis=0)
        at = np.interp(X[0], self.x, np.log(np.maximum(self.evidence, 1e-300)))
        return at - np.log(np.maximum(joint, 1e-300))

    @cached_property
    def _conditional(self):
        """p(y | x) on the grid of quadrature."""
        return self.density(self.x, self.y).sum(axis=0)

    def _mean_over_x(self, values):
        return float(np.trapezoid(self.evidence * values, self.x))

    @cached_property
    def floor(self):
        """The lowest mean −ln p(y | x) there can be: the conditional entropy."""
        p = self._conditional
        return self._mean_over_x(self._over_y(-p * np.log(np.where(p > 0, p, 1))))

    @cached_property
    def _variance(self):
        p = self._conditional
        mean, square = (self._over_y(p * self.y[:, None] ** k) for k in (1, 2))
        return np.maximum(square - mean**2, 1e-12)

    @cached_property
    def gaussian_floor(self):
        """The lowest for one Gaussian at each x, its width free."""
        return self._mean_over_x(0.5 * np.log(2 * np.pi * np.e * self._variance))

    @cached_property
    def constant_floor(self):
        """The lowest for one Gaussian of the same width everywhere: what least squares stands for."""
        return float(0.5 * np.log(2 * np.pi * np.e * self._mean_over_x(self._variance)))


@lru_cache(8)
def exact(problem, noise):
    """`Exact`, computed once for each problem and noise."""
    return Exact(problem, noise)


def humps(y, p, least=0.03):
    """The humps of a density on a grid: a list of (mode, mass, mean, std), from low y to high.

    A hump rises above `least` of the highest one, and the valley to the next one is clearly lower than both.
    """
    inside = np.r_[-np.inf, p, -np.inf]
    tops = np.flatnonzero((inside[1:-1] > inside[:-2]) & (inside[1:-1] >= inside[2:]))
    tops = [i for i in tops if p[i] > least * p.max()]
    cuts, kept = [0], tops[:1]
    for top in tops[1:]:
        valley = kept[-1] + int(np.argmin(p[kept[-1] : top + 1]))
        if p[valley] < 0.8 * min(p[kept[-1]], p[top]):
            cuts, kept = [*cuts, valley], [*kept, top]
        elif p[top] > p[kept[-1]]:
            kept[-1] = top
    found, total = [], np.trapezoid(p, y)
    for top, a, b in zip(kept, cuts, [*cuts[1:], len(y) - 1], strict=True):
        part, at = p[a : b + 1], y[a : b + 1]
        mass = np.trapezoid(part, at)
        mean = np.trapezoid(part * at, at) / mass
        std = np.sqrt(np.trapezoid(part * (at - mean) ** 2, at) / mass)
        found.append((float(y[top]), float(mass / total), float(mean), float(std)))
    return found
