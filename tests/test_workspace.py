"""The clever place equals the plain one."""

import numpy as np
import pytest
from examples import example, small_net

from mlcore import ACTIVATIONS, HEADS
from mlcore.workspace import Workspace


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
