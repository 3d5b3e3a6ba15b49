"""The clever place equals the plain one."""

import tracemalloc

import numpy as np
import pytest
from examples import example, small_net

from mlcore import ACTIVATIONS, HEADS, MLP, Adam, GradientDescent, train
from mlcore.arrays.workspace import Workspace


@pytest.mark.parametrize(("members", "width"), [(None, 3), (3, 3), (3, 1)])
@pytest.mark.parametrize("head", HEADS.values(), ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_workspace_equals_forward_and_backward(activation, head, members, width):
    clever, plain = (small_net(activation, head, members=members, width=width) for _ in range(2))
    X, Y = example(head, N_s=7)
    loss = Workspace(clever, X, Y, batch=7).forward_backward()
    plain.forward(X)
    plain.backward(Y)
    np.testing.assert_allclose(loss, plain.loss(X, Y), rtol=1e-13, atol=1e-14)
    for name in ("Z", "A", "dZ", "dW", "db"):
        for k in range(1, plain.L + 1):
            got, want = getattr(clever, name)[k], getattr(plain, name)[k]
            np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-14, err_msg=f"{name}[{k}]")
    assert np.array_equal(clever.A[0], X)


def test_a_batch_is_the_samples_it_selects():
    net, plain = (small_net("tanh", "linear + squared error") for _ in range(2))
    X, Y = example(net.head, N_s=7)
    work = Workspace(net, X, Y, batch=3)
    order = np.array([6, 2, 4, 0, 1, 3, 5])
    work.shuffle(order)
    for start, stop in ((0, 3), (3, 6), (6, 7), (0, 3)):
        work.select(start, stop)
        work.forward_backward()
        plain.forward(X[:, order[start:stop]])
        plain.backward(Y[:, order[start:stop]])
        np.testing.assert_allclose(net.gradient, plain.gradient, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("batch", [None, 3])
def test_a_training_that_rested_goes_on_to_the_last_bit(batch):
    nets = [small_net("tanh", "linear + squared error", members=2) for _ in range(2)]
    X, Y = example(nets[0].head, N_s=7)
    rested, other = (train(net, X, Y, Adam(0.1), batch=batch, rng=0) for net in nets)
    for step in range(9):
        if step in (0, 1, 4):
            rested.rest()
        assert np.array_equal(next(rested).loss, next(other).loss)
    for name in ("Z", "A", "dZ", "dW", "db"):
        for k in range(1, nets[0].L + 1):
            assert np.array_equal(getattr(nets[0], name)[k], getattr(nets[1], name)[k])


def test_a_training_that_rests_gives_its_room_back():
    net = MLP([2, *[64] * 8, 1], members=8)
    tracemalloc.start()
    training = train(net, np.ones((2, 64)), np.ones((1, 64)), GradientDescent(0.1))
    next(training)
    before = tracemalloc.get_traced_memory()[0]
    training.rest()
    given = before - tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert given > 3 * 8 * (8 * 64) * 64 * 8  # Z, A and dZ: members × units × samples × bytes
    with pytest.raises(ValueError, match="There is no Z"):
        net.Z[1]
    with pytest.raises(ValueError, match="call forward"):
        net.backward(np.ones((1, 64)))
