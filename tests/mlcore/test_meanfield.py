"""Mean-field theory: published and exact values, and nets that are wide enough to obey it."""

from itertools import pairwise

import numpy as np
import pytest

from mlcore import ACTIVATIONS, INITIALIZERS, MLP, probes
from mlcore.meanfield import (
    MeanField,
    critical_line,
    critical_point,
    finite_depth,
    relu_correlation,
    two_samples,
)


def test_tanh_on_the_critical_line():
    assert critical_point("tanh", 0.05) == pytest.approx((1.760955, 0.570048), abs=1e-6)
    net = MeanField("tanh", *critical_line("tanh", 0.570048))
    assert (net.q_star, net.chi_1) == pytest.approx((0.570048, 1), rel=1e-9)


def test_tanh_with_xavier_does_not_keep_the_variance():
    net, q = MeanField("tanh", 1.0), [1.0]
    for _ in range(10):
        q.append(float(net.variance(q[-1])))
    assert (q[1], q[2], q[10]) == pytest.approx((0.39429, 0.23645, 0.05220), abs=5e-6)
    assert net.q_star == 0


def test_sigmoid_with_xavier():
    net = MeanField("sigmoid", 1.0)
    assert (net.chi_1, net.q_star) == pytest.approx((0.0557, 0.26469), abs=5e-5)
    assert net.xi_grad == pytest.approx(-1 / np.log(net.chi_1))


@pytest.mark.parametrize("var_w", [0.5, 1.0, 1.5])
def test_relu_in_closed_form(var_w):
    net = MeanField("ReLU", var_w, 0.1)
    assert net.q_star == pytest.approx(0.1 / (1 - var_w / 2), rel=1e-10)
    assert net.chi_1 == pytest.approx(var_w / 2, rel=1e-12)
    assert net.c_star == 1
    assert net.xi_c == net.xi_grad == pytest.approx(-1 / np.log(var_w / 2))


def test_relu_is_critical_at_2_and_0():
    net = MeanField("ReLU", 2.0)
    assert net.variance(np.array([0.3, 1, 40])) == pytest.approx([0.3, 1, 40])
    assert net.chi_1 == pytest.approx(1, rel=1e-12)
    for c in (0.0, 0.3, 0.9, 1.0):
        assert net.correlation(c) == pytest.approx(relu_correlation(c), abs=1e-4)


@pytest.mark.parametrize(
    ("activation", "slopes"),
    [("ReLU", (0, 1)), ("leaky ReLU", (0.01, 1)), ("tanh", (1, 1)), ("SELU", (1.7581, 1.0507))],
)
def test_a_signal_that_dies_out_takes_the_slopes_on_both_sides_of_zero(activation, slopes):
    net = MeanField(activation, 0.4)
    assert net.q_star == 0
    assert net.chi_1 == pytest.approx(0.4 * np.mean(np.square(slopes)), rel=1e-3)
    assert net.xi_c == net.xi_grad == pytest.approx(-1 / np.log(net.chi_1))
    assert net.c_star == 1


def test_two_samples_in_relu_layers_follow_the_closed_form():
    q, c = two_samples("ReLU", 2.0, 0.0, 0.3, 6)
    expected = [0.3]
    for _ in range(5):
        expected.append(relu_correlation(expected[-1]))
    assert q == pytest.approx(np.full(6, 2.0))
    assert c == pytest.approx(expected, abs=5e-4)


def test_two_samples_come_to_the_fixed_points():
    q, c = two_samples("tanh", 4.0, 0.05, 0.9, 200)
    net = MeanField("tanh", 4.0, 0.05)
    assert (q[-1], c[-1]) == pytest.approx((net.q_star, net.c_star), rel=1e-5)


def test_two_samples_in_an_ever_growing_net_are_silent():
    q, c = two_samples("ReLU", 1e9, 0.0, 0.3, 60)
    assert np.isinf(q[-1])
    assert np.isnan(c[-1])


def test_order_and_chaos():
    ordered, chaotic = MeanField("tanh", 1.2, 0.05), MeanField("tanh", 4.0, 0.05)
    assert ordered.chi_1 < 1 == ordered.c_star
    assert chaotic.chi_1 > 1 > chaotic.c_star > 0
    assert chaotic.correlation(chaotic.c_star) == pytest.approx(chaotic.c_star, abs=1e-9)
    assert ordered.xi_grad > 0 > chaotic.xi_grad
    near = MeanField("tanh", critical_point("tanh", 0.05)[0] * 1.001, 0.05)
    assert near.xi_c > 10 * chaotic.xi_c


def test_xi_c_is_the_depth_over_which_correlations_settle():
    net, c = MeanField("tanh", 4.0, 0.05), [0.5]
    for _ in range(40):
        c.append(net.correlation(c[-1]))
    gap = np.abs(np.array(c) - net.c_star)
    assert -1 / np.log(gap[30] / gap[29]) == pytest.approx(net.xi_c, rel=5e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_every_activation_has_a_fixed_point_for_small_weights_and_a_sentence_otherwise(activation):
    net = MeanField(activation, 0.4, 0.1)
    assert net.variance(net.q_star) == pytest.approx(net.q_star, rel=1e-9)
    if activation.name in ("sigmoid", "tanh"):
        assert MeanField(activation, 50.0).q_star > 0
    else:
        with pytest.raises(ValueError, match="without end: there is no fixed point"):
            _ = MeanField(activation, 50.0).q_star


def test_errors_are_sentences():
    with pytest.raises(ValueError, match="var_w is positive"):
        MeanField("tanh", -1.0)
    with pytest.raises(ValueError, match="critical at σ_w² = 2"):
        critical_point("ReLU", 0.1)
    with pytest.raises(ValueError, match="no correlation"):
        MeanField("tanh", 0.5).correlation(0.3)
    with pytest.raises(ValueError, match="var_w is positive"):
        MeanField("tanh", "1")
    with pytest.raises(ValueError, match="correlation of the two samples, is a number from 0 to 1"):
        two_samples("tanh", 1.0, 0.0, 2, 6)
    with pytest.raises(ValueError, match="depth is a whole number of layers"):
        two_samples("tanh", 1.0, 0.0, 0.5, 6.5)
    with pytest.raises(ValueError, match=r"wants 2 × N_s"):
        finite_depth([2, 8, 1], "tanh", 1.0, np.ones((3, 5)))
    with pytest.raises(ValueError, match="2 of them, one a layer"):
        finite_depth([2, 8, 1], "tanh", [1.0, 2.0, 3.0], np.ones((2, 5)))
    with pytest.raises(ValueError, match="var_b is a finite number"):
        critical_point("tanh", None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("activation", "initializer", "bias"),
    [("tanh", "Xavier", 0.0), ("ReLU", "He", 0.1), ("sigmoid", "He", 0.0), ("GELU", "He", 0.0)],
)
def test_wide_nets_obey_finite_depth(activation, initializer, bias):
    widths, scheme = [5, *[600] * 7, 1], INITIALIZERS[initializer]
    X = np.random.default_rng(0).standard_normal((5, 40))
    std, power, top = [], [], []
    for seed in range(12):
        net = MLP(widths, activation, initializer=scheme, bias=bias, rng=seed)
        net.forward(X)
        net.backward(np.ones((1, 40)))
        std.append(probes.std_A(net)[:-1])
        power.append(probes.rms_dZ(net) ** 2)
    var_w = [scheme.std(n, m) ** 2 for n, m in pairwise(widths)]
    top = np.sqrt(np.mean(power, axis=0)[-1])
    theory = finite_depth(widths, activation, var_w, X, mean_b=bias, rms_top=top)
    np.testing.assert_allclose(theory.std_A[:-1], np.mean(std, axis=0), rtol=0.05)
    np.testing.assert_allclose(theory.rms_dZ, np.sqrt(np.mean(power, axis=0)), rtol=0.15)
    assert np.isnan(theory.std_A[-1])


def test_finite_depth_of_an_ever_growing_net_is_silent():
    X = np.ones((2, 3))
    theory = finite_depth([2, *[64] * 400, 1], "ReLU", 100.0, X)
    assert np.isinf(theory.std_Z[-1])


@pytest.mark.slow
def test_glorot_and_bengio_2010():
    """5 hidden layers of 1000 tanh units, Gaussian input: std of the activations by layer."""
    X = np.random.default_rng(0).standard_normal((1000, 300))
    published = {"uniform": [0.461, 0.250, 0.141, 0.081, 0.047]}
    published["Glorot uniform"] = [0.629, 0.486, 0.408, 0.357, 0.321]
    for name, std in published.items():
        net = MLP([1000] * 6 + [1], "tanh", initializer=name)
        net.forward(X)
        np.testing.assert_allclose(probes.std_A(net)[:-1], std, atol=0.003)


@pytest.mark.parametrize("activation", ["identity", "leaky ReLU"])
def test_no_critical_point_is_made_up(activation):
    with pytest.raises(ValueError, match="has no critical point"):
        critical_point(activation, 0.05)
