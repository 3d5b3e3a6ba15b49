"""An independent differentiator, HIPS autograd, agrees on random nets: outputs, loss and every gradient."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from examples import example, outputs_of
from hypothesis import given, settings
from hypothesis import strategies as st
from textbook import LOSS, SIGMA, assert_close

from mlcore import ACTIVATIONS, HEADS, MLP


def textbook_logits(parameters, X, activation):
    A = X
    for W, b in parameters[:-1]:
        A = SIGMA[activation](anp.dot(W, A) + b)
    W, b = parameters[-1]
    return anp.dot(W, A) + b


def textbook_loss(parameters, X, Y, activation, head):
    return anp.mean(LOSS[head](textbook_logits(parameters, X, activation), Y))


@settings(max_examples=150)
@given(
    activation=st.sampled_from(sorted(ACTIVATIONS)),
    head=st.sampled_from(sorted(HEADS)),
    inputs=st.integers(1, 4),
    hidden=st.lists(st.integers(1, 6), max_size=4),
    N_s=st.integers(1, 9),
    members=st.one_of(st.none(), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_outputs_and_gradients_equal_autograds(activation, head, inputs, hidden, N_s, members, seed):
    widths = [inputs, *hidden, outputs_of(head)]
    net = MLP(widths, activation, head, initializer="Xavier", bias="Xavier", rng=seed, members=members)
    X, Y = example(head, N_s, inputs, rng=seed)
    net.forward(X)
    net.backward(Y)
    for m in range(members or 1):
        own = ... if members is None else m
        parameters = [(net.W[k][own], net.b[k][own]) for k in range(1, net.L + 1)]
        assert_close(net.Z[net.L][own], textbook_logits(parameters, X, activation), "Z[L]")
        loss = textbook_loss(parameters, X, Y, activation, head)
        assert np.atleast_1d(net.loss(X, Y))[m] == pytest.approx(loss, rel=1e-10, abs=1e-14)
        for k, (dW, db) in enumerate(grad(textbook_loss)(parameters, X, Y, activation, head), start=1):
            assert_close(net.dW[k][own], dW, f"dW[{k}]")
            assert_close(net.db[k][own], db, f"db[{k}]")
