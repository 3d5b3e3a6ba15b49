"""The rocks behind the two answers, and the exact posterior beside them."""

import re
from math import erf, exp, pi, sqrt

import numpy as np
import pytest
from lab import executed, result

from app.experiment import Choice
from app.mixture.rocks.experiment import FLUIDS, Rocks
from mlcore.rockphysics import POROSITIES

WORDS = "no", "one", "two", "three"


def test_rocks_agree_with_the_posterior_and_say_where_there_are_none():
    r = Rocks().start().result()
    assert r.shares == pytest.approx([0.425, 0.575], abs=2e-3)
    assert "two answers" in r.sentence
    assert "No rock has" in Rocks(at=3, noise=0.005).start().result().sentence
    for fluid in FLUIDS:
        assert Rocks(fluid=fluid, pressure=1, contacts=4).start().result().sentence


@pytest.mark.parametrize(
    "settings",
    [
        {"clay": 0.2, "fluid": "oil", "contacts": 7},
        {"soft_mean": 0.2, "soft_std": 0.03, "stiff_mean": 0.3, "stiff_std": 0.1, "share": 0.3},
        {"at": 3, "noise": 0.005},
    ],
    ids=str,
)
def test_the_code_of_the_rocks_computes_the_posterior(settings):
    r = result(Rocks(**settings))
    assert np.array_equal(executed(r)["posterior"], r.posterior)


def test_samples_stay_when_a_rock_is_changed():
    experiment = Rocks()
    first = experiment.start()
    first.step()
    experiment.set(clay=0.3)
    assert len(experiment.start(first).result().samples[0]) == len(first.result().samples[0])
    assert experiment.start(experiment.start(first)).count == 0  # a reset


@pytest.mark.parametrize("seed", range(3))
def test_at_any_settings_the_sentence_counts_in_english_and_the_shares_add_up(seed):
    rng = np.random.default_rng(seed)
    for _ in range(40):
        settings = {
            name: str(rng.choice(knob.values))
            if isinstance(knob, Choice)
            else rng.uniform(knob.min, knob.max)
            for name, knob in Rocks.knobs().items()
        }
        r = Rocks(**settings).start().result()
        if "No rock" in r.sentence:
            assert not r.posterior.any()
            continue
        n = len(re.findall(r"φ = (.*?)\.\s", r.sentence)[0].split(" or "))
        assert f"there {'is **one answer**' if n == 1 else f'are **{WORDS[n]} answers**'}: φ" in r.sentence
        assert r.shares.sum() == pytest.approx(1)
        assert sum(mass for _, mass, *_ in r.humps) == pytest.approx(1)
        assert "nan" not in r.sentence and "100%" not in r.sentence and "**0%" not in r.sentence


def truncated(mean, std):
    """Mean of a normal within POROSITIES, by the error function."""
    a, b = ((end - mean) / std for end in POROSITIES)
    inside = (erf(b / sqrt(2)) - erf(a / sqrt(2))) / 2
    return mean + std * (exp(-(a**2) / 2) - exp(-(b**2) / 2)) / sqrt(2 * pi) / inside


WIDE = {"share": 0.5, "soft_mean": 0.05, "soft_std": 0.15, "stiff_mean": 0.3, "stiff_std": 0.02}


@pytest.mark.parametrize("settings", [{}, WIDE], ids=str)
def test_prior_and_samples_are_the_truncated_normals_of_the_sliders(settings):
    experiment = Rocks(**settings)
    r = result(experiment, 100)
    shares = experiment.share, 1 - experiment.share
    means = (
        truncated(experiment.soft_mean, experiment.soft_std),
        truncated(experiment.stiff_mean, experiment.stiff_std),
    )
    np.testing.assert_allclose(np.trapezoid(r.prior, r.fine), shares, atol=1e-4)
    np.testing.assert_allclose(np.trapezoid(r.prior * r.fine, r.fine) / shares, means, atol=1e-4)
    _, phi, is_soft = r.samples
    assert len(phi) > 1000
    assert is_soft.mean() == pytest.approx(shares[0], abs=4 * 0.5 / sqrt(len(phi)))
    for mine, mean in zip((is_soft, ~is_soft), means, strict=True):
        assert phi[mine].mean() == pytest.approx(mean, abs=4 * phi[mine].std() / sqrt(mine.sum()))


def test_the_posterior_is_the_prior_times_the_likelihood_of_the_curves():
    r = result(Rocks(**WIDE))
    curves = np.array([np.interp(r.fine, r.phi, AI) for AI in r.AI])
    likely = np.exp(-0.5 * ((np.log(r.at) - np.log(curves)) / r.settings["noise"]) ** 2)
    mine = r.prior * likely
    np.testing.assert_allclose(
        mine / np.trapezoid(mine.sum(axis=0), r.fine), r.posterior, rtol=0.02, atol=1e-3
    )
    np.testing.assert_allclose(r.AI, r.density * r.velocity, rtol=1e-14)


def test_the_sentence_says_how_far_apart_the_rocks_are():
    r = result(Rocks(pressure=100))
    assert "Soft sand alone says φ = 0.231, stiff sand 0.303: **0.072** apart." in r.sentence
    assert "soft sand with **69%** (before AI was known: 60%)" in r.sentence


def test_files_hold_prior_curves_and_posterior():
    r = result(Rocks(), 5)
    np.testing.assert_array_equal(r.tables["prior"]["soft sand"], r.prior[0])
    np.testing.assert_array_equal(r.tables["rocks"]["Vp, stiff sand, km/s"], r.velocity[1])
    assert all(len({len(column) for column in table.values()}) == 1 for table in r.tables.values())
