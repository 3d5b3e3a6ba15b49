"""Published experiments, reproduced, each with its source."""

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
    net = MLP([2, 10, 5, 1], "ReLU", "sigmoid + cross-entropy", initializer=initializer, rng=legacy(3))
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


@pytest.mark.slow
def test_two_circles_by_fan_out_learns_far_less():
    *_, cost = two_circles(INITIALIZERS["He"](fan="out"))
    assert cost[14000] == pytest.approx(0.670, abs=2e-3)


@pytest.mark.parametrize(
    ("start", "path"),
    [((0.6, 0.9), {0: 0.817574, 300: 0.093956}), ((2.0, 2.0), {0: 0.982014, 150: 0.933417, 300: 0.202848})],
)
def test_nielsens_saturated_neuron(start, path):
    """M. Nielsen, Neural Networks and Deep Learning, chapter 3: one sigmoid neuron unlearns x = 1 ↦ 1."""
    X, Y = np.ones((1, 1)), np.zeros((1, 1))
    net = MLP([1, 1], head="sigmoid + squared error")
    net.theta[:] = start
    a = [float(net.A[1][0, 0]) for _ in train(net, X, Y, GradientDescent(0.15), steps=300)]
    assert {step: a[step] for step in path} == pytest.approx(path, abs=5e-7)


@pytest.mark.parametrize(("start", "ratio"), [((0.6, 0.9), 6.70), ((2.0, 2.0), 56.6)])
def test_cross_entropy_has_the_larger_gradient_by_1_over_a_1_minus_a(start, ratio):
    gradient = []
    for head in ("sigmoid + cross-entropy", "sigmoid + squared error"):
        net = MLP([1, 1], head=head)
        net.theta[:] = start
        net.forward(np.ones((1, 1)))
        net.backward(np.zeros((1, 1)))
        gradient.append(net.dW[1][0, 0])
    assert gradient[0] / gradient[1] == pytest.approx(ratio, rel=1e-3)


@pytest.mark.parametrize(
    ("start", "activation", "losses", "right"),
    [
        ("zeros", "tanh", (0.673, 0.673, 0.673), 0.60),
        ("zeros", "ReLU", (0.673, 0.673, 0.673), 0.60),
        ("zeros", "sigmoid", (0.600, 0.258, 0.255), 0.86),
        ("constant", "tanh", (0.315, 0.254, 0.252), 0.87),
        ("Xavier", "tanh", (0.246, 0.059, 0.0036), 1.0),
    ],
)
def test_three_starts_on_unbalanced_moons(start, activation, losses, right):
    """The symmetry lesson's table; its samples were other ones, hence the tolerance."""
    data = DATASETS["moons"]((180, 120), noise=0.1)
    net = MLP([2, 8, 1], activation, initializer=start, bias="constant" if start == "constant" else 0.0)
    loss = [float(r.loss) for r in train(net, data.X, data.Y, GradientDescent(1.0), steps=2000)]
    assert [loss[step] for step in (50, 300, 2000)] == pytest.approx(losses, abs=0.03)
    assert net.accuracy(data.X, data.Y) == pytest.approx(right, abs=0.04)


def test_bishops_curve_has_the_known_floor():
    """Lowest mean −log density, best single Gaussian of varying width, least squares: exact, by integration."""
    t, x = (np.linspace(*ends, 4001) for ends in ((0, 1), (-0.35, 1.35)))
    inside = np.abs(x[:, None] - (t + 0.3 * np.sin(2 * np.pi * t))) < 0.1  # p(x | t) is 1 / 0.2 here
    measure = np.maximum(inside.mean(axis=1), 1e-12)
    weight = inside.mean(axis=1) / inside.mean(axis=1).sum()
    mean, square = inside @ t / t.size / measure, inside @ t**2 / t.size / measure
    variance = np.maximum(square - mean**2, 1e-12)
    assert weight @ np.log(measure) == pytest.approx(-1.28235, abs=1e-3)
    assert weight @ (0.5 * np.log(2 * np.pi * np.e * variance)) == pytest.approx(-0.6553, abs=2e-3)
    mse = weight @ variance
    assert mse == pytest.approx(0.038305, abs=1e-4)
    assert 0.5 * np.log(2 * np.pi * np.e * mse) == pytest.approx(-0.2122, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize(("initializer", "low", "high"), [("He", 0.9, 0.99), ("Xavier", 0.05, 0.25)])
def test_thirty_layers_learn_digits_from_he_and_not_from_xavier(initializer, low, high):
    """He et al. 2015 in small: 8×8 digits, width 64, SGD 0.01, batch 50, 60 epochs, 3 seeds."""
    learn, test = DATASETS["digits"](rng=0).split(1347)
    head = "softmax + cross-entropy"
    net = MLP([64] * 30 + [10], "ReLU", head, initializer=initializer, members=3)
    for _ in train(net, learn.X, learn.Y, GradientDescent(0.01), 60 * 27, batch=50, rng=0):
        pass
    accuracy = net.accuracy(test.X, test.Y)
    assert low < accuracy.min() and accuracy.max() < high
