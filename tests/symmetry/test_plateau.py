"""How long the plateau lasts, against the noise at the start, and where round-off stands on that line."""

import numpy as np
import pytest
from lab import result

from app.symmetry.plateau.experiment import Plateau
from app.symmetry.plateau.noise import EPSILONS
from app.symmetry.plateau.questions import longer
from app.symmetry.plateau.round_off import WIDTHS


@pytest.mark.slow
def test_the_plateau_is_a_straight_line_of_the_slope_of_theory():
    r = result(Plateau(), 2000)
    assert np.isfinite(r.firsts).all()
    assert r.slope == pytest.approx(r.a_decade, rel=0.05)
    assert r.slope == pytest.approx(63, rel=0.1)  # lessons.md, on other data
    assert np.all(np.diff(r.medians) < 0)
    assert longer(None, r)[0] == 1
    assert r.medians[0] - r.medians[6] == pytest.approx(6 * r.slope, rel=0.05)


@pytest.mark.slow
def test_the_moons_have_two_steps_and_noise_delays_only_the_first():
    r = result(Plateau(data="moons", seeds=4), 4000)
    first, second = (np.median(firsts, axis=1)[:10] for firsts in r.firsts)
    assert r.slope == pytest.approx(r.a_decade, rel=0.05)
    assert np.all(second > 1000)
    assert np.ptp(second - first) < 0.05 * second.min()
    assert "first of two steps" in r.sentence
    assert f"theory says {r.a_decade:.3g}" in r.sentence


def test_round_off_is_measured_width_by_width():
    made = Plateau(seeds=1).start()
    while made.step():
        pass
    r = made.result()
    assert (r.now, r.equal) == (2000, 0.5)
    parted = np.isfinite(r.parted)
    assert not parted[WIDTHS.index(8)]
    assert parted.any()
    for net, apart in zip(made.round_off.nets, parted, strict=True):
        assert apart == bool(np.ptp(net.blocks(net.theta)[1], axis=0).any())
    assert np.all(r.learnt >= r.parted)
    assert "exact arithmetic never would" in r.sentence
    assert [row[-1] for row in r.table if row[0].startswith("0, 8 units")] == ["exactly equal"]


def test_the_plateaus_of_all_noises_share_their_draws():
    net = Plateau(seeds=2).start().net
    theta = net.theta.reshape(len(EPSILONS), 2, -1)
    assert np.allclose(theta[-1] * 1e-12, theta[0])
