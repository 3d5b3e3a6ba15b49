"""The plane of phases: where the settings are in it, and what random nets make of two inputs."""

import numpy as np
import pytest

from app.initialization.phases.experiment import Phases, fixed_point, plane
from app.initialization.phases.picture import picture as phases
from app.workbench.panel import Panel
from mlcore import ACTIVATIONS
from mlcore.meanfield import MeanField, critical_point

SMALL = {"nets": 32, "depth": 6}


def played(steps=10**6, **settings):
    run = Phases(**settings).start()
    while steps and run.step():
        steps -= 1
    return run.result()


@pytest.mark.parametrize(
    ("activation", "var_w", "var_b"), [("tanh", 1.3, 0.05), ("tanh", 3.0, 0.2), ("sigmoid", 30.0, 0.5)]
)
def test_the_plane_is_the_engines_theory(activation, var_w, var_b):
    field = MeanField(activation, var_w, var_b)
    here = fixed_point(activation, var_w, var_b)
    assert here["chi_1"] == pytest.approx(field.chi_1, rel=1e-6)
    assert here["q_star"] == field.q_star
    assert here["c_star"] == pytest.approx(field.c_star, abs=1e-4)
    w, b, chi_1, _ = plane(activation, 64 if activation == "sigmoid" else 4)
    i, j = np.abs(b - var_b).argmin(), np.abs(w - var_w).argmin()
    assert chi_1[i, j] == pytest.approx(MeanField(activation, w[j], b[i]).chi_1, rel=0.02)


def test_the_critical_line_passes_the_published_point():
    _, _, _, (var_w, var_b) = plane("tanh", 4)
    assert np.interp(0.05, var_b, var_w) == pytest.approx(1.760955, abs=1e-3)
    assert critical_point("tanh", 0.05)[0] == pytest.approx(1.760955, abs=1e-5)
    assert "critical" in played(0, var_w=1.760955, **SMALL).sentence


def test_wide_nets_follow_the_theory():
    r = played(width=64, depth=10, nets=128)
    assert np.median(r.q, axis=1) == pytest.approx(r.theory_q, rel=0.1)
    assert np.median(r.c, axis=1) == pytest.approx(r.theory_c, abs=0.06)


def test_words_for_every_phase():
    assert "ordered" in played(0, **SMALL).sentence
    assert "chaotic" in played(0, var_w=3.0, **SMALL).sentence
    assert "no fixed point" in played(0, activation="ReLU", var_w=2.5, **SMALL).sentence
    assert "dies out" in played(0, var_w=0.5, var_b=0, **SMALL).sentence


def test_median_and_mean_part_company_in_narrow_relu_nets_and_not_in_wide_ones():
    narrow = played(activation="ReLU", var_w=2.0, var_b=0.0, width=8, depth=30)
    assert "part company" in narrow.sentence
    assert narrow.q[-1].mean() > 5 * np.median(narrow.q[-1])
    assert "together" in played(width=64, depth=5, nets=64).sentence


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("var_w", "var_b", "c"), [(64.0, 0.0, 0.0), (0.05, 0.0, 1.0), (64.0, 1.0, 1.0)])
def test_extremes_warn_of_nothing(activation, var_w, var_b, c):
    r = played(activation=activation, var_w=var_w, var_b=var_b, c=c, width=2, depth=50, nets=16)
    assert r.sentence
    assert len(r.table) == 51


def test_it_draws_as_many_nets_as_asked_for():
    r = played(nets=100, depth=3)
    assert r.q.shape == r.c.shape == (3, 100)
    assert r.status == "100 of 100 nets · seeds 0 to 99"
    first = played(0, nets=100, depth=3)
    assert np.array_equal(first.q, r.q[:, :16])


@pytest.mark.parametrize("width", [816, 390])
def test_it_draws_wide_and_narrow(width):
    panel = Panel(Phases(**SMALL), phases, heights=(400, 900))
    panel.view.picture.width = width
    for settings in (
        {},
        {"activation": "ReLU", "var_w": 3.0},
        {"activation": "identity", "var_b": 0.0, "var_w": 0.05},
    ):
        panel.experiment.set(**settings)
        panel.player.renew()
        assert panel.view.png(panel.player.result).startswith(b"\x89PNG")
