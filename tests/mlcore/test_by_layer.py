"""Another activation, and another start, in each layer."""

import copy

import numpy as np
import pytest
from examples import example

from mlcore import ACTIVATIONS, INITIALIZERS, MLP, GradientDescent, check_gradients, train

MIXED = ("tanh", "ReLU", "sigmoid")
HEAD = "linear + squared error"


def by_hand(net, X):
    """A[L], written out."""
    A = X
    for k, name in enumerate((*MIXED, "identity"), start=1):
        A = ACTIVATIONS[name](net.W[k] @ A + net.b[k])
    return A


@pytest.mark.parametrize("members", [None, 3])
def test_each_layer_has_its_own_activation(members):
    X, Y = example(HEAD)
    net = MLP([2, 4, 5, 4, len(Y)], MIXED, HEAD, bias=0.1, rng=3, members=members)
    np.testing.assert_allclose(net.predict(X), by_hand(net, X), rtol=1e-13)
    assert max(check.error for check in check_gradients(net, X, Y)) < 1e-7
    assert "(tanh, ReLU, sigmoid)" in repr(net)


@pytest.mark.parametrize(
    "more", [{"skip": True}, {"norm": "layer"}, {"skip": True, "norm": "batch"}], ids=str
)
def test_so_it_has_with_skips_and_normalization(more):
    X, Y = example(HEAD)
    net = MLP([2, 4, 4, 4, len(Y)], MIXED, HEAD, bias=0.1, rng=3, **more)
    assert max(check.error for check in check_gradients(net, X, Y)) < 1e-6


@pytest.mark.parametrize("batch", [None, 3])
def test_training_is_the_equations(batch):
    """Also after other activations were assigned in its midst."""
    X, Y = example(HEAD)
    net = MLP([2, 4, 5, 4, len(Y)], MIXED, HEAD, rng=3)
    training = train(net, X, Y, GradientDescent(0.1), batch=batch, rng=0)
    for sigma in (MIXED, ("ReLU", "identity", "tanh"), "softplus"):
        net.activation = sigma
        for _ in range(3):
            next(training)
        typed = copy.deepcopy(net)
        typed.forward(net.A[0])
        typed.backward(training.work.Y)
        np.testing.assert_allclose(net.gradient, typed.gradient, rtol=1e-12, atol=1e-15)


def test_each_layer_has_its_own_start():
    """And draws what a net of that scheme alone draws there, where base draws are the same."""
    schemes = ("He", "zeros", INITIALIZERS["normal"](0.25))
    widths = [2, 4, 5, 1]
    net = MLP(widths, initializer=schemes, rng=7)
    assert np.array_equal(net.W[1], MLP(widths, initializer="He", rng=7).W[1])
    assert not net.W[2].any()
    last = np.random.default_rng(7)
    last.standard_normal((4, 2))
    np.testing.assert_allclose(net.W[3], 0.5 * last.standard_normal((1, 5)))
    pair = MLP(widths, initializer=[schemes, "Xavier"], rng=[7, 8])
    assert np.array_equal(pair.W[1][0], net.W[1])
    assert np.array_equal(pair.W[2][1], MLP(widths, initializer="Xavier", rng=8).W[2])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"activation": ("tanh",)}, "one for each hidden layer: this net has 2, the tuple 1"),
        ({"activation": ("tanh", "rely")}, "no activation called"),
        ({"initializer": ("He", "He")}, "one for each layer: this net has 3, the tuple 2"),
        ({"initializer": ("He", "He", 4)}, "initializer is a name"),
    ],
    ids=str,
)
def test_a_wrong_tuple_gets_a_sentence(wrong, said):
    with pytest.raises(ValueError, match=said):
        MLP([2, 4, 5, 1], **wrong)
