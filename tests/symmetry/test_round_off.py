"""Round-off parts equal units where numpy multiplies by BLAS, and none where it does not: in the browser's Python."""

import os
import subprocess
import sys

import numpy as np
import pytest

from app.symmetry.breakers.ways import started
from app.symmetry.plateau.round_off import WIDTHS, RoundOff
from mlcore import DATASETS

IN_BROWSER = sys.platform == "emscripten"


def apart(net):
    return np.ptp(net.blocks(net.theta)[1], axis=0).any()


@pytest.mark.parametrize("data", ["xor", "moons"])
def test_round_off_parts_units_by_blas_alone(data):
    samples = DATASETS[data](300, rng=0)
    without_noise = RoundOff(samples, 0, 1.0, goal=0)
    net, training = started("9 units: round-off", samples.X, samples.Y, "tanh", 0.5, 1.0, 0)
    for _ in range(300):
        without_noise.step()
        next(training)
    parted = {n for n, net in zip(WIDTHS, without_noise.nets, strict=True) if apart(net)}
    assert bool(parted) != IN_BROWSER
    assert 8 not in parted
    assert bool(apart(net)) != IN_BROWSER


@pytest.mark.skipif(IN_BROWSER, reason="it has no BLAS")
@pytest.mark.parametrize("processor", ["Nehalem", "Sandybridge", "Haswell"])
def test_what_the_lesson_says_of_8_and_9_units_holds_on_older_processors(processor):
    """OpenBLAS multiplies as on another processor if it is told to; any that numpy runs on has done what these do."""
    again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", "by_blas_alone"]
    told = {**os.environ, "OPENBLAS_CORETYPE": processor}
    done = subprocess.run(again, env=told, capture_output=True, text=True, timeout=300, check=False)
    assert "2 passed" in done.stdout, done.stdout
