"""The proof of lesson 2, alive: it holds, it goes back, and it breaks where a weight is another."""

import numpy as np
import pytest
from lab import result

from app.symmetry.proof.experiment import Proof


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
