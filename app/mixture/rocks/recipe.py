"""The posterior as one would type it; the experiment runs this very function."""

from dataclasses import replace

import numpy as np

from mlcore.rockphysics import FACIES, POROSITIES, joint_density


def rocks_of(share, clay, soft_mean, soft_std, stiff_mean, stiff_std):
    """A soft and a stiff sand, with their share of all rocks and their porosities before AI is known."""
    soft, stiff = FACIES
    return (
        replace(soft, share=share, mean=soft_mean, std=soft_std, clay=clay),
        replace(stiff, share=1 - share, mean=stiff_mean, std=stiff_std),
    )


def posterior_of(at, noise, contacts, pressure, fluid, **rocks):
    """p(rock, φ | AI = at) over 721 porosities φ, of both rocks; 0 where neither has this AI."""
    phi = np.linspace(*POROSITIES, 721)
    conditions = {"contacts": contacts, "pressure": pressure / 1000, "fluid": fluid}  # pressure in GPa
    joint = joint_density([at], phi, noise, rocks_of(**rocks), **conditions)[..., 0]
    total = np.trapezoid(joint.sum(axis=0), phi)
    return joint / total if total > 1e-12 else np.zeros_like(joint)
