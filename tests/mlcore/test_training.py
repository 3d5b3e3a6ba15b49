"""Training: what a record means, many nets at once, divergence, batches, and going on where one stopped."""

import gc
import pickle
import weakref

import numpy as np
import pytest
from examples import example, small_net

from mlcore import (
    ACTIVATIONS,
    DATASETS,
    HEADS,
    INITIALIZERS,
    L2,
    MLP,
    OPTIMIZERS,
    Adam,
    GradientDescent,
    check_gradients,
    generators,
    train,
)
from mlcore.arrays.workspace import Workspace
from mlcore.probes import std_A

CIRCLES = DATASETS["circles"](60, rng=0)
X, Y = CIRCLES.X, CIRCLES.Y


def test_a_record_describes_the_net_as_it_stands():
    net = MLP([2, 4, 1], rng=0)
    for record in train(net, X, Y, GradientDescent(0.5), steps=5):
        twin = MLP([2, 4, 1], rng=0)
        twin.theta[:] = net.theta
        twin.forward(X)
        twin.backward(Y)
        assert record.loss == pytest.approx(twin.loss(X, Y), rel=1e-13)
        np.testing.assert_allclose(net.gradient, twin.gradient, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(net.A[1], twin.A[1], rtol=1e-12)
    assert record.step == 5


def test_one_step_is_theta_minus_rate_times_gradient():
    net = MLP([2, 4, 1], rng=0)
    run = train(net, X, Y, GradientDescent(0.5))
    next(run)
    theta, gradient = net.theta.copy(), net.gradient.copy()
    next(run)
    assert np.array_equal(net.theta, theta - 0.5 * gradient)


@pytest.mark.parametrize("batch", [None, 7])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=lambda o: o.name)
def test_a_member_equals_the_same_net_trained_alone(optimizer, batch):
    """To 1e-12 and not to the last bit: one net uses ndarray.dot, many use matmul, which sums otherwise."""
    many = MLP([2, 5, 3, 1], members=3, rng=10)
    together = [r.loss for r in train(many, X, Y, optimizer(0.01), steps=50, batch=batch, rng=4)]
    for m in range(3):
        one = MLP([2, 5, 3, 1], rng=10 + m)
        alone = [r.loss for r in train(one, X, Y, optimizer(0.01), steps=50, batch=batch, rng=4)]
        np.testing.assert_allclose(np.array(together)[:, m], alone, rtol=1e-12)
        np.testing.assert_allclose(many.theta[m], one.theta, rtol=1e-10, atol=1e-13)


def test_members_may_be_of_different_initializers_on_the_same_draws():
    schemes = [INITIALIZERS["Xavier"], INITIALIZERS["He"]]
    net = MLP([2, 8, 1], initializer=schemes, rng=[np.random.default_rng(5) for _ in schemes])
    np.testing.assert_allclose(net.W[1][1], net.W[1][0] * 2**0.5, rtol=1e-14)


def test_a_member_that_diverges_freezes_and_is_named_while_the_others_go_on():
    wild = INITIALIZERS["normal"](1e30)
    widths, settings = [2, 6, 6, 1], {"activation": "ReLU", "head": "linear + squared error"}
    net = MLP(widths, initializer=["He", wild, "He"], rng=generators(3, 3), **settings)
    records = list(train(net, X, Y, GradientDescent(0.05), steps=40))
    last = records[-1]
    assert last.step == 40
    assert [d.member for d in last.diverged] == [1]
    assert f"member 1 at step {last.diverged[0].step}: " in str(last.diverged[0])
    assert np.isnan(last.loss).tolist() == [False, True, False]
    assert np.array_equal(net.theta[1], net.theta[1]) and last.diverged[0].layer in (1, 2, 3)
    alone = MLP(widths, initializer="He", rng=5, **settings)
    losses = [r.loss for r in train(alone, X, Y, GradientDescent(0.05), steps=40)]
    np.testing.assert_allclose([r.loss[2] for r in records], losses, rtol=1e-12)


@pytest.mark.parametrize("optimizer", [Adam(0.01), OPTIMIZERS["momentum"](0.01)], ids=lambda o: o.name)
def test_a_frozen_member_stands_still_whatever_the_optimizer_remembers(optimizer):
    net = MLP([2, 4, 1], members=2)
    run = train(net, X, Y, optimizer)
    for _ in range(5):
        next(run)
    net.W[1][0] = np.inf
    next(run)
    frozen = net.theta[0].copy()
    for _ in range(3):
        assert [d.member for d in next(run).diverged] == [0]
    np.testing.assert_array_equal(net.theta[0], frozen)


def test_training_ends_early_when_all_have_diverged_and_says_where():
    net = MLP([2, 6, 1], "ReLU", "linear + squared error", initializer=INITIALIZERS["normal"](1e4), rng=0)
    records = list(train(net, X, Y, GradientDescent(10.0), steps=1000))
    assert records[-1].step < 1000
    assert np.isnan(records[-1].loss)
    (divergence,) = records[-1].diverged
    assert divergence.step == records[-1].step
    assert divergence.array in ("Z", "A", "dZ", "dW", "loss")


def test_zero_initialization_variance_100_and_depth_50_pass_without_a_warning():
    for initializer in ("zeros", INITIALIZERS["normal"](100.0)):
        net = MLP([2, *[8] * 49, 1], "ReLU", initializer=initializer, members=4)
        last = list(train(net, X, Y, GradientDescent(0.1), steps=20))[-1]
        diverged = [d.member for d in last.diverged]
        assert np.flatnonzero(~np.isfinite(last.loss)).tolist() == diverged  # no loss is lost unsaid
        assert last.step == 20 or len(diverged) == 4


def test_an_epoch_shows_every_sample_once():
    net = MLP([2, 3, 1])
    seen = []
    for _ in train(net, X, Y, GradientDescent(0.1), steps=17, batch=7, rng=1):
        seen.append(net.A[0].copy())
    for epoch in (seen[:9], seen[9:]):
        columns = np.concatenate(epoch, axis=1)
        assert np.array_equal(np.sort(columns, axis=1), np.sort(X, axis=1))
    assert not np.array_equal(seen[0], seen[9])


def test_the_same_seed_gives_the_same_run_and_the_weights_do_not_draw_from_it():
    def run(batch_seed):
        net = MLP([2, 3, 1], rng=0)
        return [
            float(r.loss) for r in train(net, X, Y, GradientDescent(0.1), steps=20, batch=7, rng=batch_seed)
        ]

    assert run(1) == run(1)
    assert run(1) != run(2)


@pytest.mark.parametrize("batch", [None, 7])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=lambda o: o.name)
def test_a_resumed_run_equals_an_uninterrupted_one_to_the_last_bit(optimizer, batch):
    def start():
        net = MLP([2, 5, 1], members=2)
        return net, train(net, X, Y, L2(optimizer(0.01), 0.01), batch=batch, rng=3)

    net, run = start()
    for _ in range(13):
        next(run)
    saved = pickle.loads(pickle.dumps(run.save()))
    later = [next(run).loss for _ in range(20)]
    resumed_net, resumed = start()
    resumed.restore(saved)
    assert np.array_equal(later, [next(resumed).loss for _ in range(20)])
    assert np.array_equal(net.theta, resumed_net.theta)
    assert np.array_equal(net.A[1], resumed_net.A[1])


def test_restoring_into_another_net_is_refused():
    saved = train(MLP([2, 3, 1]), X, Y, GradientDescent()).save()
    with pytest.raises(ValueError, match="not the same net"):
        train(MLP([2, 4, 1]), X, Y, GradientDescent()).restore(saved)


def test_test_data_and_probes_are_in_each_record_and_leave_the_net_alone():
    held_out = DATASETS["circles"](40, rng=1)
    net, twin = (MLP([2, 4, 1], rng=0) for _ in range(2))
    with_test = train(net, X, Y, GradientDescent(1), 5, test=(held_out.X, held_out.Y), probes={"s": std_A})
    for record, plain in zip(with_test, train(twin, X, Y, GradientDescent(1), 5), strict=True):
        assert record.loss == plain.loss
        assert record.test_loss == net.loss(held_out.X, held_out.Y)
        assert np.array_equal(record.probes["s"], std_A(net))
        assert net.A[0].shape == X.shape


def test_data_may_differ_between_members():
    both = [DATASETS["circles"](60, rng=s) for s in (0, 1)]
    net = MLP([2, 4, 1], members=2)
    records = list(
        train(net, *(np.stack([getattr(d, n) for d in both]) for n in "XY"), GradientDescent(1), 5)
    )
    alone = list(train(MLP([2, 4, 1], rng=1), both[1].X, both[1].Y, GradientDescent(1), 5))
    assert records[-1].loss[1] == pytest.approx(alone[-1].loss, rel=1e-13)


def test_float32_stays_float32():
    net = small_net("tanh", "sigmoid + cross-entropy", dtype=np.float32)
    record = list(train(net, *example(net.head), GradientDescent(0.1), steps=3))[-1]
    assert {D.dtype for D in (net.theta, net.A[1], net.dZ[2], net.gradient)} == {np.dtype("float32")}
    assert record.loss.dtype == np.float32


def test_two_trainings_of_one_net_take_turns():
    X, Y = example("sigmoid + cross-entropy", 20)
    one, other = (small_net("tanh", "sigmoid + cross-entropy") for _ in range(2))
    a, b = (train(one, X, Y, GradientDescent(0.5)) for _ in range(2))
    for _ in range(10):
        for training in (a, b):
            assert next(training).loss == pytest.approx(one.loss(X, Y), rel=1e-12)
    list(train(other, X, Y, GradientDescent(0.5), steps=18))
    assert np.array_equal(one.theta, other.theta)


@pytest.mark.parametrize("batch", [None, 4])
def test_a_net_that_is_asked_between_two_updates_learns_the_same(batch):
    X, Y = example("sigmoid + cross-entropy", 20)
    asked, alone = (small_net("tanh", "sigmoid + cross-entropy") for _ in range(2))
    for _ in train(asked, X, Y, GradientDescent(0.5), steps=10, batch=batch, rng=0):
        asked.forward(X[:, :7])
        asked.backward(Y[:, :7])
        check_gradients(asked, X[:, :3], Y[:, :3])
    list(train(alone, X, Y, GradientDescent(0.5), steps=10, batch=batch, rng=0))
    assert np.array_equal(asked.theta, alone.theta)


def test_run_goes_to_the_end_and_gives_the_last_record():
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    *_, want = train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5), 30)
    training = train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5), 30)
    last = training.run()
    assert (last.step, last.loss) == (30, want.loss)
    assert training.run()[:2] == (30, want.loss)  # nothing is left to do: the net as it stands
    with pytest.raises(ValueError, match="no end: give it one"):
        train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5)).run()


def test_a_training_says_what_it_is_and_what_to_do():
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    training = train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5), 3000)
    next(training), next(training)
    said = repr(training)
    for part in (
        "Training of MLP(2-4-1, tanh",
        "GradientDescent(rate=0.5)",
        "update 1 of 3,000",
        "for record in",
        ".run()",
    ):
        assert part in said
    assert ".run()" not in repr(train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5)))


def test_making_a_training_leaves_the_net_as_it_is():
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    net, twin = MLP([2, 4, 1]), MLP([2, 4, 1])
    for one in (net, twin):
        one.forward(X)
    train(net, X, Y, GradientDescent(0.5))
    for one in (net, twin):
        one.backward(Y)
    np.testing.assert_array_equal(net.gradient, twin.gradient)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_training_has_its_data_in_the_nets_floats_and_keeps_them(dtype):
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    X = X.astype(np.float32)
    training = train(MLP([2, 4, 1], dtype=dtype), X, Y, GradientDescent(0.5), batch=3, rng=0)
    kept = X.copy(), Y.copy()
    X[...] = Y[...] = 0
    assert training.X.dtype == training.Y.dtype == dtype
    assert np.array_equal(training.X, kept[0])
    assert np.array_equal(training.Y, kept[1])


@pytest.mark.parametrize("head", HEADS.values(), ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_a_net_of_float32_stays_so_whatever_the_data_are(activation, head):
    net = small_net(activation, head, dtype=np.float32)
    for kind in (np.float64, np.float32):
        X, Y = (D.astype(kind) for D in example(head))
        assert net.forward(X).dtype == net.predict(X).dtype == net.loss(X, Y).dtype == np.float32
        net.backward(Y)
        Z, A = net.layers(X)
        record = train(net, X, Y, Adam(0.01), 2).run()
        for array in (*net.Z, *net.A, *net.dZ, *net.dW, *Z, *A, net.theta, net.gradient, record.loss):
            assert array.dtype == np.float32


def test_seeing_the_layers_leaves_no_trace_and_costs_a_training_nothing(monkeypatch):
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    counted = []
    whole = Workspace.forward_backward
    monkeypatch.setattr(Workspace, "forward_backward", lambda work: counted.append(work) or whole(work))
    net, twin = MLP([2, 4, 3, 1]), MLP([2, 4, 3, 1])
    watched, alone = (train(one, X, Y, Adam(0.1), 10) for one in (net, twin))
    grid = np.random.default_rng(0).standard_normal((2, 50))
    for record, other in zip(watched, alone, strict=True):
        held = [(id(D), D.copy()) for D in (*net.Z, *net.A, *net.dZ, net.theta, net.gradient)]
        Z, A = net.layers(grid)
        assert [(i, D.tolist()) for i, D in held] == [
            (id(D), D.tolist()) for D in (*net.Z, *net.A, *net.dZ, net.theta, net.gradient)
        ]
        assert A[2] == pytest.approx(np.tanh(net.W[2] @ np.tanh(net.W[1] @ grid + net.b[1]) + net.b[2]))
        assert np.array_equal(A[3], net.predict(grid))
        assert Z[3].shape == (1, 50)
        assert record.loss == other.loss
    assert sum(work is watched.work for work in counted) == 11


def test_a_net_and_its_training_are_forgotten_at_once():
    """No circle of references: the buffers of many nets do not wait for the garbage collector."""
    X, Y = example("sigmoid + cross-entropy", 20, targets=1)
    gc.disable()
    try:
        training = train(MLP([2, 4, 1]), X, Y, GradientDescent(0.5), 3)
        training.run()
        gone = weakref.ref(training.net), weakref.ref(training.work)
        del training
        assert [ref() for ref in gone] == [None, None]
    finally:
        gc.enable()
