"""The petroelastic problem: which porosity does an acoustic impedance speak of, when there are two rocks?

A synthetic of our own, in the spirit of Shahraeeni & Curtis 2011 (Geophysics 76, E45-E58). Formulas: Mavko,
Mukerji & Dvorkin 2009, The Rock Physics Handbook: the soft-sand and the stiff-sand model (a Hertz-Mindlin pack of
grains, joined to the mineral by the modified lower or upper Hashin-Shtrikman bound), and Gassmann's fluid.

What the models leave out: the pack at critical porosity is the same in both, without any cement, so that a stiff sand
feels the pressure, which a cemented rock hardly does; grains do not slip, and have as many contacts at any pressure;
clay is a part of the grains, neither layered nor in the pores; one fluid fills them all, at low frequencies.
Moduli and pressure in GPa, densities in g/cm³, so that velocities are in km/s and AI in km/s · g/cm³.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .checks.arguments import check_number, check_whole, checked_call
from .checks.errors import WrongValue
from .checks.generators import generator
from .checks.net_and_data import numbers

Values = float | np.ndarray

QUARTZ = (36.6, 45.0, 2.65)  # bulk modulus K, shear modulus G, density ρ
CLAY = (21.0, 7.0, 2.58)
BRINE = BRINE_K, BRINE_RHO = 2.8, 1.05
CRITICAL_POROSITY = 0.4  # above it grains float
CONTACTS, PRESSURE = 9, 0.02  # grain contacts n, effective pressure P
POROSITIES = (0.02, 0.38)  # φ is cut off here


@dataclass(frozen=True)
class Facies:
    """A kind of rock: how common it is, its porosity ~ N(mean, std) within POROSITIES, the clay in its grains, and
    which model gives its frame: that of a stiff sand (as if cemented) or of a soft one (friable)."""

    name: str
    share: float
    mean: float
    std: float
    clay: float
    stiff: bool

    @property
    def inside(self) -> float:
        """The share of N(mean, std) within POROSITIES."""
        grid = np.linspace(*POROSITIES, 4001)
        return float(np.trapezoid(_normal(grid, self.mean, self.std), grid))


FACIES = (
    Facies("soft sand", 0.6, 0.24, 0.05, 0.10, False),
    Facies("stiff sand", 0.4, 0.27, 0.04, 0.05, True),
)


def mineral(clay: float) -> tuple[float, float, float]:
    """(K, G, ρ) of quartz with a share of clay, 0 to 1: the mean of the Voigt and Reuss bounds (Hill)."""
    check_number(clay, "The share of clay", 0, 1)
    quartz, clay_mineral = np.array(QUARTZ), np.array(CLAY)
    voigt = (1 - clay) * quartz + clay * clay_mineral
    reuss = 1 / ((1 - clay) / quartz + clay / clay_mineral)
    K, G = ((voigt + reuss) / 2)[:2]
    return K, G, voigt[2]


def hertz_mindlin(
    K: float, G: float, contacts: float = CONTACTS, pressure: float = PRESSURE
) -> tuple[float, float]:
    """(K, G) of a dry pack of spheres at critical porosity, no slip at the contacts.

    K and G of the grains and the effective pressure in GPa, contacts of each grain; all positive."""
    for value, what in ((K, "K"), (G, "G"), (contacts, "contacts"), (pressure, "pressure")):
        check_number(value, what, 0, open_low=True)
    nu = (3 * K - 2 * G) / (6 * K + 2 * G)
    load = contacts**2 * (1 - CRITICAL_POROSITY) ** 2 * G**2 * pressure / (np.pi**2 * (1 - nu) ** 2)
    return (load / 18) ** (1 / 3), (5 - 4 * nu) / (5 * (2 - nu)) * (3 * load / 2) ** (1 / 3)


def dry_rock(
    phi: Values, clay: float, stiff: bool, contacts: float = CONTACTS, pressure: float = PRESSURE
) -> tuple[Values, Values]:
    """(K, G) of the dry frame: the mineral at φ = 0 and the pack at critical porosity, joined by the lower
    Hashin-Shtrikman bound (soft sand: the pack around the mineral) or the upper one (stiff sand: the mineral around).

    φ, a number or an array, is a share from 0 to CRITICAL_POROSITY; each result is like φ."""
    phi = _porosity(phi)
    K, G, _ = mineral(clay)
    K_pack, G_pack = hertz_mindlin(K, G, contacts, pressure)
    k, g = (K, G) if stiff else (K_pack, G_pack)
    zeta = g / 6 * (9 * k + 8 * g) / (k + 2 * g)
    x = phi / CRITICAL_POROSITY
    K_dry = 1 / (x / (K_pack + 4 / 3 * g) + (1 - x) / (K + 4 / 3 * g)) - 4 / 3 * g
    return K_dry, 1 / (x / (G_pack + zeta) + (1 - x) / (G + zeta)) - zeta


def gassmann(K_dry: Values, K: float, phi: Values, K_fluid: float = BRINE_K) -> Values:
    """K of the rock with a fluid in its pores, in GPa like all K, from that of its dry frame and of its mineral."""
    check_number(K_fluid, "K_fluid", 0, open_low=True)
    return K_dry + (1 - K_dry / K) ** 2 / (phi / K_fluid + (1 - phi) / K - K_dry / K**2)


def elastic(
    phi: Values,
    clay: float,
    stiff: bool,
    contacts: float = CONTACTS,
    pressure: float = PRESSURE,
    fluid: tuple[float, float] = BRINE,
) -> tuple[Values, Values, Values]:
    """(Vp, Vs, ρ) of the rock saturated with a fluid (K, ρ), each like φ."""
    K, _, rho_grain = mineral(clay)
    K_dry, G = dry_rock(phi, clay, stiff, contacts, pressure)
    rho = (1 - phi) * rho_grain + phi * fluid[1]
    return np.sqrt((gassmann(K_dry, K, phi, fluid[0]) + 4 / 3 * G) / rho), np.sqrt(G / rho), rho


@checked_call
def impedance(phi: Values, facies: Facies, **conditions: Any) -> Values:
    """AI = ρ Vp of this rock at porosity φ, like φ; conditions: contacts, pressure and fluid of `elastic`."""
    if not isinstance(facies, Facies):
        raise WrongValue(f"facies is a kind of rock, as FACIES[0], not {facies!r}.")
    vp, _, rho = elastic(phi, facies.clay, facies.stiff, **conditions)
    return rho * vp


@checked_call
def sample(n: int, noise: float, rng: Any) -> tuple[np.ndarray, np.ndarray]:
    """AI and φ, each 1 × n: facies by their share, φ from its normal within POROSITIES, noise on ln AI."""
    return labelled_sample(n, noise, rng)[:2]


@checked_call
def labelled_sample(n: int, noise: float, rng: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The samples of `sample`, and which of FACIES each comes from: an index, (n)."""
    n, noise, rng = (
        check_whole(n, "n is a whole number of samples"),
        check_number(noise, "noise", 0),
        generator(rng),
    )
    which = rng.choice(len(FACIES), size=n, p=[f.share for f in FACIES])
    mean, std = np.array([(f.mean, f.std) for f in FACIES])[which].T
    phi, low, high = np.empty(n), *POROSITIES
    outside = np.ones(n, bool)
    while outside.any():  # drawn anew, not clipped
        phi[outside] = rng.normal(mean[outside], std[outside])
        outside = (phi < low) | (phi > high)
    # Indexed, not `np.choose`: that refuses these indices in Pyodide.
    AI = np.array([impedance(phi, f) for f in FACIES])[which, np.arange(n)]
    return (AI * np.exp(noise * rng.normal(size=n)))[None], phi[None], which


@checked_call
def prior(phi: Values, facies: tuple[Facies, ...] = FACIES) -> np.ndarray:
    """p(facies, φ) before any impedance is known, by facies, each like φ: its share times its porosities."""
    phi = numbers(phi, "phi").astype(float)
    inside = (phi >= POROSITIES[0]) & (phi <= POROSITIES[1])
    return np.array([f.share * np.where(inside, _normal(phi, f.mean, f.std), 0) / f.inside for f in facies])


@checked_call
def joint_density(
    AI: Values, phi: Values, noise: float = 0.02, facies: tuple[Facies, ...] = FACIES, **conditions: Any
) -> np.ndarray:
    """p(facies, φ, AI), by facies: shape (2, φ.size, AI.size). `noise` is the standard deviation of ln AI."""
    AI, phi = numbers(AI, "AI").astype(float), numbers(phi, "phi").astype(float)
    if phi.ndim != 1 or not (AI > 0).all():
        raise WrongValue(f"AI is positive, and phi a list of porosities; phi has the shape {phi.shape}.")
    check_number(noise, "noise", 0, open_low=True)
    phi = phi[:, None]
    return np.array(
        [
            before
            * _normal(np.log(AI), np.log(impedance(np.clip(phi, *POROSITIES), f, **conditions)), noise)
            / AI
            for before, f in zip(prior(phi, facies), facies, strict=True)
        ]
    )


@checked_call
def posterior(AI: Values, phi: Values, noise: float = 0.02) -> np.ndarray:
    """The exact p(facies, φ | AI), shape (2, φ.size, AI.size): summed over the facies, what to learn."""
    grid = np.linspace(*POROSITIES, 4001)
    evidence = np.trapezoid(joint_density(AI, grid, noise).sum(axis=0), grid, axis=0)
    return joint_density(AI, phi, noise) / evidence


def _porosity(phi):
    """φ as an array of shares that a rock can have."""
    phi = numbers(phi, "phi")
    if not ((phi >= 0) & (phi <= CRITICAL_POROSITY)).all():
        raise WrongValue(f"A porosity is a share from 0 to {CRITICAL_POROSITY}, not {phi}.")
    return phi


def _normal(x, mean, std):
    return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))
