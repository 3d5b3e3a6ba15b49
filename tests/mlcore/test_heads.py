"""Heads: stable for any logit, and what a loss of known value says."""

import numpy as np
import pytest
from examples import example

from mlcore import HEADS
from mlcore.heads import accuracy

EACH = pytest.mark.parametrize("head", HEADS.values(), ids=str)


@EACH
@pytest.mark.parametrize("size", [1000.0, -1000.0])
def test_stable_for_logits_of_1000(head, size):
    Y = example(head, N_s=4)[1]
    rows = np.arange(head.outputs(Y.shape[0]))[:, None]
    for Z in (np.full((rows.size, 4), size), size * (-1.0) ** (rows + np.arange(4))):
        A = head.predict(Z)
        assert np.isfinite(A).all()
        assert np.isfinite(head.each(Z, Y)).all()
        assert np.isfinite(head.dZ(Z, A, Y)).all()


@EACH
def test_out_is_written_and_gives_the_same(head):
    Y = example(head)[1]
    Z = np.random.default_rng(0).standard_normal((head.outputs(Y.shape[0]), Y.shape[1]))
    A = head.predict(Z)
    for call in (lambda out: head.predict(Z, out=out), lambda out: head.dZ(Z, A, Y, out=out)):
        out = np.full_like(Z, np.nan)
        call(out)
        np.testing.assert_array_equal(out, call(None))


@EACH
def test_targets_and_outputs_are_inverse(head):
    assert [head.targets(head.outputs(d)) for d in (1, 2, 5)] == [1, 2, 5]


def test_a_saturated_and_wrong_sigmoid_pays_its_logit():
    head = HEADS["sigmoid + cross-entropy"]
    assert head.each(np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])) == pytest.approx([1000, 1000])
    assert head.each(np.array([[1000.0, -1000.0]]), np.array([[1.0, 0.0]])) == pytest.approx([0, 0])


def test_softmax_of_two_outputs_is_the_sigmoid_of_their_difference():
    Z, Y = np.array([[1.0, -2.0, 0.5], [0.3, 4.0, 0.5]]), np.array([[1.0, 0, 1], [0.0, 1, 0]])
    got = HEADS["softmax + cross-entropy"].each(Z, Y)
    np.testing.assert_allclose(got, HEADS["sigmoid + cross-entropy"].each(Z[:1] - Z[1:], Y[:1]), atol=1e-15)


def test_squared_error_is_half_summed_over_outputs_and_averaged_over_samples():
    Z, Y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))
    assert HEADS["linear + squared error"].loss(Z, Y) == ((1 + 9) / 2 + (4 + 16) / 2) / 2


def test_accuracy():
    assert accuracy(np.array([[0.6, 0.5, 0.2]]), np.array([[1, 1, 0]])) == pytest.approx(2 / 3)
    assert accuracy(np.array([[0.6, 0.1], [0.4, 0.9]]), np.array([[1, 1], [0, 0]])) == 0.5


@EACH
def test_float32_stays_float32(head):
    Y = example(head)[1].astype(np.float32)
    Z = np.random.default_rng(0).standard_normal((head.outputs(2), Y.shape[1])).astype(np.float32)
    A = head.predict(Z)
    for D in (A, head.each(Z, Y), head.loss(Z, Y), head.terms(Z, A, Y), head.dZ(Z, A, Y)):
        assert D.dtype == np.float32


@pytest.mark.parametrize(
    ("A", "Y"),
    [(np.ones((2, 5)), np.ones((1, 5))), (np.ones((1, 5)), np.ones(5)), (np.ones((1, 5)), np.ones((1, 4)))],
)
def test_accuracy_wants_a_row_for_each_class(A, Y):
    with pytest.raises(ValueError, match="a row a class, a column a sample"):
        accuracy(A, Y)
