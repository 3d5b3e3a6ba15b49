"""Published experiments, reproduced: figures and their sources stand in shared/reference-values.md."""

import numpy as np
import pytest

from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train

PUBLISHED_HE = {
    0: 0.8830537463419761,
    1000: 0.6879825919728063,
    2000: 0.6751286264523371,
    5000: 0.5304944491717495,
    8000: 0.23696215330322562,
    10000: 0.15015556280371806,
    14000: 0.07357895962677369,
}


def two_circles(initializer, steps=15000):
    """deeplearning.ai, Improving Deep Neural Networks, week 1: net, data, test data, costs."""
    legacy = np.random.RandomState
    learn, test = DATASETS["circles"](300, rng=legacy(1)), DATASETS["circles"](100, rng=legacy(2))
    net = MLP([2, 10, 5, 1], "ReLU", "sigmoid + cross-entropy", initializer, rng=legacy(3))
    cost = [float(r.loss) for r in train(net, learn.X, learn.Y, GradientDescent(0.01), steps)]
    return net, learn, test, cost


@pytest.mark.slow
def test_two_circles_zeros():
    net, learn, test, cost = two_circles("zeros")
    assert max(abs(c - 0.6931471805599453) for c in cost) <= 1e-15
    assert (net.accuracy(learn.X, learn.Y), net.accuracy(test.X, test.Y)) == (0.5, 0.5)


@pytest.mark.slow
def test_two_circles_he():
    net, learn, test, cost = two_circles("He")
    assert {step: cost[step] for step in PUBLISHED_HE} == pytest.approx(PUBLISHED_HE, rel=0, abs=1e-11)
    assert net.accuracy(learn.X, learn.Y) == pytest.approx(0.99333, abs=1e-5)
    assert net.accuracy(test.X, test.Y) == 0.96


def test_two_circles_he_by_its_first_thousand_steps():
    *_, cost = two_circles("He", steps=1000)
    assert cost[0] == pytest.approx(PUBLISHED_HE[0], abs=1e-15)
    assert cost[1000] == pytest.approx(PUBLISHED_HE[1000], abs=1e-13)


@pytest.mark.slow
def test_two_circles_large_weights():
    """From logits the cost at step 0 is finite; the naive formula of the publication gives inf there."""
    net, learn, test, cost = two_circles(INITIALIZERS["normal"](100.0))
    assert cost[0] == pytest.approx(1773.58595, abs=1e-5)
    assert cost[1000] == pytest.approx(0.6237, abs=2e-3)
    assert cost[7000] == pytest.approx(0.4743, abs=1.2e-2)
    assert cost[14000] == pytest.approx(0.38278, abs=1e-4)
    assert net.accuracy(learn.X, learn.Y) == pytest.approx(0.83, abs=0.005)
    assert net.accuracy(test.X, test.Y) == pytest.approx(0.86, abs=0.005)
