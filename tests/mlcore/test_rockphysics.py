"""The petroelastic problem: the physics against `bruges`, the posterior against its exact figures."""

import json

import numpy as np
import pytest
from sources import DATA

from mlcore import DATASETS
from mlcore.rockphysics import (
    CRITICAL_POROSITY,
    FACIES,
    POROSITIES,
    dry_rock,
    gassmann,
    hertz_mindlin,
    impedance,
    joint_density,
    labelled_sample,
    mineral,
    posterior,
    prior,
    sample,
)

BRUGES = json.loads((DATA / "bruges.json").read_text(encoding="utf-8"))
PHI = np.linspace(*POROSITIES, 1501)


def bruges(start):
    return next(value for call, value in BRUGES.items() if start in call)


def test_hertz_mindlin_equals_bruges():
    assert tuple(hertz_mindlin(36.6, 45.0)) == pytest.approx(bruges("hertzmindlin"), rel=1e-14)


@pytest.mark.parametrize("phi", [0.05, 0.2, 0.35])
@pytest.mark.parametrize(("model", "stiff"), [("softsand", False), ("stiffsand", True)])
def test_sands_equal_bruges(model, stiff, phi):
    want = bruges(f"{model}(36.6, 45.0, {phi},")
    assert dry_rock(phi, clay=0.0, stiff=stiff) == pytest.approx(want, rel=1e-13)


def test_the_mineral_mix_and_gassmann_equal_bruges():
    K, G, rho = mineral(clay=0.1)
    assert pytest.approx((bruges("vrh(21.0"), bruges("vrh(7.0")), rel=1e-14) == (K, G)
    assert rho == pytest.approx(0.9 * 2.65 + 0.1 * 2.58)
    assert gassmann(8.0, 36.6, 0.25) == pytest.approx(bruges("smith_gassmann"), rel=1e-14)


@pytest.mark.parametrize("facies", FACIES, ids=lambda f: f.name)
def test_impedance_falls_as_porosity_rises(facies):
    assert (np.diff(impedance(PHI, facies)) < 0).all()


def test_the_joint_density_integrates_to_one():
    AI = np.linspace(3, 18, 3001)
    total = np.trapezoid(np.trapezoid(joint_density(AI, PHI).sum(axis=0), PHI, axis=0), AI)
    assert total == pytest.approx(1, abs=1e-6)


def test_at_impedance_7_5_there_are_two_rocks():
    by_facies = posterior([7.5], PHI)[..., 0]
    share = np.trapezoid(by_facies, PHI, axis=-1)
    mean = np.trapezoid(by_facies * PHI, PHI, axis=-1) / share
    std = np.sqrt(np.trapezoid(by_facies * PHI**2, PHI, axis=-1) / share - mean**2)
    assert share == pytest.approx([0.425, 0.575], abs=5e-4)
    assert mean == pytest.approx([0.179, 0.284], abs=5e-4)
    assert std == pytest.approx([0.008, 0.006], abs=5e-4)
    assert share @ mean == pytest.approx(0.239, abs=5e-4)
    assert np.interp(0.239, PHI, by_facies.sum(axis=0)) < 1e-3 * by_facies.max()


def test_the_conditional_entropy_is_the_floor_and_one_gaussian_stays_far_above():
    AI = np.exp(np.linspace(np.log(4), np.log(16), 2001))
    joint = joint_density(AI, PHI).sum(axis=0)
    evidence = np.trapezoid(joint, PHI, axis=0)
    conditional = joint / evidence
    inside = -joint * np.log(np.where(conditional > 0, conditional, 1))
    assert np.trapezoid(np.trapezoid(inside, PHI, axis=0), AI) == pytest.approx(-2.9982, abs=1e-4)
    mean, square = (np.trapezoid(conditional * PHI[:, None] ** p, PHI, axis=0) for p in (1, 2))
    gaussian = 0.5 * np.log(2 * np.pi * np.e * (square - mean**2))
    assert np.trapezoid(evidence * gaussian, AI) == pytest.approx(-1.968, abs=1e-3)


def test_samples_are_of_this_density():
    AI, phi = sample(100_000, noise=0.02, rng=np.random.default_rng(0))
    assert phi.min() >= POROSITIES[0] and phi.max() <= POROSITIES[1]
    near = phi[np.abs(AI - 7.5) < 0.02]
    assert (near < 0.24).mean() == pytest.approx(0.425, abs=0.03)
    assert np.array_equal(DATASETS["petroelastic"](50, rng=3).X, DATASETS["petroelastic"](50, rng=3).X)


@pytest.mark.parametrize("clay", [0.0, 0.3])
def test_soft_and_stiff_are_the_bounds_between_the_mineral_and_the_same_pack(clay):
    """Which is why a stiff sand feels the pressure: at critical porosity it is the soft sand's pack, without cement."""
    phi = np.linspace(0, CRITICAL_POROSITY, 101)
    K, G, _ = mineral(clay)
    for pressure in (0.001, 0.1):
        soft, stiff = (np.array(dry_rock(phi, clay, stiff, pressure=pressure)) for stiff in (False, True))
        assert (soft <= stiff * (1 + 1e-12)).all() and (soft[:, 50] < 0.7 * stiff[:, 50]).all()
        np.testing.assert_allclose(soft[:, 0], (K, G), rtol=1e-12)
        np.testing.assert_allclose(stiff[:, 0], (K, G), rtol=1e-12)
        pack = hertz_mindlin(K, G, pressure=pressure)
        np.testing.assert_allclose(soft[:, -1], pack, rtol=1e-12)
        np.testing.assert_allclose(stiff[:, -1], pack, rtol=1e-11)


def test_labelled_samples_are_those_of_the_data_and_as_common_as_their_rocks():
    AI, phi, which = labelled_sample(20_000, 0.02, np.random.default_rng(3))
    data = DATASETS["petroelastic"](20_000, rng=3)
    assert np.array_equal(data.X, AI) and np.array_equal(data.Y, phi)
    for i, facies in enumerate(FACIES):
        assert (which == i).mean() == pytest.approx(facies.share, abs=0.015)
        off = np.log(AI[0, which == i] / impedance(phi[0, which == i], facies))
        assert (off.mean(), off.std()) == pytest.approx((0, 0.02), abs=0.001)


def test_the_prior_holds_the_shares_and_is_the_joint_density_over_all_impedances():
    AI = np.linspace(3, 18, 6001)
    phi = np.linspace(*POROSITIES, 41)
    assert np.trapezoid(prior(PHI), PHI) == pytest.approx([f.share for f in FACIES], abs=1e-5)
    np.testing.assert_allclose(np.trapezoid(joint_density(AI, phi), AI), prior(phi), rtol=1e-6)
