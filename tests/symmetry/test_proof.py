"""The proof of lesson 2, alive: it holds, it goes back, and it breaks where a weight is another."""

import numpy as np
import pytest
from lab import result

from app.symmetry import proof
from app.symmetry.proof.experiment import Proof
from mlcore import MLP


@pytest.mark.parametrize(
    "settings", [{}, {"activation": "ReLU", "head": "sigmoid + squared error", "width": 5}]
)
def test_the_proof_holds_and_goes_back(settings):
    made = Proof(**settings).start()
    begun = made.net.theta.copy()
    for _ in range(10):
        assert all(made.result().equal)
        assert made.step()
    r = made.result()
    assert (r.update, r.stage) == (2, 2)
    W, s = r.units["W"], r.settings
    z = W @ [s["x1"], s["x2"]] + r.units["b"][:, 0]
    assert r.units["a"] == pytest.approx(made.net.activation(z))
    assert np.allclose(r.units["dW"], np.outer(r.units["dz"], [s["x1"], s["x2"]]))
    while made.back():
        pass
    assert np.array_equal(made.net.theta, begun)


def test_the_proof_breaks_where_a_weight_is_another():
    r = result(Proof(apart=0.1), 3)
    assert r.equal == [False] * 4
    assert "≠" in r.sentence
    assert "by 0.1 in W[1]" in r.sentence


def test_the_drawn_net_has_the_numbers_of_the_stage_and_its_edges_break_the_symmetry():
    panel = proof.panel(width=4)
    for stage in range(4):
        r = panel.player.result
        net = MLP([2, 4, 1], "sigmoid", initializer="zeros")
        net.theta[:] = [0.5] * 12 + [-1.0] * 5
        net.forward(np.array([[1.0], [-2.0]]))
        net.backward(np.array([[1.0]]))
        assert r.net.values == [[1.0, -2.0], pytest.approx(net.A[1][:2, 0]), pytest.approx(net.A[2][0])]
        dz = net.dZ[1][:2, 0] if stage else [None, None]
        assert r.net.gradients[1] == ([None, None] if stage == 0 else pytest.approx(dz))
        assert set(r.net.dW) == ({1} if stage >= 2 else set())
        assert r.net.caption[0] == " ".join(r.cards[stage][0].split())
        assert "2 more units" in r.net.caption[1]
        panel.player.step()
    panel.net.changed(1, 0, 1, 0.75)  # all of the layer
    assert (panel.experiment.c1, panel.experiment.apart) == (0.75, 0)
    panel.net.changed(1, 1, 0, 1.25)  # this one alone
    shown = panel.player.result.net
    assert shown.W[1].tolist() == [[0.75, 0.75], [1.25, 0.75]]
    assert shown.edge == ((1, 1, 0), 0.75)
    assert "≠" in panel.player.result.sentence
