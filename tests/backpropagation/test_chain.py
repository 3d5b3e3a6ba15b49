"""The chain rule with its shapes: Jacobians measured by differences, multiplied as the panel says they multiply."""

import re

import numpy as np
import pytest

from app.backpropagation.chain.experiment import Chain, net_of


def jacobian(f, at, h=1e-6):
    """∂f_i/∂at_j by central differences: as many rows as f, as many columns as `at`."""
    columns = []
    for j in range(at.size):
        move = np.zeros(at.size)
        move[j] = h
        move = move.reshape(at.shape)
        columns.append((f(at + move) - f(at - move)).ravel() / (2 * h))
    return np.array(columns).T


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def shape(text):
    return tuple(map(int, re.findall(r"\d+", text)))


@pytest.mark.parametrize(("layers", "k"), [(3, 2), (3, 1), (4, 1), (2, 2), (1, 1)])
def test_the_shapes_of_the_chain_check(layers, k):
    run = Chain(layers=layers, k=k).start()
    while run.step():
        pass
    r, net = run.result(), net_of(run.settings)
    x = np.array([[1.0, 2.0, -1.0]]).T
    a = [x]
    for j in range(1, layers + 1):
        a.append(sigmoid(net.W[j] @ a[-1] + net.b[j]))
    z = [None] + [net.W[j] @ a[j - 1] + net.b[j] for j in range(1, layers + 1)]
    measured = [jacobian(lambda out: -np.log(out), a[layers])]
    measured.append(jacobian(sigmoid, z[layers]))
    for j in range(layers - 1, k - 1, -1):
        measured += [jacobian(lambda v, j=j: net.W[j + 1] @ v + net.b[j + 1], a[j]), jacobian(sigmoid, z[j])]
    last = jacobian(lambda W: W @ a[k - 1] + net.b[k], np.array(net.W[k]))  # n × (n m): three indices
    n, m = net.W[k].shape
    *chain, final = r.factors
    assert [shape(f.shape)[:2] for f in chain] == [J.shape for J in measured]
    assert shape(final.shape) == (n, n, m)
    assert "no matrix" in final.shape
    row = np.eye(1)
    for f, J in zip(chain, measured, strict=True):
        row = row @ J  # the shapes multiply
        assert shape(f.product_shape) == row.T.shape  # what is shown is the row stood up
        assert r.values[f.product] == pytest.approx(row.T, rel=1e-6)
    assert r.values[f"dW[{k}]"] == pytest.approx((row @ last).reshape(n, m), rel=1e-6)
    assert shape(final.product_shape) == (n, m)
    for f in chain[2::2]:
        assert f"is a row, 1 × {shape(f.shape)[1]};" in f.how
        assert f"1 × {shape(f.shape)[0]} times {shape(f.shape)[0]} × {shape(f.shape)[1]}" in f.how
    assert f"{n} × 1 times 1 × {m}" in final.how
