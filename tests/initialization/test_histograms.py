"""Histograms of the initialization nets: counted right, and never a warning."""

import numpy as np
import pytest

from app.initialization.histograms.experiment import (
    BINS,
    QUANTITIES,
    RIDGES,
    SCALES,
    Histograms,
    chosen,
    rounded_up,
    shares,
)
from app.initialization.histograms.picture import picture as histograms
from app.initialization.histograms.words import in_words
from app.initialization.signal.experiment import Initialization
from app.workbench.panel import Panel

SMALL = {"depth": 4, "width": 8, "seeds": 3}


def played(updates=0, **settings):
    panel = Panel(Histograms(**settings), histograms, heights=(400, 760))
    panel.player.step(updates)
    return panel.player.result


def test_shares_are_numpys_histograms():
    D = np.random.default_rng(0).normal(size=(3, 500))
    D[:, ::5] = 0
    counted = shares(D, -1.0, 1.0)
    for seed, row in enumerate(D):
        row = row[row != 0]
        assert np.allclose(counted[:, seed], np.histogram(row, BINS, (-1, 1))[0] / row.size)
    decades = shares(D, -3.0, 1.0, log=True)
    row = np.log10(np.abs(D[1][D[1] != 0]))
    assert np.allclose(decades[:, 1], np.histogram(row, BINS, (-3, 1))[0] / row.size)


def test_the_values_are_those_of_the_net():
    r = played(left="W", right="Z", scale="values", initializer="uniform", **SMALL)
    assert r.left.edges[-1] == 1.0  # the first layer, n = 2: U(±0.707)
    assert r.left.within[1] == pytest.approx(0.9 / 8**0.5, rel=0.1)
    assert r.left.shares.sum(axis=1) == pytest.approx(np.ones((4, 3)), abs=0.02)
    assert list(r.right.layers) == [1, 2, 3, 4]


def test_half_of_a_relu_layer_is_exactly_zero_and_said_so():
    r = played(depth=8)
    assert r.left.zeros == pytest.approx(np.full(7, 0.5), abs=0.15)
    assert "exactly 0" in r.sentence
    assert "exactly 0" not in played(activation="tanh", **SMALL).sentence


def test_ridges_are_of_the_seeds_that_train_as_the_words_are():
    wild = {"depth": 8, "width": 16, "initializer": "normal", "variance": 1.0, "rate": 1.0}
    r = played(20, seeds=2, **wild)
    ((lost, _),) = r.diverged
    alone = played(20, seeds=1, seed=1 - lost, **wild | {"rate": 1.0})
    assert not alone.diverged and (r.right.zeros == 1).all() == (alone.right.zeros == 1).all()
    for ridges in (r.left, r.right):
        assert ridges.shares.shape[-1] == 1 and "beyond the largest float" not in in_words(ridges)


def test_it_is_the_run_of_the_initialization_lesson():
    r, plain = played(5, **SMALL), Panel(Initialization(**SMALL), histograms_of_nothing)
    plain.player.step(5)
    assert np.array_equal(r.losses, plain.player.result.losses)
    assert plain.player.result.sentence in r.sentence


def histograms_of_nothing(fig):
    from app.pictures.drawing import Drawing

    return Drawing([], lambda result, pinned=None: None)


@pytest.mark.parametrize("top", [1, 2, 9, 10, 11, 19, 20, 49, 50])
def test_the_layers_shown_are_few_and_hold_both_ends(top):
    layers = chosen(top)
    assert len(layers) <= RIDGES
    assert layers[-1] == top
    assert layers[0] == 1
    assert (np.diff(layers) > 0).all()


def test_one_layer_alone_is_the_layer_of_the_net():
    alone, all_of_them = played(layer=3, left="Z", **SMALL), played(left="Z", **SMALL)
    assert list(alone.left.layers) == [3]
    assert alone.left.within[0] == pytest.approx(all_of_them.left.within[2])
    assert "in layer 3" in alone.sentence
    assert list(played(layer=50, left="A", right="dZ", **SMALL).left.layers) == [3]  # A[4] is a probability


def test_axes_end_at_round_numbers():
    assert [rounded_up(v) for v in (0.011, 1.0, 3.0, 7e-9)] == pytest.approx([0.02, 1, 5, 1e-8])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(
    "settings",
    [
        {"initializer": "zeros"},
        {"initializer": "constant", "depth": 50},
        {"variance": 100.0, "depth": 50},
        {"variance": 1e-6, "depth": 50},
        {"depth": 1},
        {"activation": "sigmoid", "rate": 10.0},
    ],
)
def test_extremes_have_a_word_and_no_warning(scale, settings):
    for left, right in (QUANTITIES[:2], QUANTITIES[2:4], QUANTITIES[3:]):
        r = played(3, **(SMALL | settings), left=left, right=right, scale=scale)
        assert r.sentence
        assert r.left.edges[0] < r.left.edges[-1]


@pytest.mark.parametrize("width", [816, 390])
def test_it_draws_wide_and_narrow(width):
    panel = Panel(Histograms(**SMALL), histograms, heights=(400, 760))
    panel.view.picture.width = width
    for settings in (
        {},
        {"scale": "values", "depth": 20},
        {"initializer": "zeros"},
        {"variance": 100.0, "depth": 50},
    ):
        panel.experiment.set(**settings)
        panel.player.step(2)
        assert panel.view.png(panel.player.result).startswith(b"\x89PNG")
