"""Initializers: the stated standard deviation, the fan conventions, and draws that differ in the scale only."""

import numpy as np
import pytest

from mlcore import INITIALIZERS, MLP

EACH = pytest.mark.parametrize("initializer", INITIALIZERS.values(), ids=str)
FAMILIES = {
    "normal": [INITIALIZERS["normal"](0.04), INITIALIZERS["Xavier"], INITIALIZERS["He"], "Glorot normal"],
    "uniform": ["uniform", "Glorot uniform", "He uniform"],
}


@EACH
def test_std_is_the_standard_deviation_of_a_draw(initializer):
    w = initializer.draw(np.random.default_rng(0), 300, 200)
    assert w.shape == (200, 300)
    assert w.std() == pytest.approx(initializer.std(300, 200), rel=0.01, abs=1e-15)


@EACH
def test_the_same_generator_state_gives_the_same_weights(initializer):
    draws = [initializer.draw(np.random.default_rng(3), 4, 5) for _ in range(2)]
    np.testing.assert_array_equal(*draws)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_schemes_of_a_family_differ_in_the_scale_only(family):
    schemes = [INITIALIZERS.find(s) for s in family]
    draws = [s.draw(np.random.default_rng(3), 6, 4) / s.std(6, 4) for s in schemes]
    for w in draws[1:]:
        np.testing.assert_allclose(w, draws[0], rtol=1e-14)


def test_the_fan_convention_is_a_choice_and_fan_in_the_default():
    he = INITIALIZERS["He"]
    variances = [he.std(8, 2) ** 2, *(he(fan=f).std(8, 2) ** 2 for f in ("in", "out", "average"))]
    assert variances == pytest.approx([2 / 8, 2 / 8, 2 / 2, 2 / 5])


def test_the_lectures_table():
    assert INITIALIZERS["normal"](0.01).std(5, 7) == pytest.approx(0.1)  # 0.01 is a variance
    assert INITIALIZERS["uniform"].std(5, 7) ** 2 == pytest.approx(1 / 15)
    assert INITIALIZERS["Glorot uniform"].std(5, 7) ** 2 == pytest.approx(2 / 12)
    assert INITIALIZERS["Xavier"](fan="out").std(5, 7) ** 2 == pytest.approx(1 / 7)


def test_constants_may_differ_by_layer_and_have_no_spread():
    net = MLP([2, 3, 1], initializer=INITIALIZERS["constant"]((0.5, -0.25)))
    assert (net.W[1] == 0.5).all() and (net.W[2] == -0.25).all()
    assert INITIALIZERS["constant"].std(3, 3) == 0


@pytest.mark.parametrize("shape", [(5, 5), (3, 8), (8, 3)])
def test_orthogonal_weights_are_orthonormal_along_the_shorter_side(shape):
    w = INITIALIZERS["orthogonal"].draw(np.random.default_rng(0), shape[1], shape[0])
    gram = w @ w.T if shape[0] <= shape[1] else w.T @ w
    np.testing.assert_allclose(gram, np.eye(min(shape)), atol=1e-14)


@pytest.mark.parametrize(
    ("bias", "spread"), [(0.0, 0), (0.1, 0), ("zeros", 0), (INITIALIZERS["normal"](0.25), 0.5)]
)
def test_biases(bias, spread):
    net, plain = MLP([2, 4000, 1], bias=bias), MLP([2, 4000, 1])
    assert net.b[1].std() == pytest.approx(spread, rel=0.05, abs=1e-12)
    np.testing.assert_array_equal(net.W[2], plain.W[2])  # biases are drawn after the weights
    if bias == 0.1:
        assert (net.b[1] == 0.1).all()
