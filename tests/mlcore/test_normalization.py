"""Skip connections and normalization: their gradient by three other ways, what they promise, theory, services."""

import copy
import pickle
from itertools import product

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from examples import example, lively, outputs_of
from sources import DATA
from textbook import LOSS, SIGMA, assert_close

from mlcore import (
    ACTIVATIONS,
    HEADS,
    INITIALIZERS,
    MLP,
    Adam,
    GradientDescent,
    meanfield,
    train,
)
from mlcore.gradcheck import central_differences
from mlcore.meanfield import skips
from mlcore.normalization import EPSILON
from mlcore.probes import dead_share, norm_dW, rms_dZ, std_A, std_Z

KINDS = [(skip, norm) for skip, norm in product((False, True), (None, "layer", "batch")) if skip or norm]
kinds = pytest.mark.parametrize(("skip", "norm"), KINDS)
TORCH = np.load(DATA / "torch_normalization.npz")
WIDTHS = [2, 4, 4, 5, 5]


def net_of(skip, norm, activation="tanh", head="sigmoid + cross-entropy", members=None, rng=3, **settings):
    scheme = lively(activation)
    return MLP([*WIDTHS, outputs_of(head)], activation, head, initializer=scheme, bias=scheme, rng=rng,
               members=members, skip=skip, norm=norm, **settings)  # fmt: skip


@kinds
@pytest.mark.parametrize("members", [None, 2])
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_backward_is_the_derivative_of_forward(activation, skip, norm, members):
    net = net_of(skip, norm, activation, members=members)
    X, Y = example(net.head, 9)
    estimate, crossed = central_differences(net, X, Y)
    net.forward(X)
    net.backward(Y)
    # Of all entries at once: a bias that batch norm takes away again has the gradient 0, and 0 has no relative error.
    gap = np.where(crossed, 0, net.gradient - estimate)
    assert np.linalg.norm(gap) <= 1e-6 * np.linalg.norm(net.gradient)
    assert crossed.sum() <= 4


@kinds
@pytest.mark.parametrize("activation", ["tanh", "ReLU"])
def test_loss_and_gradient_equal_pytorchs(activation, skip, norm):
    net = MLP(TORCH["widths"].tolist(), activation, skip=skip, norm=norm)
    net.theta = TORCH["theta"]
    net.forward(TORCH["X"])
    net.backward(TORCH["Y"])
    name = f"{activation}/{norm or 'none'}/{skip}"
    assert net.loss(TORCH["X"], TORCH["Y"]) == pytest.approx(TORCH[f"{name}/loss"], rel=1e-12)
    want = TORCH[f"{name}/gradient"]
    assert np.linalg.norm(net.gradient - want) <= 1e-11 * np.linalg.norm(want)


def textbook(parameters, X, Y, activation, head, skip, norm):
    """The loss once more, with nothing of mlcore in it."""
    A, axis = X, {"layer": 0, "batch": 1}.get(norm)
    for W, b in parameters[:-1]:
        U = anp.dot(W, A)
        if norm:
            centred = U - anp.mean(U, axis=axis, keepdims=True)
            U = centred / anp.sqrt(anp.mean(centred**2, axis=axis, keepdims=True) + 1e-5)
        S = SIGMA[activation](U + b)
        A = A + S if skip and S.shape == A.shape else S
    W, b = parameters[-1]
    return anp.mean(LOSS[head](anp.dot(W, A) + b, Y))


@kinds
@pytest.mark.parametrize("head", HEADS.values(), ids=str)
def test_gradients_equal_autograds_with_members(head, skip, norm):
    head, net = str(head), net_of(skip, norm, "tanh", head, members=2)
    X, Y = example(head, 8)
    net.forward(X)
    net.backward(Y)
    for m in range(2):
        parameters = [(net.W[k][m], net.b[k][m]) for k in range(1, net.L + 1)]
        settings = X, Y, "tanh", head, skip, norm
        assert net.loss(X, Y)[m] == pytest.approx(textbook(parameters, *settings), rel=1e-10)
        for k, (dW, db) in enumerate(grad(textbook)(parameters, *settings), start=1):
            assert_close(net.dW[k][m], dW, f"dW[{k}]")
            assert_close(net.db[k][m], db, f"db[{k}]")


@kinds
def test_training_takes_the_same_steps_as_the_equations_by_hand(skip, norm):
    """Minibatches, members and records; a member is the net alone; a copy goes on to the last bit."""
    X, Y = example("sigmoid + cross-entropy", 9)
    many, alone = net_of(skip, norm, members=3), net_of(skip, norm, rng=4)
    by_hand, kept = copy.deepcopy(many), copy.deepcopy(many)
    for record in train(many, X, Y, GradientDescent(0.1), steps=5):
        assert record.loss == pytest.approx(by_hand.loss(X, Y), rel=1e-13)
        by_hand.forward(X)
        by_hand.backward(Y)
        for name in ("Z", "A", "dZ", "dW"):
            np.testing.assert_allclose(
                getattr(many, name)[2], getattr(by_hand, name)[2], rtol=1e-11, atol=1e-14
            )
        by_hand.theta = by_hand.theta - 0.1 * by_hand.gradient
    last = train(alone, X, Y, GradientDescent(0.1), steps=5).run()
    assert last.loss == pytest.approx(record.loss[1], rel=1e-10)
    run = train(kept, X, Y, Adam(0.01), batch=4 if norm != "batch" else 3, rng=1, probes={"norm": norm_dW})
    for _ in range(4):
        next(run)
    again = pickle.loads(pickle.dumps(run))
    assert np.array_equal(next(run).loss, next(again).loss)
    assert repr(again.net) == repr(kept)
    assert np.array_equal(again.net.predict(X), kept.predict(X))


@pytest.mark.parametrize("norm", ["layer", "batch"])
def test_the_size_of_the_weights_does_not_matter_and_the_bias_is_not_normalized(norm):
    net = MLP([3, 6, 6, 1], "tanh", norm=norm, bias=0.5, rng=0)
    X, Y = example("linear + squared error", 40, 3, targets=1)
    net.forward(X)
    net.backward(Y > 0)
    Z, dW, axis = [Z.copy() for Z in net.Z[1:3]], net.dW[2].copy(), {"layer": 0, "batch": 1}[norm]
    for each in Z:
        np.testing.assert_allclose(each.mean(axis=axis), 0.5, atol=1e-12)
        np.testing.assert_allclose(each.std(axis=axis), 1, atol=1e-3)
    net.W[1] = 100 * net.W[1]
    net.W[2] = 100 * net.W[2]
    net.forward(X)
    net.backward(Y > 0)
    np.testing.assert_allclose(net.Z[2], Z[1], atol=1e-3)
    np.testing.assert_allclose(
        100 * net.dW[2], dW, rtol=0.02, atol=1e-3 * np.abs(dW).max()
    )  # a rate 100² smaller
    assert np.abs((net.dW[2] * net.W[2]).sum()) < 1e-4 * np.linalg.norm(net.dW[2]) * np.linalg.norm(net.W[2])


def test_a_prediction_of_batch_norm_depends_on_its_company():
    X, Y = example("sigmoid + cross-entropy", 12, targets=1)
    net, other = (MLP([2, 5, 5, 1], norm=norm, bias="He", rng=1) for norm in ("batch", "layer"))
    assert np.array_equal(other.predict(X)[:, :3], other.predict(X[:, :3]))
    assert not np.allclose(net.predict(X)[:, :3], net.predict(X[:, :3]), atol=1e-3)
    np.testing.assert_allclose(net.predict(X[:, :1], like=X), net.predict(X)[:, :1], rtol=1e-13)
    assert np.array_equal(other.predict(X, like=X[:, :2]), other.predict(X))
    copied = pickle.loads(pickle.dumps(net))
    for call in (lambda: copied.predict(X[:, :1]), lambda: net.predict(X, like=X[:, :1])):
        with pytest.raises(ValueError, match=r"over samples, at least two: .* holds one"):
            call()
    with pytest.raises(ValueError, match="the last batch of an epoch holds one"):
        train(net, X, Y, Adam(0.1), batch=11, rng=0)


def test_what_is_asked_for_wrongly_gets_a_sentence():
    for wrong, sentence in (
        ({"norm": "bach"}, 'no norm called "bach". Did you mean "batch"'),
        ({"norm": 3}, "norm is a name, as"),
        ({"skip": 1}, "skip is True or False, not 1"),
    ):
        with pytest.raises(ValueError, match=sentence):
            MLP([2, 3, 1], **wrong)
    with pytest.raises(ValueError, match=r"N\[2\] is 1, and every hidden width has to be at least 2"):
        MLP([2, 3, 1, 1], norm="layer")


def test_it_says_what_it_is_and_off_it_is_the_net_it_was():
    assert repr(MLP([2, 3, 1], "tanh", skip=True, norm="batch")).endswith(', skip=True, norm="batch")')
    assert "skip" not in repr(MLP([2, 3, 1])) and "norm" not in repr(MLP([2, 3, 1]))
    on = MLP([2, 3, 3, 1], "tanh", skip=True, norm="layer")
    assert on.theta.size == MLP([2, 3, 3, 1]).theta.size
    assert r"\mathbf{A}^{[1]} + \sigma" in on._repr_latex_() and "layer" in on._repr_latex_()
    assert MLP([2, 3, 4, 1], skip=True).predict(np.ones((2, 1))) == MLP([2, 3, 4, 1]).predict(np.ones((2, 1)))


def test_probes_know_that_a_skip_goes_around_sigma():
    net = MLP([2, 4, 4, 1], "tanh", initializer=INITIALIZERS["normal"](100.0), skip=True, rng=0, norm=None)
    net.forward(example(net.head, 9)[0])
    flat = [(1 - np.tanh(Z) ** 2 < 0.01).all(axis=-1).mean() for Z in net.Z[1:3]]
    np.testing.assert_allclose(dead_share(net), flat)
    assert sum(flat) > 0


def test_another_activation_in_the_middle_of_a_training_is_learnt_with_from_the_next_update_on():
    X, Y = example("sigmoid + cross-entropy", 9)
    net, plain = (MLP([2, 3, 2], "tanh", rng=0) for _ in range(2))
    steps = train(net, X, Y, GradientDescent(0.5))
    next(steps)
    net.activation = plain.activation = "ReLU"
    next(steps)
    plain.forward(X)
    plain.backward(Y)
    np.testing.assert_allclose(net.theta, plain.theta - 0.5 * plain.gradient, rtol=1e-12)


# ------------------------------------------------------------------ theory


def wide(skip, norm, activation, var_w, depth=25, width=200, N_s=200, inputs=200):
    widths = [inputs] + [width] * (depth - 1) + [1]
    scheme = INITIALIZERS["normal"](tuple(var_w / n for n in widths[:-1]))
    X = np.random.default_rng(5).standard_normal((inputs, N_s))
    net = MLP(widths, activation, initializer=scheme, members=4, rng=0, skip=skip, norm=norm)
    net.forward(X)
    net.backward((X[:1] > 0) * 1.0)
    found = [np.sqrt(np.square(probe(net)).mean(axis=1)) for probe in (std_Z, std_A, rms_dZ)]
    var = [var_w / n for n in widths[:-1]]
    return found, skips.finite_depth(widths, activation, var, X, found[2][-1], skip=skip, norm=norm)


@pytest.mark.parametrize("var_w", [0.7, 2.0])
@pytest.mark.parametrize("activation", ["tanh", "ReLU", "sigmoid"])
@kinds
def test_wide_nets_obey_theory(skip, norm, activation, var_w):
    """Within a fifth, or a third below 25 layers of batch norm, whose factor a finite batch raises a little."""
    (_, signal, gradient), theory = wide(skip, norm, activation, var_w)
    leaning = skip and activation != "tanh" and not norm
    rtol = 0.35 if norm == "batch" or activation == "ReLU" else 0.25
    if activation != "sigmoid" or skip:  # its spread is that of a nearly constant signal
        np.testing.assert_allclose(signal[:-1], theory.std_A[:-1], rtol=rtol)
    if leaning:
        assert np.isnan(theory.rms_dZ[:-1]).all()
    else:
        np.testing.assert_allclose(gradient, theory.rms_dZ, rtol=rtol)


def test_without_either_it_is_the_theory_that_was_there():
    X, widths, var = np.random.default_rng(0).standard_normal((3, 20)), [3, 8, 6, 9, 2], [0.5, 0.3, 0.2, 0.4]
    for activation in ACTIVATIONS:
        ours = skips.finite_depth(widths, activation, var, X, 0.3)
        theirs = meanfield.finite_depth(widths, activation, var, X, rms_top=0.3)
        for name in ("std_Z", "std_A", "rms_dZ"):
            np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-9)


def test_batch_norms_own_explosion_is_that_of_yang_et_al():
    """π/(π − 1) a layer for the variance, with ReLU; 1 for linear units and for layer norm with ReLU."""
    factor = lambda d: (d.rms_dZ[5] / d.rms_dZ[25]) ** (1 / 20)  # noqa: E731
    X = np.random.default_rng(0).standard_normal((10, 20))
    field = lambda s, n: skips.finite_depth([10] + [50] * 30 + [1], s, 1.0, X, norm=n)  # noqa: E731
    assert factor(field("ReLU", "batch")) == pytest.approx((np.pi / (np.pi - 1)) ** 0.5, rel=1e-4)
    assert factor(field("identity", "batch")) == pytest.approx(1, rel=1e-4)
    assert factor(field("ReLU", "layer")) == pytest.approx(1, rel=1e-4)
    (_, _, gradient), _ = wide(False, "batch", "ReLU", 2.0, depth=40, width=100, N_s=256)
    assert (gradient[5] / gradient[35]) ** (1 / 30) == pytest.approx(1.211, abs=0.012)


def test_epsilon_keeps_a_constant_unit_from_a_division_by_0():
    net = MLP([2, 3, 1], "tanh", initializer="zeros", norm="batch")
    X, Y = example("sigmoid + cross-entropy", 5, targets=1)
    net.forward(X)
    net.backward(Y)
    assert np.isfinite(net.gradient).all() and not net.Z[1].any() and EPSILON == 1e-5


def test_theory_answers_what_it_cannot_take_with_a_sentence():
    X = np.ones((2, 3))
    for call, sentence in (
        (lambda: skips.finite_depth([3, 4, 1], "ReLU", 1.0, X), "X has the shape"),
        (lambda: skips.finite_depth([2, 4, 1], "ReLU", [1.0] * 3, X), "var_w is a number"),
        (lambda: skips.finite_depth([2, 4, 1], "ReLU", 1.0, X, norm="x"), "no norm called"),
        (lambda: skips.finite_depth([2, 4, 1], "ReLU", 1.0, X, skip=2), "skip is True or False"),
    ):
        with pytest.raises(ValueError, match=sentence):
            call()
