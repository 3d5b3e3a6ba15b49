"""Probes: what they say of nets where the answer is known, and that they keep silent about infinities."""

import numpy as np
import pytest
from examples import example, small_net

from mlcore import INITIALIZERS, MLP, GradientDescent, probes, train
from mlcore.meanfield import finite_depth

BY_LAYER = [probes.std_A, probes.std_Z, probes.rms_dZ, probes.norm_dW]
BY_HIDDEN_LAYER = [probes.dead_share, probes.saturated_share, probes.distinct_units, probes.effective_rank]


def run(net, N_s=20):
    X, Y = example(net.head, N_s, net.widths[0], targets=net.widths[-1])
    net.forward(X)
    net.backward(Y)
    return net


@pytest.mark.parametrize("probe", BY_LAYER + BY_HIDDEN_LAYER, ids=lambda p: p.__name__)
def test_shape_is_layers_by_members_and_each_member_counts_alone(probe):
    many = run(small_net("tanh", "linear + squared error", depth=4, members=3, rng=5))
    got = probe(many)
    assert got.shape == (4 if probe in BY_LAYER else 3, 3)
    for m in range(3):
        one = run(small_net("tanh", "linear + squared error", depth=4, rng=5 + m))
        np.testing.assert_allclose(got[:, m], probe(one), rtol=1e-12)


@pytest.mark.parametrize("probe", BY_LAYER + BY_HIDDEN_LAYER, ids=lambda p: p.__name__)
def test_a_member_that_is_not_finite_gives_nan_without_a_warning(probe):
    net = small_net("tanh", "linear + squared error", members=2)
    for value in (np.inf, np.nan):
        net.theta[0] = value
        with np.errstate(all="ignore"):
            run(net)
        got = probe(net)
        assert np.isnan(got[:, 0]).any()
        assert np.isfinite(got[:, 1]).all()


def test_spread_and_size_are_numpys():
    net = run(small_net("tanh", "linear + squared error"))
    for k in range(1, net.L + 1):
        assert probes.std_A(net)[k - 1] == pytest.approx(net.A[k].std(), rel=1e-14)
        assert probes.std_Z(net)[k - 1] == pytest.approx(net.Z[k].std(), rel=1e-14)
        assert probes.rms_dZ(net)[k - 1] == pytest.approx(np.sqrt(np.mean(net.dZ[k] ** 2)), rel=1e-14)
        assert probes.norm_dW(net)[k - 1] == pytest.approx(np.linalg.norm(net.dW[k]), rel=1e-14)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_squares_that_leave_the_range_of_floats_are_no_harm(size):
    net = run(small_net("tanh", "linear + squared error", members=2))
    usual = probes.rms_dZ(net)
    for D in net.dZ[1:]:
        D *= size
    np.testing.assert_allclose(probes.rms_dZ(net), size * usual, rtol=1e-13)
    for D in net.dZ[1:]:
        D *= 0
    assert (probes.rms_dZ(net) == 0).all()


@pytest.mark.parametrize(("initializer", "distinct"), [("zeros", 1), ("constant", 1), ("Xavier", 8)])
def test_distinct_units(initializer, distinct):
    assert probes.distinct_units(MLP([2, 8, 8, 1], initializer=initializer)).tolist() == [distinct] * 2


def test_distinct_units_counts_pairs_once_and_in_any_order():
    net = MLP([2, 6, 1])
    net.W[1][[3, 5]] = net.W[1][[0, 0]]
    assert probes.distinct_units(net) == [4]
    net.W[1][3, 0] += 1e-3
    assert probes.distinct_units(net) == [5]
    assert probes.distinct_units(net, tolerance=1e-2) == [4]


def test_dead_and_saturated_units():
    net = MLP([2, 4, 1], "ReLU")
    net.W[1][:] = 1
    net.b[1][:, 0] = [-100, -100, 100, 100]
    run(net)
    assert (probes.dead_share(net), probes.saturated_share(net)) == (0.5, 0.5)
    tanh = MLP([2, 4, 1], "tanh", initializer=INITIALIZERS["normal"](1e6))
    assert probes.saturated_share(run(tanh)) > 0.9
    leaky = MLP([2, 4, 1], "leaky ReLU", initializer=INITIALIZERS["normal"](1e6))
    assert probes.dead_share(run(leaky)) == 0


def test_effective_rank():
    net = MLP([2, 6, 1], "identity")
    assert 1 < probes.effective_rank(run(net))[0] <= 2 + 1e-9  # two inputs span it
    net.W[1][:] = 1
    assert probes.effective_rank(run(net)) == pytest.approx([1])
    assert probes.effective_rank(run(MLP([2, 6, 1], "tanh", initializer="zeros"))) == [0]


def test_update_to_weight_ratio():
    net = MLP([2, 5, 1], members=2)
    X, Y = example(net.head, 20, targets=1)
    ratio = probes.UpdateRatio()
    first, second = (
        r.probes["ratio"] for r in train(net, X, Y, GradientDescent(0.1), 1, probes={"ratio": ratio})
    )
    assert np.isnan(first).all()
    net = MLP([2, 5, 1], members=2)
    run_ = train(net, X, Y, GradientDescent(0.1))
    next(run_)
    want = [
        0.1 * np.linalg.norm(net.dW[k], axis=(1, 2)) / np.linalg.norm(net.W[k], axis=(1, 2)) for k in (1, 2)
    ]
    np.testing.assert_allclose(second, want, rtol=1e-12)


def test_histogram_shares():
    net = run(small_net("tanh", "linear + squared error", members=2), N_s=50)
    edges = np.linspace(-1, 1, 11)
    shares = probes.histogram(net.A[1 : net.L], edges)
    assert shares.shape == (2, 2, 10)
    np.testing.assert_allclose(shares.sum(axis=-1), 1)
    np.testing.assert_array_equal(shares[1, 0], np.histogram(net.A[2][0], edges)[0] / net.A[2][0].size)


def test_rows_within_the_tolerance_are_one_however_wide_the_layer():
    net = MLP([300, 2, 1], initializer="constant")
    rows = net.blocks(net.theta)[1]
    rows[:] = 1 / np.sqrt(rows.shape[1])
    rows[1, :] += 0.9e-6 / np.sqrt(rows.shape[1]) * np.sign(probes._direction(rows.shape[1]))
    assert probes.distinct_units(net) == [1]
    rows[1, :] += 0.2e-6 / np.sqrt(rows.shape[1]) * np.sign(probes._direction(rows.shape[1]))
    assert probes.distinct_units(net) == [2]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("value", [0.1, 1 / 3, 14.62, -1e-30, 1e30])
@pytest.mark.parametrize("shape", [(7, 13), (3, 7, 13), (1, 1), (64, 1000)])
def test_a_constant_has_a_spread_of_exactly_0(value, shape, dtype):
    with np.errstate(over="ignore"):
        assert (probes.spread(np.full(shape, value, dtype)) == 0).all()


def test_where_no_signal_goes_forward_the_spread_is_0_and_the_theory_says_so():
    """Zeros with the lecture's bias of 0.1: every unit of a layer answers the same to every sample."""
    net = run(MLP([2, 8, 8, 8, 1], "tanh", initializer="zeros", bias=0.1), N_s=64)
    assert probes.std_A(net).tolist() == probes.std_Z(net).tolist() == [0] * 4
    theory = finite_depth(net.widths, "tanh", 0.0, np.ones((2, 64)), mean_b=0.1)
    assert theory.std_A[:-1].tolist() == theory.std_Z[:-1].tolist() == [0] * 3


@pytest.mark.parametrize("size", [1e-15, 1e-20, 1e-25, 1e25])
def test_float32_numbers_whose_squares_are_no_float32_are_measured(size):
    D = np.random.default_rng(0).standard_normal((5, 40))
    want = np.sqrt(np.mean(np.square(D.astype(np.float32).astype(float) * size)))
    with np.errstate(over="ignore"):
        assert probes.rms((D * size).astype(np.float32)) == pytest.approx(want, rel=1e-5)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_distinct_units_of_any_size(size):
    net = MLP([2, 6, 1])
    net.W[1][[3, 5]] = net.W[1][[0, 0]]
    net.theta *= size
    assert probes.distinct_units(net) == [4]


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (
            lambda: probes.distinct_units(MLP([2, 3, 1]), tolerance=-1),
            "tolerance is a finite number, 0 or more",
        ),
        (lambda: probes.histogram(np.ones((2, 3)), [0]), "edges are at least two"),
        (lambda: probes.histogram([np.ones((2, 3))], [1, 0]), "edges are at least two rising numbers"),
        (lambda: probes.histogram([np.ones((2, 3))], "auto"), "edges are at least two rising numbers"),
    ],
)
def test_errors_are_sentences(attempt, sentence):
    with pytest.raises(ValueError, match=sentence):
        attempt()
