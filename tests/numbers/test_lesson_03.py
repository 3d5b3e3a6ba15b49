"""Every number in the prose of lesson 3 is what a program finds, over several first seeds, each with its own data."""

from functools import lru_cache

import numpy as np
import pytest
from prose import Prose

from app.initialization import matter_less, signal, three_starts, training
from app.initialization.digits.experiment import BATCH, EPOCHS, TRAIN, WIDTH, Digits
from app.initialization.phases.experiment import Phases
from app.initialization.schemes.experiment import Schemes
from app.initialization.signal.words import growth, median
from app.initialization.three_starts.words import learns
from app.initialization.trainability.experiment import SAMPLES
from app.initialization.two_circles.experiment import STARTS
from app.initialization.unit_maps.experiment import UnitMaps
from app.took_off.switches import own_samples
from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import circles
from mlcore.meanfield import critical_point
from mlcore.probes import std_A

LESSON = Prose("03_initialization.ipynb")
says = LESSON.says
DRAWS = 0, 1000, 2000, 3000  # first seeds; the samples change with them
# Names and years, counts of the questions, settings, and properties of numbers: no program produces these.
NO_RESULTS = (
    r"medians of 8 nets that",
    r"from the 10th to the 90th percentile",
    r"for 32-bit numbers",
    r"The lecture’s 0\.01 is a variance",
    r"make the factor 1: with",
    r"press \*The lecture’s N\(0, 0\.01\)\*",
    r"set the variance to 0\.01, or to 1",
    r"\*After LeCun et al\. 1998; Glorot & Bengio 2010; He et al\. 2015; Saxe et al\. 2014",
    r"Choose that net, 2-10-5-1",
    r"a 2-10-5-1 ReLU net",
    r"week 1\)",
    r"ln 2",
    r"Schoenholz et al\. \(2017\)",
    r"propagation, 2017",
    r"Blank is 0 \(\*0\*",
    r"unit of layer 1 knows one straight line, behind which it rises; layer 2 adds up",
    r"a unit of layer 2 draws",
    r"layer 2 makes patches",
    r"layer 1 at the foot",
    r"tanh and a variance of 1: from layer 2 on .* at −1 and 1, where",
    r"crowd slowly towards 0",
    r"Glorot and Bengio \(2010\) saw",
    r"Below 1 the net is",
    r"Above 1 it is",
    r"Poole et al\. 2016 and Schoenholz et al\. 2017; finite",
    r"Hanin & Rolnick 2018",
    r"He et al\. \(2015\)\*\* found it with 30 layers, too\. But their 22-layer",
    r"nearly always 0, are loud",
    r"rectifiers, 2015",
    r"Repository, 1998 \(CC BY 4\.0, doi:10\.24432/C50P49",
    r"\(1\) Depth 20, ReLU",
    r"\(2\) Set a bias of 0\.1 .* variance 0\.01 and",
    r"\(3\) In a deep",
    r"share of layer 19’s gradient reaches layer 1\?",
    r"\(1\) …",
    r"\(2\) At 0\.01: the bias",
    r"\(3\) No",
    r"ErSE 222",
    r"gives … mean 0 and variance 1, over the units",
    r"Ioffe & Szegedy 2015 .*; Ba et al\. 2016 .*; He et al\. 2016 .*; Yang et al\. 2019",
    r"KAUST \(CC BY 4\.0\)",
    r"this lesson: CC BY 4\.0",
)


def test_every_number_is_claimed_by_a_test():
    assert LESSON.unclaimed(NO_RESULTS) == []


@lru_cache(8)
def ended(updates=0, exhibit=signal, **settings):
    """The result of the lesson's first net, or of another exhibit's, with these settings."""
    run = exhibit.EXHIBIT.start(**settings).start()
    while not (run.ready and len(run.losses.steps) > updates) and run.step():
        pass
    return run.result()


def normal(variance):
    return {"initializer": "normal", "variance": variance}


def going_back(first=0, **settings):
    """(layer 1's gradient over that of the top hidden layer, the factor a layer, the signal's), medians."""
    r = ended(seed=first, **settings)
    top = len(r.std_A)
    share = median(r.rms_dZ[0]) / median(r.rms_dZ[top - 1])
    forward = (median(r.std_A[-1]) / median(r.std_A[0])) ** (1 / (top - 1))
    return share, growth(r.rms_dZ[:top]), forward


# ------------------------------------------------------------------ the three starts


@says(
    r"pauses after {n} updates",
    r"net of {n} layers starts",
    r"by a factor of {n}\.",
    r"back to layer {n}; dashed",
)
def test_only_the_start_in_the_middle_learns_and_a_layer_halves_or_doubles(pause, layers, factor, first):
    exhibit = three_starts.EXHIBIT
    assert (*exhibit.pauses, first) == (pause[0], [1])
    start = exhibit.start().settings()
    assert ([start["depth"]], [start["factor"]]) == (layers, factor)
    for seed in DRAWS:
        run = exhibit.start(seed=seed).start()
        while not (run.ready and run.losses[1].steps[-1] == pause[0]):  # the middle one's
            run.step()
        r = run.result()
        assert learns(r) == [False, True, False]
        smaller, _, larger = (growth(values[:-1]) for values in r.gradient_0)
        assert 0.4 < smaller < 0.6 and 1.7 < larger < 2.3
        assert len(r.diverged[2]) > start["seeds"] / 2 and not r.diverged[0] and not r.diverged[1]


# ------------------------------------------------------------------ the first picture


@pytest.mark.slow
@says(
    r"Press play: {n} layers of weights learn\.",
    r"play again: nothing moves\. At a variance of {n} all nets diverge",
)
def test_what_the_first_play_shows(said, too_large):
    assert signal.EXHIBIT.start().depth == said[0]
    for first in DRAWS[:3]:
        losses = ended(100, seed=first).losses
        assert median(losses[0]) > 0.65 and median(losses[-1]) < 0.05
        still = ended(100, seed=first, **normal(0.01)).losses
        assert abs(median(still[-1]) - median(still[0])) < 5e-4
        r = ended(100, seed=first, **normal(too_large[0]))
        assert len(r.diverged) == r.losses.shape[1]


@says(
    r"a standard deviation of {n}\. A unit’s … adds up {n} inputs.*?half of the mean square "
    r"\(of the variance, only {n}\): {n} · {n} · ½ = {n}\. Its square root, {n}, .*?after {n} layers 1/{n} is left"
)
def test_what_a_layer_makes_of_the_signal(said):
    deviation, width, variance_passed, n, variance, product, root, layers, left = said
    assert (deviation**2, width) == (pytest.approx(variance), n) and signal.EXHIBIT.start().width == n
    z = np.random.default_rng(0).standard_normal(1_000_000)
    relu = np.maximum(z, 0)
    assert np.var(relu) == pytest.approx(variance_passed, abs=0.005)
    assert np.mean(relu**2) == pytest.approx(1 / 2, abs=0.005)
    assert (n * variance / 2, product**0.5) == (pytest.approx(product), pytest.approx(root, abs=0.005))
    assert root**layers == pytest.approx(1 / left, rel=0.3)
    for first in DRAWS:
        share, back, forward = going_back(first, **normal(variance))
        assert (back, forward) == pytest.approx((root, root), abs=0.02)
        assert 1 / 3 < share * left < 3
        assert layers == ended(seed=first).depth - 2


@pytest.mark.slow
@says(r"a net of {n} layers, started by He")
def test_the_smaller_net(said):
    r = ended(400, training, seed=0)
    assert r.depth == said[0]
    falls = [ended(400, training, seed=first).losses for first in DRAWS[:2]]
    assert all((rows[-1] < rows[0]).mean() > 0.7 for rows in falls)
    assert all((np.diff(rows, axis=0) > 0).any() for rows in falls)  # with spikes
    assert set(ended(20, training, **normal(0.01)).distinct) >= {"zeros", "constant"}


# ------------------------------------------------------------------ schemes and the published net


@says(r"whose widths fall from {n} to {n};")
def test_the_net_of_the_schemes(said):
    widths = Schemes().widths()
    assert [widths[1], widths[-2]] == said


@says(r"ends at a cost of {n}, .*? at {n}; guessing costs {n}\.", r"over {n} seeds fan-out is not behind")
def test_two_costs_of_one_seed(costs, seeds):
    assert round(np.log(2), 3) == costs[2] and Schemes().seeds == seeds[0]


@pytest.mark.slow
def test_fan_in_and_fan_out_over_many_seeds():
    said, _ = (
        LESSON.match(p)
        for p in (r"ends at a cost of {n}, .*? at {n}; guessing costs {n}\.", r"over {n} seeds")
    )
    data = circles(300, rng=np.random.RandomState(1))
    for fan, cost in (("in", said[1]), ("out", said[2])):
        rng = np.random.RandomState(3)
        net = MLP([2, 10, 5, 1], "ReLU", initializer=INITIALIZERS["He"](fan=fan), rng=rng)
        last = train(net, data.X, data.Y, GradientDescent(0.01), steps=14_000).run()
        assert last.loss == pytest.approx(float(cost), abs=5e-4)
    for first in DRAWS[:2]:
        X, Y = own_samples(circles, 300, {"seed": first, "seeds": 32})
        after = {}
        for fan in ("in", "out"):
            net = MLP([2, 10, 5, 1], "ReLU", initializer=INITIALIZERS["He"](fan=fan), rng=first, members=32)
            after[fan] = np.median(train(net, X, Y, GradientDescent(0.01), steps=3000).run().loss)
        assert after["out"] < after["in"]


@pytest.mark.slow
@says(r"by {n}° in the median, but", r"{n}% of the test samples are right where He has {n}%")
def test_the_units_of_the_published_net(turned, shares):
    run = UnitMaps().start()
    before = run.net.W[1].copy()
    while run.step():
        pass
    names, r = list(STARTS), run.result()
    he = names.index("He")
    was, now = (np.arctan2(W[he, :, 1], W[he, :, 0]) for W in (before, run.net.W[1]))
    angle = np.abs(np.rad2deg(np.angle(np.exp(1j * (now - was)))))
    assert np.median(angle).round() == turned[0]
    right = 100 * r.accuracy[1]
    assert [right[names.index("large")].round(), right[he].round()] == shares


# ------------------------------------------------------------------ depth and variance


@says(r"the critical variance, {n} for tanh with .*? of {n}\.")
def test_the_critical_variance(said):
    assert round(critical_point("tanh", said[1])[0], 2) == said[0]


@pytest.mark.slow
@says(r"at width {n} the deepest", r"only from a depth of about {n} to {n}:", r"its tongue at {n}, He’s")
def test_how_far_the_boundary_moves(width, said, he):
    assert he == [2] and INITIALIZERS["He"].std(100, 100) ** 2 * 100 == pytest.approx(2)
    found = np.array([[deepest(T, first, int(width[0])) for T in (150, 600)] for first in DRAWS[:3]])
    assert found.mean(axis=0) == pytest.approx(said, abs=1)


def deepest(updates, first, width, nets=9):
    """The deepest net of which half learn, tanh at σ_w² = 0.5 and σ_b² = 0.05, as the map trains them."""
    drawn = [DATASETS["blobs"](SAMPLES, rng=first + 10_000 + m).standardized() for m in range(nets)]
    X, Y = (np.stack([getattr(d, name) for d in drawn]).astype(np.float32) for name in "XY")
    for depth in range(10, 24):
        widths = [X.shape[1]] + [width] * (depth - 1) + [Y.shape[1]]
        scheme, bias = (
            INITIALIZERS["normal"](tuple(0.5 / n for n in widths[:-1])),
            INITIALIZERS["normal"](0.05),
        )
        start = {"initializer": scheme, "bias": bias, "rng": first, "members": nets, "dtype": np.float32}
        net = MLP(widths, "tanh", "softmax + cross-entropy", **start)
        loss = np.median(train(net, X, Y, GradientDescent(0.1), updates).run().loss)
        if loss > 0.5 * np.log(Y.shape[1]):
            return depth - 1
    return depth


# ------------------------------------------------------------------ deeper


@says(r"At {n} the ridges walk away, half a decade every two layers")
def test_how_fast_ridges_walk(said):
    for first in DRAWS:
        _, back, forward = going_back(first, **normal(said[0]))
        assert (2 * np.log10(back), 2 * np.log10(forward)) == pytest.approx((-0.5, -0.5), abs=0.03)


@pytest.mark.slow
@says(
    r"over {w} layers of {n} tanh units the spread falls as {n}, {n}, {n}, {n}, {n}\.",
    r"slows it to {n}, {n}, {n}, {n}, {n}\.",
)
def test_what_glorot_and_bengio_saw(uniform, cure):
    layers, width, *seen = uniform
    assert layers == len(seen) == len(cure)
    for first in DRAWS[:2]:
        X = np.random.default_rng(first).standard_normal((int(width), 300))
        for name, said in (("uniform", seen), ("Xavier", cure)):
            net = MLP([int(width)] * 6 + [1], "tanh", initializer=name, rng=first)
            net.forward(X)
            assert std_A(net)[:-1] == pytest.approx(said, abs=0.008)


@says(
    r"ReLU at …, width {n}, depth {n}: in theory … everywhere, yet at the top half of the nets are below {n}⁻⁸",
)
def test_median_and_mean_part_company(said):
    width, depth, ten = said
    for first in DRAWS[:2]:
        run = Phases(
            activation="ReLU", var_w=2.0, var_b=0.0, width=int(width), depth=int(depth), seed=first
        ).start()
        while run.step():
            pass
        r = run.result()
        assert r.theory_q == pytest.approx(np.full(int(depth), 2.0))
        assert np.median(r.q[-1]) < 1e-8 and ten == 10


@says(
    r"{n} handwritten digits of {n} × {n} pixels, {n} to learn from, the rest",
    r"differ by √{n} a layer",
    r"At depth {n} both learn, Xavier later\. At depth {n} the √2 has become {n}¹⁵",
)
def test_the_digits(data, factor, depths):
    drawn = DATASETS["digits"](rng=0)
    assert [drawn.N_s, data[1] * data[2], data[3]] == [data[0], drawn.X.shape[0], TRAIN]
    assert INITIALIZERS["He"].std(9, 9) / INITIALIZERS["Xavier"].std(9, 9) == pytest.approx(factor[0] ** 0.5)
    assert [Digits().depths()[0], Digits().depths()[-1], 2.0] == depths


@pytest.mark.long
@says(
    r"in the end He gets {n} right, with a slip now and then, Xavier less than {n}; guessing gets {n}\.",
    r"only later; here {n} are too many\..*?Here {n} layers do not beat {n}\.",
    r"the deep nets end lower, at {n}\.",
)
def test_what_the_digits_say(said, others, standardized):
    usual, most, guessing = said
    middle, deep, shallow = (int(n) for n in others)
    he = np.concatenate([digits("He", deep, first) for first in DRAWS[:2]])
    assert np.median(he) == pytest.approx(usual, abs=0.015)
    assert guessing == 1 / 10 < most and digits("Xavier", deep).max() < most
    assert np.median(digits("Xavier", middle)) < 0.5
    assert np.median(digits("He", shallow)) >= np.median(he)
    standard = np.concatenate([digits("He", deep, first, standard=True) for first in DRAWS[:2]])
    assert np.median(standard) == pytest.approx(standardized[0], abs=0.015)


def digits(scheme, depth, first=0, standard=False, seeds=3):
    """Test accuracy in the end, of three seeds."""
    learn, test = DATASETS["digits"](rng=first + 10_000).split(TRAIN)
    if standard:
        learn = learn.standardized()
        test = test.standardized(like=learn)
    widths, head = [64] + [WIDTH] * (depth - 1) + [10], "softmax + cross-entropy"
    net = MLP(widths, "ReLU", head, initializer=scheme, rng=first, members=seeds, dtype=np.float32)
    X, Y = learn.X.astype(np.float32), learn.Y.astype(np.float32)
    train(net, X, Y, GradientDescent(0.01), EPOCHS * TRAIN // BATCH, batch=BATCH, rng=first + 20_000).run()
    return net.accuracy(test.X.astype(np.float32), test.Y.astype(np.float32))


# ------------------------------------------------------------------ answers


@says(r"at each of {n} weight matrices: {n}; the median of {n} nets is {n} to {n}\.")
def test_what_share_reaches_layer_1(said):
    matrices, theory, nets, low, high = said
    assert nets == signal.EXHIBIT.start().seeds and round(0.5 ** (matrices / 2), 3) == theory
    shares = [going_back(first, **normal(1 / 64))[0] for first in DRAWS]
    assert [round(min(shares), 3), round(max(shares), 3)] == [low, high]


@says(r"the gradient shrinks by {n} a layer, not {n}\. With He there is nothing to mend")
def test_where_a_bias_helps(said):
    for first in DRAWS:
        assert going_back(first, bias=0.1, **normal(0.01))[1] == pytest.approx(said[0], abs=0.02)
        assert going_back(first, **normal(0.01))[1] == pytest.approx(said[1], abs=0.015)
        assert going_back(first)[1] == pytest.approx(1, abs=0.05)


@says(r"over {n} layers … falls ten-thousandfold, … stays within a factor of {n}\.")
def test_flat_gradients_of_the_weights(said):
    depth, factor = said
    apart = []
    for first in DRAWS:
        r = ended(seed=first, initializer="Xavier", depth=int(depth))
        dW, dZ = ([median(layer) for layer in values[1:-1]] for values in (r.norm_dW, r.rms_dZ))
        assert 1 / 3e4 < dZ[0] / dZ[-1] < 1 / 3e3
        apart.append(max(dW) / min(dW))
    assert factor / 2.5 < max(apart) < factor


@pytest.mark.long
@says(
    r"Four ReLU nets of depth {n} from",
    r"explodes by itself, in theory by {n} a layer",
    r"skips with batch norm learn within {n} updates",
)
def test_what_made_the_start_matter_less(depth, own, updates):
    assert matter_less.EXHIBIT.start().depth == depth[0] and matter_less.EXHIBIT.start().activation == "ReLU"
    assert round((np.pi / (np.pi - 1)) ** 0.5, 2) == own[0]
    plain = {2.0: [], 0.5: []}
    for first in DRAWS[:3]:
        start = {var_w: depth_50(first, var_w) for var_w in (0.1, 0.5, 2.0, 10.0)}
        layer, batch = np.array([r.factors[2:] for r in start.values()]).T
        assert np.ptp(layer) < 0.01 and np.ptp(batch) < 0.02  # alike, whatever the variance is
        assert start[2.0].expected[3] == pytest.approx(own[0], abs=0.005)
        assert batch == pytest.approx(own[0], abs=0.06) and layer == pytest.approx(1, abs=0.06)
        assert start[2.0].factors[1] > 1.5  # skips alone
        for var_w in (2.0, 0.5):
            r = depth_50(first, var_w, int(updates[0]), group="together")
            plain[var_w] += [*r.losses[0][-1]]
            assert median(r.losses[3][-1]) < 0.1, (first, var_w)
    assert min(plain[2.0]) < 0.2 and max(plain[2.0]) > 0.6 and min(plain[0.5]) > 0.68


def depth_50(first, var_w, updates=0, **settings):
    run = matter_less.EXHIBIT.start(seed=first, var_w=var_w, **settings).start()
    for _ in range(updates * 4):  # four kinds of nets
        run.step()
    return run.result()
