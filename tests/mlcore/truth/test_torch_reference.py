"""PyTorch agrees: gradients of every activation × head, 50 steps of each optimizer, moments of the initializers.

The numbers are in data/torch_reference.npz, made by data/make_torch_reference.py beside it.
"""

import numpy as np
import pytest
from sources import DATA

from mlcore import ACTIVATIONS, HEADS, INITIALIZERS, L2, MLP, OPTIMIZERS, Momentum, train
from mlcore.schedules import cosine

REFERENCE = np.load(DATA / "torch_reference.npz")
X = REFERENCE["X"]


@pytest.mark.parametrize("head", HEADS.values(), ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_gradients_equal_pytorchs(activation, head):
    Y = REFERENCE[f"{head}/Y"]
    net = MLP([2, 3, 4, head.outputs(2)], activation, head)
    net.theta[:] = REFERENCE[f"{head}/theta"]
    net.forward(X)
    net.backward(Y)
    want = REFERENCE[f"{head}/{activation}/gradient"]
    assert net.loss(X, Y) == pytest.approx(REFERENCE[f"{head}/{activation}/loss"], rel=1e-12)
    assert np.linalg.norm(net.gradient - want) <= 1e-12 * np.linalg.norm(want)


RATES = {"gradient descent": 0.1, "momentum": 0.1, "Nesterov": 0.1, "RMSProp": 0.01, "Adam": 0.01}
OPTIMIZER = {name: OPTIMIZERS[name](cosine(rate, 50)) for name, rate in RATES.items()}
OPTIMIZER["L2"] = L2(Momentum(cosine(0.1, 50)), 0.1)


@pytest.mark.parametrize("name", OPTIMIZER)
def test_optimizers_walk_pytorchs_path(name):
    optimizer = OPTIMIZER[name]
    net = MLP([2, 3, 4, 2], "tanh", "linear + squared error")
    net.theta[:] = REFERENCE[f"{name}/theta"]
    losses = [r.loss for r in train(net, X, REFERENCE["linear + squared error/Y"], optimizer, steps=50)]
    np.testing.assert_allclose(losses[:50], REFERENCE[f"{name}/losses"], rtol=1e-10)
    np.testing.assert_allclose(net.theta, REFERENCE[f"{name}/theta 50"], rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize(
    ("name", "initializer"),
    [
        *((name, INITIALIZERS[name]) for name in ("uniform", "Glorot uniform", "Glorot normal", "He")),
        ("He by fan-out", INITIALIZERS["He"](fan="out")),
        *((name, INITIALIZERS[name]) for name in ("He uniform", "LeCun", "orthogonal")),
    ],
)
def test_initializers_have_pytorchs_moments(name, initializer):
    w = initializer.draw(np.random.default_rng(1), 300, 400)
    std, largest = REFERENCE[f"init/{name}"]
    assert w.std() == pytest.approx(std, rel=0.01)
    assert initializer.std(300, 400) == pytest.approx(std, rel=0.01)
    assert np.abs(w).max() == pytest.approx(largest, rel=1e-3 if initializer.base == "uniform" else 0.25)
