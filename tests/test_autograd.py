"""An independent differentiator, HIPS autograd, agrees on random nets: outputs, loss and every gradient."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from examples import example, outputs_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcore import ACTIVATIONS, HEADS, MLP

# The textbook's formulas once more, with nothing of mlcore in them.
SIGMA = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "ReLU": lambda z: z * (z > 0),
    "leaky ReLU": lambda z: anp.where(z > 0, z, 0.01 * z),
    "ELU": lambda z: anp.where(z > 0, z, anp.exp(z) - 1),
    "SELU": lambda z: 1.0507009873554805 * anp.where(z > 0, z, 1.6732632423543772 * (anp.exp(z) - 1)),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "GELU": lambda z: 0.5 * z * (1 + anp.tanh((2 / anp.pi) ** 0.5 * (z + 0.044715 * z**3))),
    "SiLU": lambda z: z / (1 + anp.exp(-z)),
}


def logsumexp(z):
    return anp.log(anp.sum(anp.exp(z), axis=0, keepdims=True))


def gaussian(z, y, floor=1e-3):
    d = y.shape[0]
    var = floor**2 + anp.exp(z[d:])
    return anp.sum(0.5 * anp.log(2 * anp.pi * var) + 0.5 * (y - z[:d]) ** 2 / var, axis=0)


def mixture(z, y, K=3, floor=1e-3):
    log_pi = z[:K] - logsumexp(z[:K])
    var = floor**2 + anp.exp(z[-K:])
    mu = anp.reshape(z[K:-K], (K, y.shape[0], -1))
    log_n = anp.sum(-0.5 * anp.log(2 * anp.pi * var[:, None]) - 0.5 * (y - mu) ** 2 / var[:, None], axis=1)
    return -logsumexp(log_pi + log_n)[0]


LOSS = {
    "sigmoid + cross-entropy": lambda z, y: anp.sum(anp.log(1 + anp.exp(z)) - y * z, axis=0),
    "sigmoid + squared error": lambda z, y: 0.5 * anp.sum((1 / (1 + anp.exp(-z)) - y) ** 2, axis=0),
    "linear + squared error": lambda z, y: 0.5 * anp.sum((z - y) ** 2, axis=0),
    "softmax + cross-entropy": lambda z, y: -anp.sum(y * (z - logsumexp(z)), axis=0),
    "Gaussian": gaussian,
    "mixture density": mixture,
}


def textbook_logits(parameters, X, activation):
    A = X
    for W, b in parameters[:-1]:
        A = SIGMA[activation](anp.dot(W, A) + b)
    W, b = parameters[-1]
    return anp.dot(W, A) + b


def textbook_loss(parameters, X, Y, activation, head):
    return anp.mean(LOSS[head](textbook_logits(parameters, X, activation), Y))


def assert_close(got, want, what):
    gap, size = np.linalg.norm(got - want), np.linalg.norm(want)
    assert gap <= 1e-10 * size + 1e-300, f"{what}: {gap / size:.1e} of its norm"


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
