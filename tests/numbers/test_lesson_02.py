"""Every number in the prose of lesson 2, in its equations and in its questions is what a program finds."""

import math
import re

import numpy as np
import pytest
from equations import equations
from lab import result, run
from prose import Prose

from app.symmetry.breakers.experiment import Breakers
from app.symmetry.breakers.ways import WAYS
from app.symmetry.data import data_of
from app.symmetry.plateau.experiment import Plateau
from app.symmetry.plateau.noise import EPSILONS
from app.symmetry.plateau.questions import A_MILLION_TIMES_SMALLER
from app.symmetry.plateau.round_off import WIDTHS
from app.symmetry.proof.experiment import Proof
from app.symmetry.starts.experiment import ONE_UNIT, Symmetry
from app.symmetry.starts.recipe import three_starts
from mlcore import ACTIVATIONS, DATASETS, MLP, Adam, GradientDescent, train

NAME = "02_symmetry.ipynb"
LESSON = Prose(NAME)
says = LESSON.says
DRAWS = 0, 1000, 2000  # first seeds
# Names of classes, numbers of the questions, a licence; zeros that an implication of the proof names.
NO_RESULTS = (
    r"says class 1 \(yellow",
    r"and class 0 \(blue",
    r"of class 0, starts",
    r"share … of class 1\.",
    r"\(1\) Zero weights",
    r"\(2\) After",
    r"\(3\) Swapping",
    r"\(1\) Yes",
    r"At first … is 0 and",
    r"\(2\) One",
    r"\(3\) …;",
    r"ErSE 222",
    r"KAUST \(CC BY 4\.0\)",
    r"this lesson: CC BY 4\.0",
)


def test_every_number_is_claimed_by_a_test():
    assert LESSON.unclaimed(NO_RESULTS) == []


GROWTH, DECADE = r"1 + \eta\,\|g\|", r"\ln 10 / \ln(1 + \eta\,\|g\|)"
CLAIMED = {
    r"\sigma(0) = 0",
    r"\sigma(0) = ½",
    r"W^{[2]} = 0",
    r"8c",
    r"\eta/8",
    r"8\eta",
    r"10^{-12}",
    GROWTH,
    DECADE,
    r"c = 0",
    r"8! = 40\,320",
    r"2^8",
}
FORMULAS = {
    r"c \ne 0",
    r"\mathcal{N}(0, 1)",
    r"\log(1/\varepsilon)",
}  # what a knob and the plateau's slope stand for


def test_every_number_in_an_equation_is_claimed_by_a_test():
    assert equations(NAME) == CLAIMED | FORMULAS


@says(
    r"One net, {n}-{n}-{n} with tanh, on {n} samples, {n} of",
    r"lowest of {w} searches",
    r"in a {n}-{n}-{n} net\. To break",
)
def test_the_nets_and_their_data(shown, searches, proof):
    *widths, samples, zeros = shown
    assert searches == [ONE_UNIT["members"]]
    assert proof == Proof().start().net.widths
    for seed in DRAWS:
        made = Symmetry(seed=seed).start()
        assert widths == made.net.widths
        assert made.data.Y.size == samples
        assert (made.data.Y == 0).sum() == zeros


def test_the_zeros():
    zero = np.zeros((1, 1))
    for name in ("tanh", "ReLU"):
        made = run(Symmetry(activation=name), 5)
        assert ACTIVATIONS[name](zero).item() == 0
        assert not made.net.A[1][0].any()  # a[1] = 0
        assert not made.net.W[2][0].any()
        assert made.net.b[2][0].any()  # "only the output bias moves"
    assert ACTIVATIONS["sigmoid"](zero).item() == 0.5


@pytest.mark.slow
@says(r"in {n} updates {n} of {n} seeds get further")
def test_random_sigmoid_units_are_slow_too(said):
    """Each seed draws its own data. The text has the count of the first draw; others are near it."""
    updates, count, seeds = map(int, said)
    found = []
    for first in DRAWS[:2]:
        losses, one_unit = starts_of_many(range(first, first + seeds), updates)
        r = result(Symmetry(activation="sigmoid", seed=first), updates)
        assert losses[0] == pytest.approx(r.losses[-1], rel=1e-3)  # as in the picture
        assert one_unit[0] == pytest.approx(r.one_unit, rel=1e-3)
        assert losses[:, 0] == pytest.approx(one_unit, rel=0.02)  # zeros: what one unit can
        found.append(int((losses[:, 2] < 0.9 * one_unit).sum()))
    assert found[0] == count
    assert abs(found[1] - count) <= 4


def starts_of_many(seeds, updates):
    """The last losses of the three starts with sigmoid units (seeds × starts), and what one unit can (seeds): the nets
    of all seeds are members of one."""
    s, samples = Symmetry(activation="sigmoid").settings(), [data_of("moons", 300, seed) for seed in seeds]
    assert (s["data"], s["samples"]) == ("moons", 300)
    own = {name: s[name] for name in ("width", "activation", "head", "c")}
    starts = [three_starts(**own, seed=seed) for seed in seeds]
    single = [
        MLP([2, 1, 1], "sigmoid", s["head"], initializer="Xavier", rng=seed, members=ONE_UNIT["members"])
        for seed in seeds
    ]
    ended = [
        last_losses(starts, samples, GradientDescent(s["rate"]), updates, np.float32),
        last_losses(single, samples, Adam(0.1), ONE_UNIT["steps"]),
    ]
    return ended[0], ended[1].min(axis=1)


def last_losses(nets, samples, optimizer, steps, dtype=np.float64):
    """(nets × members), each net on its own samples; half the bits take half the time."""
    each = nets[0].theta.shape[0]
    net = MLP(nets[0].widths, "sigmoid", "sigmoid + cross-entropy", members=each * len(nets), dtype=dtype)
    net.theta[...] = np.concatenate([one.theta for one in nets])
    X, Y = (np.repeat([getattr(data, name).astype(dtype) for data in samples], each, axis=0) for name in "XY")
    *_, last = train(net, X, Y, optimizer, steps=steps)
    return last.loss.reshape(len(nets), each)


def test_one_unit_follows_at_matched_rates():
    """The net of one unit, made here from the text: 8c, η/8, 8η, η."""
    n, c, eta = 8, 0.5, 1.0
    r = result(Symmetry(), 100)
    data = run(Symmetry()).data
    W, b, w, d = np.full((1, 2), c), np.full((1, 1), c), n * c, c
    for step in range(101):
        a1 = np.tanh(W @ data.X + b)
        z = w * a1 + d
        loss = np.mean(np.logaddexp(0, z) - data.Y * z)
        assert loss == pytest.approx(r.losses[step, 1], rel=1e-9)
        dz = 1 / (1 + np.exp(-z)) - data.Y
        dz1 = w * dz * (1 - a1**2)
        w -= n * eta * (dz * a1).mean()
        d -= eta * dz.mean()
        W = W - eta / n * dz1 @ data.X.T / data.Y.size
        b = b - eta / n * dz1.mean()


@says(r"with … from … to {n}\. On")
def test_the_noise(said):
    assert said == [EPSILONS[-1]]
    assert EPSILONS[0] == pytest.approx(float(re.sub(r"10\^\{(-\d+)\}", r"1e\1", r"10^{-12}")))
    powers = re.findall(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", A_MILLION_TIMES_SMALLER.ask(Plateau()))
    small, large = (int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))) for power in powers)
    assert large - small == 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", DRAWS)
def test_a_factor_of_ten_costs_what_the_equation_says(seed):
    r = result(Plateau(seed=seed, seeds=4), 2000)
    data = run(Plateau(seed=seed, seeds=1)).data
    g = ((data.Y.mean() - data.Y) * data.X).mean(axis=1)
    eta = r.settings["rate"]
    assert r.slope == pytest.approx(np.log(10) / np.log(1 + eta * np.linalg.norm(g)), rel=0.1)


@says(r"parted {n} to {n} equal units", r"start from {n}: at … every product is {n}")
def test_the_nets_without_noise(widths, start):
    assert widths == [min(WIDTHS), max(WIDTHS)]
    made = Plateau(seeds=1).start()
    assert start == [made.result().equal, 0]
    net = MLP([2, 8, 1], "tanh", initializer="zeros")
    data = DATASETS["xor"](200, rng=0)
    net.forward(data.X)
    net.backward(data.Y)
    assert not net.dW[1].any()
    assert not net.dW[2].any()


@says(r"trained in {w} ways", r"With {n} units the sums agree; with {n}, which")
def test_the_ways_and_round_off(ways, units):
    assert ways == [len(WAYS)]
    same, parted = map(int, units)
    assert f"{parted} units: round-off" in WAYS
    made = run(Breakers())
    assert made.ways["plain"][0].widths[1] == same
    net, _ = made.ways[f"{parted} units: round-off"]
    for _ in range(100):
        rows = net.blocks(net.theta)[1]
        if np.ptp(rows, axis=0).any():
            break
        made.step()
    digit = -np.log10((np.ptp(rows, axis=0) / abs(rows).max(axis=0)).max())
    assert 15 < digit < 17  # "in the sixteenth digit"
    assert not np.ptp(made.ways["plain"][0].blocks(made.ways["plain"][0].theta)[1], axis=0).any()


@says(r"How many such twins has a net with {n}, and")
def test_the_twins(said):
    n = int(said[0])
    assert f"{n}! = {math.factorial(n):,}".replace(",", r"\,") == r"8! = 40\,320"
    net, X = MLP([2, n, 1], "tanh", rng=0), DATASETS["moons"](50, rng=0).X
    A = np.array(net.predict(X))
    for i in range(n):  # each sign makes twice as many
        net.W[1][i] *= -1
        net.b[1][i] *= -1
        net.W[2][:, i] *= -1
        assert net.predict(X) == pytest.approx(A, abs=1e-12)
    swap = [1, 0, *range(2, n)]
    for array in (net.W[1], net.b[1]):
        array[:] = array[swap]
    net.W[2][:] = net.W[2][:, swap]
    assert net.predict(X) == pytest.approx(A, abs=1e-12)


@pytest.mark.parametrize("seed", DRAWS)
def test_random_biases_on_zero_weights_learn_unless_the_classes_are_balanced(seed):
    b = np.random.default_rng(seed).standard_normal((8, 1))
    data = run(Symmetry(seed=seed)).data
    for Y, learns in ((data.Y, True), (np.arange(data.Y.size)[None] % 2.0, False)):
        net = MLP([2, 8, 1], "tanh", initializer="zeros")
        net.b[1][:] = b
        start = net.theta.copy()
        losses = [record.loss for record in train(net, data.X, Y, GradientDescent(1.0), steps=200)]
        assert (net.W[1] != start[:16].reshape(8, 2) * 0).any() == learns
        assert (losses[-1] < losses[1] - 0.05) == learns
        if learns:
            assert len(np.unique(net.W[1][:, 0].round(12))) == 8  # no two units got the same
