"""Where the net stands: the saddle at zero, the valley and its twin."""

import numpy as np
import pytest
from lab import result

from app.symmetry.landscape.experiment import Landscape, swapped
from mlcore import MLP


def test_a_swap_of_two_units_is_a_twin():
    made = Landscape().start()
    net, X = made.net, made.data.X
    net.theta[:] = made.valley
    A = net.predict(X)
    net.theta[:] = swapped(net, made.valley)
    assert not np.array_equal(net.theta, made.valley)
    assert np.allclose(net.predict(X), A)
    r = made.result()
    assert r.valleys[0] == pytest.approx(r.valleys[1])
    assert r.symmetric > r.valleys[0] + 0.1  # a ridge: not convex
    assert r.zero == pytest.approx(np.log(2))


def test_no_valley_is_claimed_where_training_found_none():
    r = result(Landscape(data="circles", epsilon=0.001), 3)
    assert r.valleys[0] == pytest.approx(r.zero, abs=1e-3)
    assert "no valley" in r.sentence
    assert "not convex" in result(Landscape(), 3).sentence


def test_zero_is_a_saddle_on_balanced_data():
    """No gradient, and the loss falls one way and rises another."""
    made = Landscape(data="xor").start()
    net = MLP([2, 2, 1], "tanh", initializer="zeros")
    net.forward(made.data.X)
    net.backward(made.data.Y)
    assert abs(net.gradient).max() < 1e-15
    g = ((0.5 - made.data.Y) * made.data.X).mean(axis=1)
    net.W[1][:] = 0.3 * g / np.linalg.norm(g)
    losses = []
    for w in (-0.3, 0.0, 0.3):
        net.W[2][:] = w
        losses.append(float(net.loss(made.data.X, made.data.Y)))
    assert losses[0] < losses[1] < losses[2]
    assert losses[1] == pytest.approx(np.log(2))
