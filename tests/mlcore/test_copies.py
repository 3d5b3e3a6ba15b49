"""A copy of a net or of a training, however it is made, is a whole one; what is assigned goes into the net's arrays."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest
from examples import example, outputs_of, small_net

from mlcore import (
    ACTIVATIONS,
    HEADS,
    INITIALIZERS,
    L2,
    MLP,
    OPTIMIZERS,
    Adam,
    GradientDescent,
    Training,
    train,
)
from mlcore.schedules import cosine

WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {p}": lambda x, p=p: pickle.loads(pickle.dumps(x, p))
        for p in range(pickle.HIGHEST_PROTOCOL + 1)
    },
}
EACH_WAY = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
X, Y = example("sigmoid + cross-entropy", 20, targets=1)


def losses(net, steps=20):
    return [record.loss for record in train(net, X, Y, GradientDescent(0.5), steps)]


@EACH_WAY
@pytest.mark.parametrize("members", [None, 3])
def test_a_copy_learns_as_the_net_does_and_leaves_it_alone(way, members):
    net = MLP([2, 8, 1], members=members)
    losses(net, 5)
    other, before = way(net), net.theta.copy()
    learnt = losses(other)
    np.testing.assert_array_equal(net.theta, before)
    np.testing.assert_array_equal(learnt, losses(net))
    assert np.all(np.array(learnt[-1]) < learnt[0])
    for k in (1, 2):
        for name, flat in (("W", "theta"), ("b", "theta"), ("dW", "gradient"), ("db", "gradient")):
            assert np.shares_memory(getattr(other, name)[k], getattr(other, flat))
            assert not np.shares_memory(getattr(other, name)[k], getattr(net, flat))


@EACH_WAY
def test_a_copy_goes_back_from_the_forward_pass_of_the_net(way):
    net = MLP([2, 8, 1])
    net.forward(X)
    other = way(net)
    net.backward(Y)
    other.backward(Y)
    np.testing.assert_array_equal(other.gradient, net.gradient)
    np.testing.assert_array_equal(other.dZ[1], net.dZ[1])
    assert (other.widths, str(other.activation), repr(other)) == (net.widths, str(net.activation), repr(net))


KINDS = [*HEADS.values(), HEADS["MDN"](kernels=2), HEADS["Gaussian"](floor=0.1)]


@EACH_WAY
@pytest.mark.parametrize("head", KINDS, ids=lambda head: head.name)
def test_nets_of_every_head_are_copied(way, head):
    net = MLP([2, 3, head.outputs(2)], head=head, rng=1)
    data = example(head.name)
    assert way(net).loss(*data) == net.loss(*data)


@EACH_WAY
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=str)
def test_nets_of_every_activation_are_copied(way, activation):
    net = small_net(activation, "linear + squared error")
    np.testing.assert_array_equal(way(net).predict(X), net.predict(X))


@EACH_WAY
@pytest.mark.parametrize("initializer", INITIALIZERS.values(), ids=str)
def test_initializers_are_copied(way, initializer):
    np.testing.assert_array_equal(
        way(initializer).draw(np.random.default_rng(0), 3, 4),
        initializer.draw(np.random.default_rng(0), 3, 4),
    )


@pytest.mark.skipif(sys.platform == "emscripten", reason="a browser has no processes")
def test_a_net_is_read_in_a_fresh_process(tmp_path):
    for i, head in enumerate(KINDS):
        net = MLP([2, 3, outputs_of(head.name) if head.make is None else head.outputs(2)], head=head)
        (tmp_path / f"{i}.pickle").write_bytes(pickle.dumps(net))
    code = (
        "import pathlib, pickle, sys\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.pickle')):\n"
        "    net = pickle.loads(path.read_bytes())\n"
        "    net.theta[:] = 1\n"
        "    assert net.W[1].min() == 1, path\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


OPTIMIZER = {name: kind(0.01) for name, kind in OPTIMIZERS.items()}
OPTIMIZER["L2"] = L2(Adam(cosine(0.01, 20)), 0.1)


@EACH_WAY
@pytest.mark.parametrize("batch", [None, 3])
@pytest.mark.parametrize("optimizer", OPTIMIZER.values(), ids=OPTIMIZER)
def test_a_copied_training_goes_on_as_the_uninterrupted_one(way, batch, optimizer):
    def begun(steps):
        training = train(MLP([2, 4, 1]), X, Y, optimizer, 15, batch=batch, rng=0, test=(X, Y))
        for _ in range(steps):
            next(training)
        return training

    want = list(begun(0))
    for steps in (0, 1, 7):
        other = way(begun(steps))
        got = list(other)
        assert [r.step for r in got] == list(range(steps, 16))
        assert [(r.loss, r.test_loss) for r in got] == [(r.loss, r.test_loss) for r in want[steps:]]


@EACH_WAY
def test_records_are_copied(way):
    record = list(train(MLP([2, 4, 1]), X, Y, Adam(0.1), 3, probes={"L": len_of}))[-1]
    assert way(record) == record


def len_of(net):
    return net.L


def test_a_net_and_its_training_pickled_together_stay_together():
    training = train(MLP([2, 4, 1]), X, Y, Adam(0.1), 5)
    next(training)
    net, other = pickle.loads(pickle.dumps((training.net, training)))
    assert isinstance(other, Training)
    assert other.net is net
    assert other.run().loss == pytest.approx(net.loss(X, Y), rel=1e-12)


# ------------------------------------------------------------------ assignment


def test_what_is_assigned_to_weights_and_biases_is_learnt_from():
    net, plain = MLP([2, 8, 1]), MLP([2, 8, 1])
    net.W[1] = np.zeros((8, 2))
    plain.W[1][...] = 0
    net.b[1] = np.ones((8, 1))
    plain.b[1][...] = 1
    assert losses(net) == losses(plain)
    assert net.W[1].any()


@pytest.mark.parametrize("name", ["W", "b", "dW", "db"])
def test_every_way_to_assign_copies_in_place(name):
    net = MLP([2, 3, 4, 1])
    flat = net.theta if name in "Wb" else net.gradient
    arrays = getattr(net, name)
    new = [np.random.default_rng(k).standard_normal(D.shape) for k, D in enumerate(arrays)]

    def holds(want):
        got = [D.copy() for D in getattr(net, name)]
        flat[...] = 0
        assert not any(D.any() for D in getattr(net, name))
        return all(map(np.array_equal, got, want))

    arrays[1], arrays[2], arrays[-1] = new
    assert holds(new)
    arrays[1:] = new
    assert holds(new)
    arrays[:] = [D.tolist() for D in new]
    assert holds(new)
    setattr(net, name, new)
    assert holds(new)
    setattr(net, name, [None, *new])
    assert holds(new)
    arrays[2] = 7
    arrays[2] += 1
    assert holds([0 * new[0], 0 * new[1] + 8, 0 * new[2]])
    setattr(net, name, copy.deepcopy(getattr(MLP([2, 3, 4, 1], rng=5), name)))
    assert holds(list(getattr(MLP([2, 3, 4, 1], rng=5), name)))
    own = getattr(net, name)[1]
    assert np.shares_memory(own, flat)
    new[0][...] = 3
    assert not own.any()


def test_theta_and_the_gradient_are_assigned_in_place():
    net, many = MLP([2, 3, 1]), MLP([2, 3, 1], members=2)
    W = net.W[1]
    net.theta = np.arange(13.0)
    assert W[2, 1] == 7
    net.theta *= 2
    assert W[2, 1] == 14
    net.gradient = 1
    assert net.dW[2].tolist() == [[1, 1, 1]]
    many.theta = np.arange(13.0)  # to each member
    many.W[2] = [[5, 6, 7]]
    assert many.W[1][:, 2, 1].tolist() == [7, 7]
    assert many.W[2].tolist() == [[[5, 6, 7]]] * 2
    thin = MLP([2, 3, 1], dtype=np.float32)
    thin.W[1] = np.zeros((3, 2))
    assert thin.W[1].dtype == thin.theta.dtype == np.float32


def test_activation_and_head_can_be_assigned_by_name():
    net = MLP([2, 3, 1], "tanh")
    net.activation, net.head = "relu", "squared error"
    assert net.predict(X) == pytest.approx(net.W[2] @ np.maximum(net.W[1] @ X, 0))
    with pytest.raises(ValueError, match="Did you mean"):
        net.activation = "rely"
    with pytest.raises(ValueError, match="outputs"):
        net.head = "mixture density"


def test_what_is_assigned_in_the_middle_of_a_run_is_what_the_next_update_starts_from():
    net, twin = MLP([2, 3, 1]), MLP([2, 3, 1])
    run = train(net, X, Y, GradientDescent(0.5))
    next(run), next(run)
    net.W[1] = twin.W[1] = np.full((3, 2), 0.3)
    for name in ("W", "b"):
        setattr(twin, name, getattr(net, name))
    assert next(run).loss == next_loss(twin)
    net.Z[1] = np.zeros((3, 20))  # a display of one's own does not disturb it
    net.A[2] = np.ones((1, 20))
    assert next(run).loss == next_loss(twin)
    assert net.Z[1].any()


def next_loss(net):
    training = train(net, X, Y, GradientDescent(0.5), 1)
    return training.run().loss


def test_what_the_last_pass_left_may_be_replaced_and_data_are_not_touched():
    net, data = MLP([2, 3, 1]), X.copy()
    net.forward(data)
    net.A[0] = np.zeros((2, 20))
    net.A[1] = A = np.ones((3, 20))
    A[...] = 5
    net.backward(Y)
    assert np.array_equal(data, X)
    assert not net.dW[1].any()
    np.testing.assert_allclose(net.dW[2], np.full((1, 3), net.dZ[2].mean()))


# ------------------------------------------------------------------ what is said


ONE, MANY = MLP([2, 8, 1]), MLP([2, 3, 1], members=2)


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        ("net.W[0]", r"numbered from 1: W\[1\] … W\[2\]"),
        ("net.W[3]", r"there is no W\[3\]"),
        ("net.b[-3]", r"there is no b\[-3\]"),
        ("net.W['1']", r"there is no W\['1'\]"),
        ("net.W[1.0]", "numbered from 1"),
        ("net.A[3]", r"numbered from 0: A\[0\] … A\[2\]"),
        ("net.W[0] = np.zeros((8, 2))", "numbered from 1"),
        ("net.W[1] = np.zeros((2, 8))", r"has shape \(8, 2\).*Try its transpose"),
        ("net.W[1] = np.zeros((8, 3))", r"assigned has shape \(8, 3\)"),
        ("net.b[1] = np.zeros(8)", "It is a column"),
        ("net.W[1] = 'zeros'", "not numbers"),
        ("net.W[1] = None", "holds None, not numbers"),
        ("net.W[1] = [[1, 2], [3]]", "differ in length"),
        ("net.W[1] = np.ones((8, 2)) * 1j", "complex"),
        ("net.W = np.zeros((8, 2))", "2 arrays of W are to be assigned"),
        ("net.W = 'He'", "2 arrays of W"),
        ("net.W[1:] = [np.zeros((8, 2))]", "1 are given"),
        ("net.W = [np.ones((8, 2)), np.ones((2, 8))]", r"W\[2\] has shape"),
        ("net.theta = np.zeros(3)", r"theta has shape \(33,\)"),
        ("net.gradient = None", "not numbers"),
        ("del net.W[1]", "cannot be deleted"),
        ("net.Z[1]", r"There is no Z\[1\] yet: call forward\(X\)"),
        ("net.dZ[2]", r"backward\(Y\)"),
        ("net.Z[1] = np.zeros((3, 4))", "8 × N_s"),
        ("many.W[1] = np.zeros((3, 3, 2))", "has shape"),
    ],
)
def test_errors_are_sentences_and_change_nothing(attempt, sentence):
    names = {"net": MLP([2, 8, 1]), "many": MLP([2, 3, 1], members=2), "np": np}
    with pytest.raises(ValueError, match=sentence) as caught:
        exec(attempt, names)
    assert str(caught.value)[-1] in ".?"
    assert np.array_equal(names["net"].theta, ONE.theta)
    assert np.array_equal(names["many"].theta, MANY.theta)


def test_layers_read_as_on_the_board():
    net = MLP([2, 8, 3, 1])
    net.forward(X)
    assert [W.shape for W in net.W] == [W.shape for W in net.W[1:]] == [(8, 2), (3, 8), (1, 3)]
    assert [A.shape[0] for A in net.A] == [2, 8, 3, 1]
    assert net.W[-1] is net.W[3]
    assert net.A[-4] is net.A[0]
    assert [W.shape for W in reversed(net.W)] == [(1, 3), (3, 8), (8, 2)]
    assert [W.shape for W in net.W[1:3]] == [(8, 2), (3, 8)]
    assert [len(net.W[k]) for k in range(1, len(net.W))] == [8, 3, 1]
    assert len(net.Z + net.A) == 7
    assert repr(net.W) == "W[1]: 8 × 2, W[2]: 3 × 8, W[3]: 1 × 3"
    with pytest.raises(IndexError):
        net.W[0]
