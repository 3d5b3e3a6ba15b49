"""The net: invariants of the equations, and asking without leaving a trace."""

import numpy as np
import pytest
from examples import example, lively, outputs_of, small_net
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcore import ACTIVATIONS, HEADS, INITIALIZERS, MLP, GradientDescent, train

NETS = {
    "activation": st.sampled_from(sorted(ACTIVATIONS)),
    "head": st.sampled_from(sorted(HEADS)),
    "hidden": st.lists(st.integers(1, 7), min_size=1, max_size=4),
    "seed": st.integers(0, 2**32 - 1),
}


def drawn(activation, head, hidden, seed, members=None):
    scheme = lively(activation)
    net = MLP(
        [2, *hidden, outputs_of(head)],
        activation,
        head,
        initializer=scheme,
        bias=scheme,
        rng=seed,
        members=members,
    )
    return net, *example(head, 6, rng=seed)


@settings(max_examples=60)
@given(**NETS)
def test_permuting_hidden_units_changes_nothing(activation, head, hidden, seed):
    net, X, Y = drawn(activation, head, hidden, seed)
    net.forward(X)
    net.backward(Y)
    loss, dW = net.loss(X, Y), net.dW[1].copy()
    order = np.random.default_rng(seed).permutation(hidden[0])
    for own in (net.W[1], net.b[1]):
        own[:] = own[order]
    net.W[2][:] = net.W[2][:, order]
    net.forward(X)
    net.backward(Y)
    np.testing.assert_allclose(net.loss(X, Y), loss, rtol=1e-12)
    np.testing.assert_allclose(net.dW[1], dW[order], rtol=1e-9, atol=1e-12 * np.abs(dW).max())


@settings(max_examples=60)
@given(**NETS)
def test_backward_twice_gives_the_same_gradient(activation, head, hidden, seed):
    net, X, Y = drawn(activation, head, hidden, seed)
    net.forward(X)
    net.backward(Y)
    first = net.gradient.copy()
    net.backward(Y)
    np.testing.assert_array_equal(net.gradient, first)


@settings(max_examples=60)
@given(members=st.integers(1, 4), **NETS)
def test_a_member_equals_the_same_net_alone(activation, head, hidden, seed, members):
    """To the last bit in the plain equations: matmul sums each member as it sums one net."""
    many, X, Y = drawn(activation, head, hidden, seed, members)
    many.forward(X)
    many.backward(Y)
    for m in range(members):
        one, *_ = drawn(activation, head, hidden, seed + m)
        one.forward(X)
        one.backward(Y)
        np.testing.assert_array_equal(one.theta, many.theta[m])
        np.testing.assert_allclose(many.A[many.L][m], one.A[one.L], rtol=1e-13, atol=1e-300)
        scale = np.abs(one.gradient).max()
        np.testing.assert_allclose(many.gradient[m], one.gradient, rtol=1e-11, atol=1e-13 * scale)


def spread(net):
    """The largest difference between two units of a hidden layer, in any parameter."""
    return max(np.ptp(B, axis=0).max() for B in net.blocks(net.theta)[1 : net.L])


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "ReLU"])
@pytest.mark.parametrize("initializer", ["zeros", "constant"])
@pytest.mark.parametrize(("width", "apart"), [(2, 0), (8, 0), (3, 1e-12), (5, 1e-12), (7, 1e-12)])
def test_equal_units_stay_equal(activation, initializer, width, apart):
    """Exactly where products are summed in one order, elsewhere to 1e-12 for 1000 steps: round-off parts them."""
    X, Y = example("sigmoid + cross-entropy", 60, targets=1)
    net = MLP([2, width, width, 1], activation, initializer=initializer)
    for _ in train(net, X, Y, GradientDescent(0.1), steps=1000):
        pass
    assert spread(net) <= apart


def test_zero_tanh_and_relu_learn_the_output_bias_only():
    X, Y = example("sigmoid + cross-entropy", 60, rng=3, targets=1)
    for activation in ("tanh", "ReLU"):
        net = MLP([2, 8, 8, 1], activation, initializer="zeros")
        *_, last = train(net, X, Y, GradientDescent(1.0), steps=400)
        assert np.flatnonzero(net.theta).tolist() == [net.theta.size - 1]
        p = Y.mean()
        assert last.loss == pytest.approx(-p * np.log(p) - (1 - p) * np.log(1 - p), abs=1e-9)


def test_zero_sigmoid_wakes_up_layer_by_layer():
    X, Y = example("sigmoid + cross-entropy", 61, rng=3, targets=1)
    net = MLP([2, 8, 8, 1], "sigmoid", initializer="zeros")
    moved = []
    for _ in train(net, X, Y, GradientDescent(0.1), steps=3):
        moved.append([bool(net.W[k].any()) for k in (1, 2, 3)])
    assert moved == [[False] * 3, [False, False, True], [False, True, True], [True] * 3]
    assert spread(net) == 0


def test_asking_leaves_no_trace():
    net = small_net("tanh", "sigmoid + cross-entropy", members=2)
    X, _ = example(net.head)
    net.forward(X)
    before = list(map(id, net.Z + net.A))
    other, labels = example(net.head, 9, rng=1)
    assert net.predict(other).shape == (2, outputs_of(net.head), 9)
    assert net.loss(other, labels).shape == net.accuracy(other, labels).shape == (2,)
    assert list(map(id, net.Z + net.A)) == before


def test_w_and_b_are_views_of_theta():
    net = MLP([2, 3, 1], initializer=INITIALIZERS["constant"](1.0))
    net.theta[:] = 0
    assert not net.W[1].any()
    net.b[2][:] = 5
    assert net.theta[-1] == 5
    assert [B.shape for B in net.blocks(net.theta)[1:]] == [(3, 3), (1, 4)]


def test_a_deep_xavier_relu_net_has_fading_dZ_and_level_dW():
    X = np.random.default_rng(0).standard_normal((64, 100))
    net = MLP([64] * 30 + [1], "ReLU", initializer="Xavier", members=8)
    net.forward(X)
    net.backward(np.ones((1, 100)))
    norm = lambda D: np.median(np.linalg.norm(D, axis=(1, 2)))  # noqa: E731
    assert norm(net.dZ[1]) < 1e-3 * norm(net.dZ[29])
    assert 0.1 < norm(net.dW[2]) / norm(net.dW[29]) < 10
