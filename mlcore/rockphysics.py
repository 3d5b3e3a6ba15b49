"""The petroelastic problem: which porosity does an acoustic impedance speak of, when there are two rocks?

A synthetic of our own, in the spirit of Shahraeeni & Curtis 2011 (Geophysics 76, E45-E58). Formulas: Mavko,
Mukerji & Dvorkin 2009, The Rock Physics Handbook: Hertz-Mindlin, modified Hashin-Shtrikman bounds, Gassmann.
Moduli and pressure in GPa, densities in g/cm³, so that velocities are in km/s and AI in km/s · g/cm³.
"""

from dataclasses import dataclass

import numpy as np

QUARTZ = (36.6, 45.0, 2.65)  # bulk modulus K, shear modulus G, density ρ
CLAY = (21.0, 7.0, 2.58)
BRINE = BRINE_K, BRINE_RHO = 2.8, 1.05
CRITICAL_POROSITY = 0.4  # above it grains float
CONTACTS, PRESSURE = 9, 0.02  # grain contacts n, effective pressure P
POROSITIES = (0.02, 0.38)  # φ is cut off here


@dataclass(frozen=True)
class Facies:
    """A kind of rock: how common it is, its porosity ~ N(mean, std), its clay content, and whether its grains
    are cemented (stiff) or only touch (friable, soft)."""

    name: str
    share: float
    mean: float
    std: float
    clay: float
    cemented: bool


FACIES = (
    Facies("friable", 0.6, 0.24, 0.05, 0.10, False),
    Facies("cemented", 0.4, 0.27, 0.04, 0.05, True),
)


def mineral(clay):
    """(K, G, ρ) of quartz with a share of clay: the mean of the Voigt and Reuss bounds (Hill)."""
    quartz, clay_mineral = np.array(QUARTZ), np.array(CLAY)
    voigt = (1 - clay) * quartz + clay * clay_mineral
    reuss = 1 / ((1 - clay) / quartz + clay / clay_mineral)
    return *((voigt + reuss) / 2)[:2], voigt[2]


def hertz_mindlin(K, G, contacts=CONTACTS, pressure=PRESSURE):
    """(K, G) of a dry pack of spheres at critical porosity, no slip at the contacts."""
    nu = (3 * K - 2 * G) / (6 * K + 2 * G)
    load = contacts**2 * (1 - CRITICAL_POROSITY) ** 2 * G**2 * pressure / (np.pi**2 * (1 - nu) ** 2)
    return (load / 18) ** (1 / 3), (5 - 4 * nu) / (5 * (2 - nu)) * (3 * load / 2) ** (1 / 3)


def dry_rock(phi, clay, cemented, contacts=CONTACTS, pressure=PRESSURE):
    """(K, G) of the dry frame: the mineral at φ = 0 and the pack at critical porosity, joined by the lower
    Hashin-Shtrikman bound (soft sand: the pack between the grains) or the upper one (stiff sand: cement)."""
    K, G, _ = mineral(clay)
    K_pack, G_pack = hertz_mindlin(K, G, contacts, pressure)
    k, g = (K, G) if cemented else (K_pack, G_pack)
    zeta = g / 6 * (9 * k + 8 * g) / (k + 2 * g)
    x = phi / CRITICAL_POROSITY
    K_dry = 1 / (x / (K_pack + 4 / 3 * g) + (1 - x) / (K + 4 / 3 * g)) - 4 / 3 * g
    return K_dry, 1 / (x / (G_pack + zeta) + (1 - x) / (G + zeta)) - zeta


def gassmann(K_dry, K, phi, K_fluid=BRINE_K):
    """K of the rock with a fluid in its pores."""
    return K_dry + (1 - K_dry / K) ** 2 / (phi / K_fluid + (1 - phi) / K - K_dry / K**2)


def elastic(phi, clay, cemented, contacts=CONTACTS, pressure=PRESSURE, fluid=BRINE):
    """(Vp, Vs, ρ) of the rock saturated with a fluid (K, ρ), each like φ."""
    K, _, rho_grain = mineral(clay)
    K_dry, G = dry_rock(phi, clay, cemented, contacts, pressure)
    rho = (1 - phi) * rho_grain + phi * fluid[1]
    return np.sqrt((gassmann(K_dry, K, phi, fluid[0]) + 4 / 3 * G) / rho), np.sqrt(G / rho), rho


def impedance(phi, facies, **conditions):
    """AI = ρ Vp of this rock at porosity φ, like φ; conditions: contacts, pressure and fluid of `elastic`."""
    vp, _, rho = elastic(np.asarray(phi), facies.clay, facies.cemented, **conditions)
    return rho * vp


def sample(n, noise, rng):
    """AI and φ, each 1 × n: facies by their share, φ from its normal within POROSITIES, noise on ln AI."""
    which = rng.choice(len(FACIES), size=n, p=[f.share for f in FACIES])
    mean, std = np.array([(f.mean, f.std) for f in FACIES])[which].T
    phi, low, high = np.empty(n), *POROSITIES
    outside = np.ones(n, bool)
    while outside.any():  # drawn anew, not clipped
        phi[outside] = rng.normal(mean[outside], std[outside])
        outside = (phi < low) | (phi > high)
    AI = np.choose(which, [impedance(phi, f) for f in FACIES])
    return (AI * np.exp(noise * rng.normal(size=n)))[None], phi[None]


def joint_density(AI, phi, noise=0.02, facies=FACIES, **conditions):
    """p(facies, φ, AI), by facies: shape (2, φ.size, AI.size). `noise` is the standard deviation of ln AI."""
    AI, phi = np.asarray(AI, float), np.asarray(phi, float)[:, None]
    grid = np.linspace(*POROSITIES, 4001)
    inside = (phi >= POROSITIES[0]) & (phi <= POROSITIES[1])
    return np.array(
        [
            f.share
            * np.where(inside, _normal(phi, f.mean, f.std), 0)
            / np.trapezoid(_normal(grid, f.mean, f.std), grid)
            * _normal(np.log(AI), np.log(impedance(np.clip(phi, *POROSITIES), f, **conditions)), noise)
            / AI
            for f in facies
        ]
    )


def posterior(AI, phi, noise=0.02):
    """The exact p(facies, φ | AI), shape (2, φ.size, AI.size): summed over the facies, what to learn."""
    grid = np.linspace(*POROSITIES, 4001)
    evidence = np.trapezoid(joint_density(AI, grid, noise).sum(axis=0), grid, axis=0)
    return joint_density(AI, phi, noise) / evidence


def _normal(x, mean, std):
    return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))
