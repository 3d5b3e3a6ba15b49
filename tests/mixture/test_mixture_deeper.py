"""dZ of a mixture, and what its density is good for."""

import numpy as np
import pytest
from lab import result, run

from app.mixture.density.nets import OUTPUTS
from app.mixture.gradient.experiment import MixtureGradient
from app.mixture.use.experiment import NOMINAL, MixtureUse, smallest_set

SMALL = {"samples": 200, "seeds": 2, "updates": 100}


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_gradient_of_one_sample_is_that_of_central_differences(output):
    r = result(MixtureGradient(kernels=3, output=output, **SMALL), 10)
    np.testing.assert_allclose(r.dZ, r.estimate, atol=1e-8)
    assert r.worst < 1e-6
    assert "**passed**" in r.sentence
    if output == "mixture":
        np.testing.assert_allclose(r.dZ[0], r.pi - r.answerable, atol=1e-10)


def test_looking_at_a_gradient_leaves_the_training_alone():
    looked, left = (run(MixtureGradient(**SMALL)) for _ in range(2))
    for _ in range(5):
        looked.result()
        looked.step()
        left.step()
    assert np.array_equal(looked.result().losses, left.result().losses)


def test_the_smallest_set_of_a_gaussian_and_of_two():
    y = np.linspace(-6, 6, 6001)
    ((low, high),) = smallest_set(y, np.exp(-0.5 * y**2), 0.95)
    assert (low, high) == pytest.approx((-1.96, 1.96), abs=0.01)
    two = np.exp(-0.5 * ((y - 3) / 0.3) ** 2) + np.exp(-0.5 * ((y + 3) / 0.3) ** 2)
    assert len(smallest_set(y, two, 0.9)) == 2


def test_what_the_density_is_used_for():
    r = result(MixtureUse(seeds=1, updates=300), 300)
    assert np.abs(r.coverage_exact - NOMINAL).max() < 0.05  # 1000 samples: standard deviation at most .016
    assert np.abs(r.coverage - NOMINAL).max() < 0.08
    assert np.abs(r.soft - r.exact_soft)[15:90].max() < 0.15
    assert len(r.set_net) == len(r.set_exact) == 2
