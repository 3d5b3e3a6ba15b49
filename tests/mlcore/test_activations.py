"""Activation functions: known values, the far ends, the stated side at a kink, and `out`."""

import numpy as np
import pytest

from mlcore import ACTIVATIONS

EACH = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
Z = np.linspace(-6, 6, 49).reshape(7, 7)

AT_ONE = {
    "identity": 1,
    "sigmoid": 1 / (1 + np.exp(-1)),
    "tanh": np.tanh(1),
    "ReLU": 1,
    "leaky ReLU": 1,
    "ELU": 1,
    "SELU": 1.0507009873554805,
    "softplus": np.log(1 + np.e),
    "GELU": 0.8411919906082768,
    "SiLU": 1 / (1 + np.exp(-1)),
}


@EACH
def test_known_value(activation):
    assert activation(np.array([1.0]))[0] == pytest.approx(AT_ONE[activation.name], rel=1e-14)


@EACH
def test_a_number_will_do_and_whole_ones_are_no_less_exact(activation):
    """As typed on the board: sigmoid(1), and arrays of integers."""
    one = np.array([1.0])
    value, slope = activation(one)[0], activation.prime(one, activation(one))[0]
    for z in (1, 1.0, np.float32(1), np.array([1])):
        A = activation(z)
        np.testing.assert_allclose(A, value, rtol=1e-6)
        np.testing.assert_allclose(activation.prime(z, A), slope, rtol=1e-6)


@EACH
def test_the_far_ends_are_finite_and_silent(activation):
    far = np.array([-1000.0, 1000.0])
    A = activation(far)
    assert np.isfinite(A).all()
    assert np.isfinite(activation.prime(far, A)).all()


# σ and σ′ at −∞ and at +∞: their limits.
AT_THE_ENDS = {
    "identity": ((-np.inf, np.inf), (1, 1)),
    "sigmoid": ((0, 1), (0, 0)),
    "tanh": ((-1, 1), (0, 0)),
    "ReLU": ((0, np.inf), (0, 1)),
    "leaky ReLU": ((-np.inf, np.inf), (0.01, 1)),
    "ELU": ((-1, np.inf), (0, 1)),
    "SELU": ((-1.0507009873554805 * 1.6732632423543772, np.inf), (0, 1.0507009873554805)),
    "softplus": ((0, np.inf), (0, 1)),
    "GELU": ((0, np.inf), (0, 1)),
    "SiLU": ((0, np.inf), (0, 1)),
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@EACH
def test_at_infinity_stand_the_limits(activation, dtype):
    ends = np.array([-np.inf, np.inf], dtype)
    A = activation(ends)
    values, slopes = AT_THE_ENDS[activation.name]
    np.testing.assert_allclose(A, values, rtol=1e-6)
    np.testing.assert_allclose(activation.prime(ends, A), slopes, rtol=1e-6, atol=1e-7)


@EACH
def test_out_is_written_and_gives_the_same(activation):
    A = activation(Z)
    for call in (lambda out: activation(Z, out=out), lambda out: activation.prime(Z, A, out=out)):
        out = np.full_like(Z, np.nan)
        assert call(out) is out
        np.testing.assert_array_equal(out, call(None))
    np.testing.assert_array_equal(activation(Z), A)


@EACH
def test_prime_is_the_slope(activation):
    z = Z[~np.isin(Z, activation.kinks)]
    slope = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation.prime(z, activation(z)), slope, atol=1e-6)


@EACH
def test_at_a_kink_the_slope_is_the_left_one(activation):
    for kink in activation.kinks:
        at, left = (activation.prime(z, activation(z)) for z in (np.array([kink]), np.array([kink - 1e-12])))
        assert at == pytest.approx(left, abs=1e-9)


@EACH
def test_float32_stays_float32(activation):
    z = Z.astype(np.float32)
    assert activation(z).dtype == activation.prime(z, activation(z)).dtype == np.float32


def test_selu_keeps_mean_0_and_variance_1():
    z = np.linspace(-12, 12, 200_001)
    weight = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    a = ACTIVATIONS["SELU"](z)
    assert (weight @ a, weight @ a**2) == pytest.approx((0, 1), abs=1e-4)


@EACH
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_any_float_has_a_finite_value_and_slope_of_its_own_type(activation, dtype):
    """Up to 1e300 (1e37 in float32); beyond |z| = 1000 each side is a straight line."""
    powers = 10.0 ** np.arange(1, 38 if dtype == np.float32 else 301, 4)
    z = np.concatenate([-powers[::-1], [0], powers]).astype(dtype)
    A = activation(z)
    slope = activation.prime(z, A)
    assert A.dtype == slope.dtype == dtype
    assert np.isfinite(A).all() and np.isfinite(slope).all()
    far = np.abs(z) > 1e3
    np.testing.assert_allclose(A[far] / z[far], np.where(far, slope, 0)[far], atol=2e-3)
