"""The posterior as one would type it; the experiment runs this very function."""

from dataclasses import replace

import numpy as np

from mlcore.rockphysics import FACIES, POROSITIES, joint_density


def posterior_of(share, clay, at, noise, contacts, pressure, fluid):
    """p(facies, φ | AI = at) over 721 porosities φ, for the friable and the cemented rock; 0 where none has this AI."""
    friable, cemented = FACIES
    rocks = replace(friable, share=share, clay=clay), replace(cemented, share=1 - share)
    phi = np.linspace(*POROSITIES, 721)
    conditions = {"contacts": contacts, "pressure": pressure / 1000, "fluid": fluid}  # pressure in GPa
    joint = joint_density([at], phi, noise, rocks, **conditions)[..., 0]
    total = np.trapezoid(joint.sum(axis=0), phi)
    return joint / total if total > 1e-12 else np.zeros_like(joint)
