"""The rocks behind the two answers: prior, moduli, impedance and posterior of a soft and of a stiff sand."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.snippet import arguments, written
from app.experiment.words import number
from app.mixture.density.words import listed, percent, value
from app.mixture.inverse import humps, impedance_slider
from app.mixture.rocks.recipe import posterior_of, rocks_of
from mlcore.rockphysics import (
    BRINE,
    FACIES,
    POROSITIES,
    dry_rock,
    elastic,
    gassmann,
    impedance,
    mineral,
    prior,
)

FLUIDS = {"brine": BRINE, "oil": (1.0, 0.8), "gas": (0.05, 0.2)}  # K in GPa, ρ in g/cm³
MOST, AT_ONCE = 2000, 20  # samples in all, and at each update
PHI = np.linspace(*POROSITIES, 181)
FINE = np.linspace(*POROSITIES, 721)


class Rocks(Experiment):
    """Play draws samples. First the prior, what is known before AI is measured, then the physics."""

    share = Real(0.6, "Share of soft sand", 0.02, 0.98)
    soft_mean = Real(0.24, "Soft sand: mean φ", 0.05, 0.35)
    soft_std = Real(0.05, "Soft sand: spread of φ", 0.01, 0.15)
    stiff_mean = Real(0.27, "Stiff sand: mean φ", 0.05, 0.35)
    stiff_std = Real(0.04, "Stiff sand: spread of φ", 0.01, 0.15)
    clay = Real(0.1, "Clay of the soft sand", 0, 0.5)
    pressure = Real(20, "Effective pressure", 1, 100, log=True, unit="MPa")
    contacts = Real(9, "Contacts of a grain", 4, 14)
    fluid = Choice(FLUIDS, "brine", "Fluid in the pores")
    at = impedance_slider(3, 12)
    noise = Real(0.02, "Noise: std of ln AI", 0.005, 0.2, log=True, place="more")
    seed = Whole(0, "Seed", 0, 9999, place="more")

    def facies(self):
        return rocks_of(**arguments(rocks_of, self.settings()))

    def conditions(self):
        return {"contacts": self.contacts, "pressure": self.pressure / 1000, "fluid": FLUIDS[self.fluid]}

    def start(self, previous=None):
        return RocksRun(self, previous)


def others(s):
    """What the recipe of the posterior needs beside the settings."""
    return {"fluid": FLUIDS[s["fluid"]], "rocks": arguments(rocks_of, s)}


class RocksRun(Run):
    """Samples that come a few at a time; a slider moved keeps how many there are."""

    pace = 15  # updates a second

    def __init__(self, experiment, previous=None):
        self.settings, self.facies, self.conditions = (
            experiment.settings(),
            experiment.facies(),
            experiment.conditions(),
        )
        same = previous is not None and previous.settings != self.settings
        self.count = previous.count if same else 0
        self._draw()

    def _draw(self):
        """All samples at once, of which `count` are shown: moving a slider moves them, and draws no others.

        Porosities outside of POROSITIES are left out, so that each rock is drawn as often as it takes to have its
        share of those that stay.
        """
        s, rng = self.settings, np.random.default_rng(self.settings["seed"])
        soft, stiff = (f.share / f.inside for f in self.facies)
        is_soft = rng.uniform(size=MOST) < soft / (soft + stiff)
        normals = rng.standard_normal((2, MOST))
        mean, std = (np.where(is_soft, *(getattr(f, name) for f in self.facies)) for name in ("mean", "std"))
        phi = mean + std * normals[0]
        inside = (phi > POROSITIES[0]) & (phi < POROSITIES[1])
        phi = np.clip(phi, *POROSITIES)
        AI = np.where(is_soft, *(impedance(phi, f, **self.conditions) for f in self.facies))
        AI = AI * np.exp(s["noise"] * normals[1])
        self.samples = AI[inside], phi[inside], is_soft[inside]

    def step(self):
        """A few samples more."""
        if self.count >= MOST:
            return False
        self.count += AT_ONCE
        return True

    def result(self):
        s, fluid = self.settings, self.conditions["fluid"]
        moduli = []
        for f in self.facies:
            K, _, _ = mineral(f.clay)
            K_dry, G = dry_rock(PHI, f.clay, f.stiff, s["contacts"], s["pressure"] / 1000)
            moduli.append((K_dry, gassmann(K_dry, K, PHI, fluid[0]), G))
        posterior = posterior_of(**arguments(posterior_of, s, **others(s)))
        return RocksResult(
            settings=s,
            phi=PHI,
            moduli=np.array(moduli),
            velocity=np.array([elastic(PHI, f.clay, f.stiff, **self.conditions)[0] for f in self.facies]),
            density=np.array([elastic(PHI, f.clay, f.stiff, **self.conditions)[2] for f in self.facies]),
            AI=np.array([impedance(PHI, f, **self.conditions) for f in self.facies]),
            samples=tuple(part[: self.count] for part in self.samples),
            fine=FINE,
            prior=prior(FINE, self.facies),
            posterior=posterior,
            shares=np.trapezoid(posterior, FINE, axis=1) if posterior.any() else np.full(2, np.nan),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class RocksResult(Result):
    """moduli: (2 facies, [K_dry, K_sat, G], φ) in GPa; velocity Vp in km/s, density in g/cm³ and AI: (2, φ);
    samples: (AI, φ, whether of soft sand); prior: p(facies, φ) on `fine`; posterior: p(facies, φ | AI) there;
    shares: P(facies | AI)."""

    settings: dict
    phi: np.ndarray
    moduli: np.ndarray
    velocity: np.ndarray
    density: np.ndarray
    AI: np.ndarray
    samples: tuple
    fine: np.ndarray
    prior: np.ndarray
    posterior: np.ndarray
    shares: np.ndarray

    @property
    def at(self):
        return self.settings["at"]

    @property
    def answers(self):
        """The porosity that each rock alone would have at AI: its mean; nan where it does not reach AI."""
        mass = np.trapezoid(self.posterior, self.fine)
        first = np.trapezoid(self.posterior * self.fine, self.fine)
        return np.divide(first, mass, out=np.full(2, np.nan), where=mass > 0)

    @property
    def humps(self):
        """The humps of the posterior, as `humps` lists them."""
        return humps(self.fine, self.posterior.sum(axis=0)) if np.isfinite(self.shares).all() else []

    @property
    def many(self):
        """How many answers there are."""
        return len(self.humps)

    @property
    def sentence(self):
        if not np.isfinite(self.shares).all():
            return f"**No rock has AI = {number(self.at, 4)}**: neither reaches it with these settings."
        n, found = self.many, self.humps
        many = "is **one answer**" if n == 1 else f"are **{'two' if n == 2 else n} answers**"
        soft, stiff = self.answers
        apart = (
            f" Soft sand alone says φ = {value(soft)}, stiff sand {value(stiff)}: **{value(abs(stiff - soft))}** apart."
            if np.isfinite(self.answers).all()
            else ""
        )
        return (
            f"At AI = {number(self.at, 4)} there {many}: φ = {listed(found)}. The rock is soft sand with "
            f"**{percent(self.shares[0])}** (before AI was known: {percent(self.settings['share'])}) and stiff sand "
            f"with **{percent(self.shares[1])}**.{apart}"
        )

    @property
    def outcome(self):
        return {"P(soft sand | AI)": float(self.shares[0]), "P(stiff sand | AI)": float(self.shares[1])}

    @property
    def snippet(self):
        """Computes `posterior`, to the last bit."""
        return written(posterior_of, "posterior", self.settings, **others(self.settings))

    @property
    def tables(self):
        """Tables for files: both rocks by porosity, the samples, the posterior."""
        AI, phi, is_soft = self.samples
        names = tuple(f.name for f in FACIES)
        return {
            "rocks": {"porosity": self.phi}
            | {f"AI, {n}, km/s · g/cm³": v for n, v in zip(names, self.AI, strict=True)}
            | {f"Vp, {n}, km/s": v for n, v in zip(names, self.velocity, strict=True)}
            | {f"ρ, {n}, g/cm³": v for n, v in zip(names, self.density, strict=True)},
            "prior": {"porosity": self.fine} | dict(zip(names, self.prior, strict=True)),
            "samples": {"AI, km/s · g/cm³": AI, "porosity": phi, "soft sand": is_soft},
            "posterior": {"porosity": self.fine} | dict(zip(names, self.posterior, strict=True)),
        }

    @property
    def status(self):
        return f"{len(self.samples[0]):,} samples · seed {self.settings['seed']}"
