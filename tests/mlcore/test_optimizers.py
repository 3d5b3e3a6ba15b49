"""Optimizers: schedules, rates by member, what L2 leaves alone. For their paths see test_torch_reference."""

import copy
import pickle

import numpy as np
import pytest
from examples import example

from mlcore import L2, MLP, OPTIMIZERS, GradientDescent, train
from mlcore.schedules import constant, cosine, piecewise


def test_cosine_falls_from_the_rate_to_0_and_stays_there():
    rate = cosine(0.2, 100)
    assert [rate(t) for t in (0, 50, 100, 200)] == pytest.approx([0.2, 0.1, 0, 0], abs=1e-16)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=lambda o: o.name)
def test_a_constant_schedule_is_a_number_and_members_may_have_rates_of_their_own(optimizer):
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)

    def theta(rate, **settings):
        net = MLP([2, 4, 1], **settings)
        for _ in train(net, X, Y, optimizer(rate), steps=10):
            pass
        return net.theta

    np.testing.assert_array_equal(theta(0.01), theta(constant(0.01)))
    own = theta(np.array([[0.01], [0.02]]), members=2)
    np.testing.assert_allclose(own[0], theta(0.01, rng=0), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(own[1], theta(0.02, rng=1), rtol=1e-10, atol=1e-13)


def test_l2_shrinks_weights_and_leaves_biases_and_the_recorded_gradient_alone():
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    net, plain = (MLP([2, 4, 1], bias=0.3) for _ in range(2))
    start = net.theta.copy()
    runs = train(net, X, Y, L2(GradientDescent(0.5), 0.1)), train(plain, X, Y, GradientDescent(0.5))
    for run in runs:
        next(run)
    np.testing.assert_array_equal(net.gradient, plain.gradient)
    for run in runs:
        next(run)
    for k, block in enumerate(net.blocks(start)[1:], start=1):
        np.testing.assert_allclose(net.W[k], plain.W[k] - 0.5 * 0.1 * block[:, :-1], rtol=1e-13)
        np.testing.assert_array_equal(net.b[k], plain.b[k])


def test_piecewise_gives_each_rate_from_its_update_on():
    rate = piecewise({40: 0.5, 0: 0.1})
    assert [rate(t) for t in (0, 1, 39, 40, 41, 10**6)] == [0.1, 0.1, 0.1, 0.5, 0.5, 0.5]
    assert repr(rate) == "piecewise({0: 0.1, 40: 0.5})"
    assert eval(repr(rate))(40) == 0.5


def test_a_run_under_piecewise_is_two_runs_one_after_the_other():
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    net, twin = (MLP([2, 4, 1]) for _ in range(2))
    for _ in train(net, X, Y, GradientDescent(piecewise({0: 0.1, 40: 0.5})), steps=70):
        pass
    for rate, steps in ((0.1, 40), (0.5, 30)):
        for _ in train(twin, X, Y, GradientDescent(rate), steps=steps):
            pass
    np.testing.assert_array_equal(net.theta, twin.theta)


@pytest.mark.parametrize("rate", [constant(0.1), cosine(0.2, 100), piecewise({0: 0.1, 40: 0.5})], ids=repr)
def test_a_schedule_is_kept_with_its_run_and_its_repr_can_be_typed(rate):
    again = [pickle.loads(pickle.dumps(rate, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)]
    for other in (*again, copy.copy(rate), copy.deepcopy(rate), eval(repr(rate))):
        assert [other(t) for t in range(120)] == [rate(t) for t in range(120)]
