"""Backpropagation is the derivative of the forward pass: every entry, against central differences."""

import numpy as np
import pytest
from examples import example, small_net

from mlcore import ACTIVATIONS, HEADS, MLP, check_gradients


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
    assert checks["db", 1].error == 0


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
