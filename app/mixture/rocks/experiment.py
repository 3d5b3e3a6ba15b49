"""The rocks behind the two answers: moduli, impedance and posterior of a friable and a cemented sand."""

from dataclasses import dataclass, replace

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.words import number, percent
from app.mixture.density.words import listed
from app.mixture.inverse import humps, impedance_slider
from mlcore.rockphysics import (
    BRINE,
    FACIES,
    POROSITIES,
    dry_rock,
    gassmann,
    impedance,
    joint_density,
    mineral,
)

FLUIDS = {"brine": BRINE, "oil": (1.0, 0.8), "gas": (0.05, 0.2)}  # K in GPa, ρ in g/cm³
MOST, AT_ONCE = 2000, 20  # samples in all, and at each update
PHI = np.linspace(*POROSITIES, 181)
FINE = np.linspace(*POROSITIES, 721)


class Rocks(Experiment):
    """Play draws samples. Pressure in MPa; clay is a share of the grains of the friable rock."""

    share = Real(0.6, "Share of friable rock", 0.02, 0.98)
    clay = Real(0.1, "Clay in the friable rock", 0, 0.5)
    pressure = Real(20, "Effective pressure", 1, 100, log=True, unit="MPa")
    contacts = Real(9, "Contacts of a grain", 4, 14)
    fluid = Choice(FLUIDS, "brine", "Fluid in the pores")
    at = impedance_slider(3, 12)
    noise = Real(0.02, "Noise: std of ln AI", 0.005, 0.2, log=True, place="more")
    seed = Whole(0, "Seed", 0, 9999, place="more")

    def facies(self):
        friable, cemented = FACIES
        return (
            replace(friable, share=self.share, clay=self.clay),
            replace(cemented, share=1 - self.share),
        )

    def conditions(self):
        return {"contacts": self.contacts, "pressure": self.pressure / 1000, "fluid": FLUIDS[self.fluid]}

    def start(self, previous=None):
        return RocksRun(self, previous)


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
        """All samples at once, of which `count` are shown: moving a slider moves them, and draws no others."""
        s, rng = self.settings, np.random.default_rng(self.settings["seed"])
        friable = rng.uniform(size=MOST) < s["share"]
        normals = rng.standard_normal((2, MOST))
        mean, std = (np.where(friable, *(getattr(f, name) for f in self.facies)) for name in ("mean", "std"))
        phi = mean + std * normals[0]
        inside = (phi > POROSITIES[0]) & (phi < POROSITIES[1])
        phi = np.clip(phi, *POROSITIES)
        AI = np.where(friable, *(impedance(phi, f, **self.conditions) for f in self.facies))
        AI = AI * np.exp(s["noise"] * normals[1])
        self.samples = AI[inside], phi[inside], friable[inside]

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
            K_dry, G = dry_rock(PHI, f.clay, f.cemented, s["contacts"], s["pressure"] / 1000)
            moduli.append((K_dry, gassmann(K_dry, K, PHI, fluid[0]), G))
        joint = joint_density([s["at"]], FINE, s["noise"], self.facies, **self.conditions)[..., 0]
        total = np.trapezoid(joint.sum(axis=0), FINE)
        return RocksResult(
            settings=s,
            phi=PHI,
            moduli=np.array(moduli),
            AI=np.array([impedance(PHI, f, **self.conditions) for f in self.facies]),
            samples=tuple(part[: self.count] for part in self.samples),
            fine=FINE,
            posterior=joint / total if total > 1e-12 else np.zeros_like(joint),
            shares=np.trapezoid(joint, FINE, axis=1) / total if total > 1e-12 else np.full(2, np.nan),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class RocksResult(Result):
    """moduli: (2 facies, [K_dry, K_sat, G], φ) in GPa; AI: (2, φ); samples: (AI, φ, whether friable);
    posterior: p(facies, φ | AI) on `fine`; shares: P(facies | AI)."""

    settings: dict
    phi: np.ndarray
    moduli: np.ndarray
    AI: np.ndarray
    samples: tuple
    fine: np.ndarray
    posterior: np.ndarray
    shares: np.ndarray

    @property
    def at(self):
        return self.settings["at"]

    @property
    def sentence(self):
        p = self.posterior.sum(axis=0)
        if not np.isfinite(self.shares).all():
            return f"**No rock has AI = {number(self.at, 4)}**: neither reaches it with these settings."
        found = humps(self.fine, p)
        many = (
            "**two answers**"
            if len(found) == 2
            else "**one answer**"
            if len(found) == 1
            else "several answers"
        )
        return (
            f"At AI = {number(self.at, 4)} there are {many}: φ = {listed(found)}. The rock is friable with "
            f"**{percent(self.shares[0])}** and cemented with **{percent(self.shares[1])}**. Cement makes a "
            "rock stiff, "
            f"so that it needs more pores for the same impedance."
        )

    @property
    def outcome(self):
        """What came of it, for a comparison."""
        return {"P(friable | AI)": float(self.shares[0]), "P(cemented | AI)": float(self.shares[1])}

    @property
    def snippet(self):
        """The posterior at AI as one would type it: computes `posterior`, to the last bit."""
        s = self.settings
        fluid = FLUIDS[s["fluid"]]
        return (
            "from dataclasses import replace\n\n"
            "import numpy as np\n"
            "from mlcore.rockphysics import FACIES, POROSITIES, joint_density\n\n"
            "friable, cemented = FACIES\n"
            f"rocks = (replace(friable, share={s['share']!r}, clay={s['clay']!r}), "
            f"replace(cemented, share=1 - {s['share']!r}))\n"
            f"phi = np.linspace(*POROSITIES, {FINE.size})\n"
            f"joint = joint_density([{s['at']!r}], phi, {s['noise']!r}, rocks, contacts={s['contacts']!r}, "
            f"pressure={s['pressure']!r} / 1000, fluid={fluid!r})[..., 0]\n"
            "posterior = joint / np.trapezoid(joint.sum(axis=0), phi)"
        )

    @property
    def tables(self):
        """Tables for files: both rocks by porosity, the samples, the posterior."""
        AI, phi, friable = self.samples
        names = "friable", "cemented"
        return {
            "rocks": {"porosity": self.phi} | {f"AI, {n}": v for n, v in zip(names, self.AI, strict=True)},
            "samples": {"AI": AI, "porosity": phi, "friable": friable},
            "posterior": {"porosity": self.fine} | dict(zip(names, self.posterior, strict=True)),
        }

    @property
    def status(self):
        return f"{len(self.samples[0]):,} samples · seed {self.settings['seed']}"
