"""Backpropagation is the derivative of the forward pass: every entry, against central differences."""

import numpy as np
import pytest
from examples import example, small_net

from mlcore import ACTIVATIONS, HEADS, INITIALIZERS, MLP, check_gradients


@pytest.mark.parametrize("members", [None, 2])
@pytest.mark.parametrize("depth", range(1, 6))
@pytest.mark.parametrize("head", HEADS.values(), ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_backward_is_the_derivative_of_forward(activation, head, depth, members):
    net = small_net(activation, head, depth, members, rng=depth)
    checks = check_gradients(net, *example(head))
    assert [(c.array, c.layer) for c in checks] == [(a, k) for k in range(1, depth + 1) for a in ("dW", "db")]
    assert max(c.error for c in checks) <= 1e-7, "\n".join(map(str, checks))
    assert sum(c.skipped for c in checks) <= 2  # kinks are rarely crossed


def test_entries_that_cross_a_kink_are_left_out_and_counted():
    net = MLP([1, 2, 1], "ReLU", rng=1)
    net.b[1][:] = 0  # at x = 0 every z[1] stands on the kink
    checks = {(c.array, c.layer): c for c in check_gradients(net, np.zeros((1, 3)), np.ones((1, 3)))}
    assert checks["db", 1].skipped == 2
    assert checks["dW", 1].skipped == 0
    assert np.isnan(checks["db", 1].error)
    assert "2 of 2 left out: nothing checked" in str(checks["db", 1])


def test_the_worst_disagreement_is_named(monkeypatch):
    net = small_net("tanh", "linear + squared error")
    true_backward = net.backward

    def wrong_backward(Y):
        true_backward(Y)
        net.dW[2][1, 0] += 0.5

    monkeypatch.setattr(net, "backward", wrong_backward)
    worst = max(check_gradients(net, *example(net.head)), key=lambda c: c.error)
    assert (worst.array, worst.layer, worst.worst) == ("dW", 2, (1, 0))
    assert "dW[2]: error" in str(worst)


def test_checking_leaves_the_weights_as_they_were():
    net = small_net("tanh", "linear + squared error", members=2)
    before = net.theta.copy()
    check_gradients(net, *example(net.head))
    assert np.array_equal(net.theta, before)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_not_finite_shows_as_nan_and_without_a_warning(dtype):
    X, Y = example("linear + squared error", targets=1)
    net = MLP([2, 3, 1], "identity", "linear + squared error", rng=0, dtype=dtype)
    net.theta[:] = np.finfo(dtype).max / 2
    assert all(np.isnan(check.error) for check in check_gradients(net, X.astype(dtype), Y.astype(dtype)))


class Wrong(MLP):
    """Its gradient is whatever `wrong` makes of it."""

    def backward(self, Y):
        super().backward(Y)
        self.wrong(self)


def wrong_check(wrong, *args, epsilon=None, X=None, Y=None, **settings):
    net = Wrong(*args, **settings)
    net.wrong = wrong
    X, Y = (X, Y) if X is not None else example(net.head, targets=net.head.targets(net.widths[-1]))
    return {(c.array, c.layer): c for c in check_gradients(net, X, Y, epsilon)}


def test_a_check_that_checked_nothing_does_not_say_0():
    def seven(net):
        net.dW[1][...] = 7

    found = wrong_check(seven, [2, 4, 1], "ReLU", initializer="zeros")
    assert np.isnan(found["dW", 1].error)
    assert "8 of 8 left out: nothing checked" in str(found["dW", 1])
    assert (
        found["dW", 2].error == 0 and found["db", 2].error < 1e-9
    )  # these are: an unused weight has no slope


@pytest.mark.parametrize("size", [1e-30, 1e-200])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_wrong_gradient_is_wrong_however_small(size, dtype):
    """Squares that no float holds are no agreement: here the true gradient is 0 and what is said is not."""

    def small(net):
        net.dW[1][...] = size

    if dtype(size) == 0:
        return
    X = np.zeros((2, 3), dtype)
    assert wrong_check(small, [2, 3, 1], X=X, Y=np.ones((1, 3), dtype), dtype=dtype)["dW", 1].error == 1


def test_a_step_that_is_lost_in_rounding_is_no_agreement():
    """ε = 1e-5 changes no weight of 1000 in float32: both differences and the forgotten gradient are 0."""

    def forgotten(net):
        net.gradient[...] = 0

    def start(wrong, epsilon):
        net = Wrong([2, 2], head="linear + squared error", initializer=INITIALIZERS["constant"](1e3), bias=1e3,
                    dtype=np.float32)  # fmt: skip
        net.wrong = wrong
        X = np.full((2, 3), 0.001, np.float32)
        return check_gradients(net, X, np.zeros((2, 3), np.float32), epsilon)

    for check in start(forgotten, 1e-5):
        assert np.isnan(check.error) and not check.checked
        assert "nothing checked, ±ε is lost in rounding at" in str(check)
    assert all("lost in rounding" in str(check) for check in start(lambda net: None, 1e-5))
    assert all(check.error < 0.01 for check in start(lambda net: None, 1.0))


def test_without_an_epsilon_float32_is_checked_by_one_that_suits_it():
    net = small_net("tanh", "sigmoid + cross-entropy", dtype=np.float32)
    assert max(c.error for c in check_gradients(net, *example(net.head))) < 1e-3


@pytest.mark.parametrize("epsilon", [0, -1e-5, "1e-5", np.nan, np.inf, True])
def test_epsilon_is_a_positive_number(epsilon):
    net = small_net("tanh", "sigmoid + cross-entropy")
    with pytest.raises(ValueError, match="epsilon is a finite number, above 0"):
        check_gradients(net, *example(net.head), epsilon)


def test_an_interrupted_check_leaves_the_weights_as_they_were():
    net, calls = small_net("tanh", "linear + squared error"), []
    before, forward = net.theta.copy(), net.forward

    def interrupted(X):
        calls.append(X)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return forward(X)

    net.forward = interrupted
    with pytest.raises(KeyboardInterrupt):
        check_gradients(net, *example(net.head))
    assert np.array_equal(net.theta, before)
