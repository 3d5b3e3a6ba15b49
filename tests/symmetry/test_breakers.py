"""What breaks symmetry, and what does not."""

import numpy as np
from lab import result

from app.symmetry.breakers.experiment import WAYS, Breakers, BreakersRun
from mlcore import MLP


def test_what_breaks_symmetry_and_what_does_not():
    r = result(Breakers(), 100)
    spread = dict(zip(WAYS, r.spreads[-1], strict=True))
    assert [spread[way] for way in WAYS[:4]] == [0, 0, 0, 0]
    assert 0 < spread["9 units: round-off"] < 1e-10
    assert all(spread[way] > 1e-3 for way in WAYS[5:])
    assert "exactly 0** with: plain, momentum, Adam and minibatches." in r.sentence


def test_dropout_is_the_gradient_of_the_masked_net():
    net, training = BreakersRun(Breakers()).ways["dropout"]
    X, Y = BreakersRun(Breakers()).data.X, BreakersRun(Breakers()).data.Y
    next(training)
    mask = net.dW[2] != 0
    other = MLP([2, 8, 1], "tanh")
    other.theta[:] = net.theta
    other.W[2][:] *= 2 * mask
    other.forward(X)
    other.backward(Y)
    assert np.allclose(net.dW[1], other.dW[1])
    assert np.allclose(net.dW[2], 2 * mask * other.dW[2])
