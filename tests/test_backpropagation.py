"""The backpropagation lesson: what the stepper shows is the gradient, and what it says is what it computes."""

import re

import numpy as np
import pytest
from examples import same
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from app.experiments.alive import Alive
from app.experiments.batch import BACKWARD, FOLLOWS, FORWARD, HELD, Batch
from app.experiments.batch_predictions import DOUBLE, MORE_SAMPLES
from app.experiments.believe import BREAK_A_LINE, BUGS, SWEEP, Believe, next_bug
from app.experiments.chain import LARGE, SATURATED, SQUARED_ERROR, Chain
from app.experiments.cost import METHODS, WIDTHS, Cost, slope
from app.experiments.graph import ENTRIES, HEADS_1, Graph
from app.experiments.graph_words import SIGN_AT_THE_TOP
from app.panel import Panel
from app.plots.alive import alive
from app.plots.batch import batch
from app.plots.believe import believe
from app.plots.chain import chain
from app.plots.cost import cost
from app.plots.graph import graph
from app.plots.kept import kept
from app.turn import PIECES, SOLUTION, YourTurn, verdicts
from mlcore import ACTIVATIONS, MLP
from mlcore.datasets import moons
from mlcore.gradcheck import central_differences


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.?\d*(?:e−?\d+)?", text)]


@pytest.mark.parametrize("head", HEADS_1)
@pytest.mark.parametrize("layers", [1, 2, 3, 4])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_the_stepper_shows_is_the_gradient_by_central_differences(activation, layers, head):
    experiment = Graph(activation=activation, layers=layers, head=head)
    run = experiment.start()
    while run.step():
        pass
    r, net = run.result(), experiment.net()
    estimate, crossed = central_differences(net, np.array([[1.0], [2.0], [-1.0]]), np.array([[1.0]]))
    assert not crossed.any()
    blocks = net.blocks(estimate)
    for k in range(1, layers + 1):
        assert r.values[f"dW[{k}]"] == pytest.approx(blocks[k][:, :-1], abs=1e-8)
        assert r.values[f"db[{k}]"] == pytest.approx(blocks[k][:, -1:], abs=1e-8)
    for operation in r.operations:  # the last numbers of every line are the value of what it is about
        shown = numbers(operation.numbers)[-r.values[operation.name].size :]
        assert shown == pytest.approx(r.values[operation.name].ravel(), rel=6e-3, abs=1e-12)


def test_the_first_step_is_a_minus_y():
    run = Graph().start()
    assert run.result().now.name == "l"
    run.step()
    r = run.result()
    assert r.now.name == "dz[2]"
    assert "a[2] − y" in r.sentence
    assert r.values["dz[2]"] == pytest.approx(r.values["a[2]"] - 1)


def test_squared_error_keeps_the_slope():
    r = Graph(head="sigmoid + squared error").start().result()
    a = r.values["a[2]"]
    assert r.values["dz[2]"] == pytest.approx((a - 1) * a * (1 - a))


def test_back_and_forth_and_staying_in_place():
    run = Graph().start()
    while run.back():
        pass
    assert run.at == 1
    while run.step():
        pass
    assert run.at == len(run.operations) == 12
    moved = Graph(x1=3.0).start(run)
    assert moved.at == 12  # another sample: stay at this operation
    assert Graph(x1=3.0).start(moved).at == 5  # reset: the forward pass done
    assert Graph(layers=3).start(run).at == 7


@pytest.mark.parametrize("entry", ENTRIES)
def test_any_weight_can_be_changed_or_is_named_as_missing(entry):
    experiment = Graph(layers=2, entry=entry, change=0.25)
    difference = experiment.net().theta - Graph().net().theta
    name, k, i, j = ENTRIES[entry]
    exists = (k == 1 and i < 2) or (k == 2 and i == 0)
    assert np.count_nonzero(difference) == exists
    if exists:
        array = getattr(experiment.net(), name)[k]
        assert array[i, j] - getattr(Graph().net(), name)[k][i, j] == pytest.approx(0.25)
        assert f"{entry} =" in experiment.changed()
    else:
        assert "this net has no" in experiment.changed()


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_saturated_outputs_have_numbers(y):
    r = Graph(activation="ReLU", x1=9, x2=-9, x3=-9, entry="w₁₁[2]", change=3.0, y=y).start().result()
    assert all(np.isfinite(values).all() for values in r.values.values())


def test_predictions_are_settled_by_what_happens():
    for experiment, plot, prediction, right in (
        (Graph(), graph, SIGN_AT_THE_TOP, 1),
        (Chain(), chain, SATURATED, 2),
        (Chain(), chain, SQUARED_ERROR, 1),
        (Batch(), batch, DOUBLE, 1),
        (Batch(), batch, MORE_SAMPLES, 1),
    ):
        player = Panel(experiment, plot, prediction=prediction).player
        before = player.result
        player.answer(prediction.change(experiment))
        player.step(prediction.updates)
        assert prediction.judge(before, player.result)[0] == right


@pytest.mark.parametrize("of", ["W", "b"])
@pytest.mark.parametrize(("layers", "k"), [(1, 1), (2, 1), (3, 2), (3, 3), (4, 1)])
def test_the_chain_ends_at_the_gradient(layers, k, of):
    run = Chain(layers=layers, k=k, of=of).start()
    while run.step():
        pass
    r = run.result()
    assert r.factors[-1].product == f"d{of}[{k}]"
    assert numbers(r.factors[-1].product_numbers) == pytest.approx(r.values[f"d{of}[{k}]"].ravel(), rel=6e-3)
    assert len(r.factors) == 3 + 2 * (layers - k)
    assert r.equation.count("/") == len(r.factors) + 1
    assert f"**d{of}[{k}] = [" in r.sentence


def test_the_lectures_chain_for_w2():
    r = Chain().start().result()
    assert r.together == "dW[2] = [W[3]ᵀ(a[3] − y) · σ′(z[2])] a[1]ᵀ"
    assert r.equation == "∂l/∂W[2] = ∂l/∂a[3]  ∂a[3]/∂z[3]  ∂z[3]/∂a[2]  ∂a[2]/∂z[2]  ∂z[2]/∂W[2]"


WRONG = {
    "none": [],
    "transpose forgotten": ["dW[1]", "db[1]"],
    "1/N_s missing": ["dW[3]", "dW[2]", "dW[1]"],
    "σ′ missing": ["dW[2]", "db[2]", "dW[1]", "db[1]"],
    "index swapped": ["dW[2]"],
}


@pytest.mark.parametrize("seed", range(4))
def test_float32_checks_worse_and_needs_a_larger_step(seed):
    run = Believe(seed=seed).start()
    assert "float32" not in run.result().sentence
    while run.step():
        pass
    r = run.result()
    assert 3e-5 < r.single.min() < 5e-4  # as the lesson says
    assert r.single.min() > 1e4 * r.sweep.min()
    assert SWEEP[r.single.argmin()] == pytest.approx(0.01)
    assert r.single[-1] == 1  # both losses are the same number: the difference is exactly 0
    assert "at ε = 0.01** in float32" in r.sentence
    net = run.rounded.net
    assert {net.theta.dtype, net.Z[3].dtype, net.dW[1].dtype} == {np.dtype("f4")}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("bug", BUGS)
def test_the_check_finds_the_broken_line_and_says_where(bug, seed):
    r = Believe(bug=bug, seed=seed).start().result()
    assert r.wrong == WRONG[bug]
    if bug == "none":
        assert "All six arrays agree" in r.sentence
        assert max(check.error for check in r.checks) < 1e-7
    else:
        assert f"{r.wrong[0]} is the first that is wrong" in r.sentence
    assert ("5 times too large" in r.sentence) == (bug == "1/N_s missing")


def test_truncation_and_round_off_are_no_broken_line():
    assert "truncation" in Believe(epsilon=0.3).start().result().sentence
    run = Believe(epsilon=1e-12).start()
    while run.step():
        pass
    r = run.result()
    assert "round-off" in r.sentence
    assert len(r.sweep) == len(SWEEP)
    assert 1e-7 < SWEEP[r.sweep.argmin()] < 1e-3
    large = SWEEP > 1e-3
    slope = np.polyfit(np.log(SWEEP[large][1:]), np.log(r.sweep[large][1:]), 1)[0]
    assert slope == pytest.approx(2, abs=0.3)


def test_the_guess_goes_through_all_bugs():
    experiment = Believe()
    seen = []
    for _ in BUGS[1:]:
        before = experiment.start().result()
        experiment.set(**BREAK_A_LINE.change(experiment))
        after = experiment.start().result()
        seen.append((experiment.bug, BREAK_A_LINE.judge(before, after)[0]))
    assert seen == list(zip(BUGS[1:], [2, 0, 1, 3], strict=True))
    assert next_bug(experiment) == BUGS[1]


@pytest.mark.parametrize("head", HEADS_1)
def test_all_samples_at_once_are_the_mean_of_each(head):
    r = Batch(samples=6, head=head).start().result()
    v = r.arrays
    below = {1: v["X"], 2: v["A[1]"]}
    for k in (1, 2):
        each = [v[f"dZ[{k}]"][:, [i]] @ below[k][:, [i]].T for i in range(6)]
        assert v[f"dW[{k}]"] == pytest.approx(np.mean(each, axis=0))
        assert v[f"db[{k}]"] == pytest.approx(v[f"dZ[{k}]"].mean(axis=1, keepdims=True))


def test_a_large_z_silences_its_unit():
    r = Chain(sample=LARGE, k=1).start().result()
    assert r.values["z[1]"][0, 0] == pytest.approx(6)
    assert r.values["σ′[1]"][0, 0] == pytest.approx(0.0025, abs=1e-4)
    assert r.factors[5].symbol == "∂a[1]/∂z[1]"  # where the question ends


@pytest.mark.parametrize("head", HEADS_1)
def test_a_doubled_w2_doubles_what_is_below_only_for_the_same_dz2(head):
    one, held, free = (
        Batch(head=head, times=times, top=top).start().result()
        for times, top in ((1.0, FOLLOWS), (2.0, HELD), (2.0, FOLLOWS))
    )
    for name in ("dZ[2]", "dW[2]", "db[2]"):
        assert np.array_equal(held.arrays[name], one.arrays[name])
    for name in ("dZ[1]", "dW[1]", "db[1]"):
        assert held.arrays[name] == pytest.approx(2 * one.arrays[name])
        assert not np.allclose(free.arrays[name], 2 * one.arrays[name])
    assert "held" in held.equations["dZ[2]"]
    assert free.arrays["dZ[2]"].shape == one.arrays["dZ[2]"].shape
    assert not np.allclose(free.arrays["dZ[2]"], one.arrays["dZ[2]"])


def test_every_array_can_be_opened():
    for name in ("X", "Y", "W[1]", *FORWARD, *BACKWARD):
        r = Batch(show=name).start().result()
        assert r.opened == name
        assert len(r.table) == r.arrays[name].shape[0] + 1


@pytest.mark.parametrize("width", [816, 390])
@pytest.mark.parametrize(
    ("experiment", "plot", "steps"),
    [
        (Graph, graph, 4),
        (Chain, chain, 2),
        (Believe, believe, 12),
        (Batch, batch, 3),
        (Alive, alive, 2),
        (Cost, cost, 1),
    ],
    ids=lambda x: getattr(x, "__name__", None),
)
def test_pictures_render_wide_and_narrow_and_a_moved_one_equals_a_new_one(experiment, plot, steps, width):
    panel = Panel(experiment(), plot, heights=(400, 720))
    panel.view.picture.width = width
    panel.view.png(panel.player.result)
    panel.player.step(steps)
    moved = panel.view.png(panel.player.result)
    again = Panel(experiment(), plot, heights=(400, 720)).view
    again.picture.width = width
    assert same(again.png(panel.player.result), moved)


@pytest.mark.parametrize("width", [816, 390])
def test_the_name_of_an_opened_array_stands_above_it(width):
    view = Panel(Batch(show="A[1]"), batch, heights=(400, 560)).view
    view.picture.width = width
    view.png(Batch(show="A[1]").start().result())
    (title,) = (a for a in view.drawing.artists if isinstance(a, Text) and a.get_text() == "A[1]   3 × 4")
    assert 0 < title.get_window_extent().y0 - title.axes.bbox.y1 < 12


@pytest.mark.parametrize("width", [816, 390])
def test_the_graph_of_other_depths_is_drawn_in_the_same_figure(width):
    panel = Panel(Graph(), graph, heights=(400, 720))
    panel.view.picture.width = width
    for layers in (4, 1, 3):
        panel.experiment.set(layers=layers)
        panel.player.step(20)
        moved = panel.view.png(panel.player.result)
        again = Panel(Graph(), graph, heights=(400, 720)).view
        again.picture.width = width
        assert same(again.png(panel.player.result), moved)


def test_forward_mode_is_the_gradient_one_entry_at_a_time():
    net, data = MLP([2, 4, 4, 1], "tanh", rng=0), moons(20, rng=0)
    net.forward(data.X)
    net.backward(data.Y)
    assert [slope(net, data.X, data.Y, i) for i in range(net.theta.size)] == pytest.approx(net.gradient)


@pytest.mark.slow
def test_reverse_mode_costs_a_few_forward_passes_and_the_others_as_many_as_parameters():
    run = Cost().start()
    while run.step():
        pass
    r = run.result()
    assert len(r.rows) == len(WIDTHS)
    differences, forward, reverse = r.passes[-1]  # 17,025 parameters
    assert reverse < forward / 50
    assert reverse < differences / 50
    assert differences > 20 * r.passes[0, 0]
    assert all(method in r.sentence for method in METHODS)


def test_the_living_net_travels_forward_and_back():
    run = Alive(n1=4, n2=3, samples=20).start()
    while run.back():
        pass
    assert "input **x**" in run.result().sentence
    said = [run.result().sentence]
    while run.step():
        said.append(run.result().sentence)
    r = run.result()
    assert (r.at, r.back_to) == (7, 1)
    assert [i for i, s in enumerate(said) if "L = " in s] == [4]
    k, X, Y, net = 2, run.X, run.Y, run.net
    estimate, _ = central_differences(net, X, Y)
    assert r.dW[k] == pytest.approx(net.blocks(estimate)[k][:, :-1], abs=1e-8)


def written(change=None):
    """The solution with a line changed, as a function."""
    names = {"np": np}
    exec(SOLUTION.replace(*change) if change else SOLUTION, names)
    return {name: words for name, words, _ in verdicts(names["backward"])}


MISTAKES = [
    ("A2 - Y", "Y - A2", "dZ2", "the sign"),
    ("A2 - Y", "(A2 - Y) * A2 * (1 - A2)", "dZ2", "σ′ is in it"),
    ("dZ2 @ A1.T / N_s", "dZ2 @ A1.T", "dW2", "1/N_s"),
    ("dZ2 @ A1.T / N_s", "A1 @ dZ2.T / N_s", "dW2", "transposed"),
    ("dZ2 @ A1.T / N_s", "A1 @ dZ2.T", "dW2", "transposed, and"),
    ("dZ2 @ A1.T / N_s", "dZ2 @ Z1.T / N_s", "dW2", "after σ"),
    ("dZ2.mean", "dZ2.sum", "db2", "1/N_s"),
    (" * (1 - np.tanh(Z1) ** 2)", "", "dZ1", "σ′ is missing"),
    ("np.tanh(Z1)", "Z1", "dZ1", "wrong array"),
    ("dZ1 @ X.T / N_s", "dZ1 @ X.T / N_s**2", "dW1", "once too often"),
    ("dZ1.mean(axis=1, keepdims=True)", "dZ1.mean(axis=1)", "db1", "wrong shape: 3, where 3 × 1"),
]


@pytest.mark.parametrize(("right", "wrong", "piece", "words"), MISTAKES)
def test_your_turn_names_the_mistake_and_where(right, wrong, piece, words):
    said = written((right, wrong))
    assert words in said[piece]
    for name in PIECES[: PIECES.index(piece)]:
        assert said[name] == "**right**"
    for name in PIECES[PIECES.index(piece) + 1 :]:  # what follows from it is not blamed
        assert "**right**" in said[name] or "this line is right" in said[name]


def test_your_turn_takes_anything():
    assert set(written().values()) == {"**right**"}
    assert all(w == "not written yet" for _, w, _ in verdicts(lambda *a: (...,) * 6))
    for bad in (
        lambda *a: None,
        lambda *a: 1 / 0,
        lambda: 3,
        lambda *a: ("text",) * 6,
        lambda *a: (np.inf,) * 6,
    ):
        assert len(verdicts(bad)) == 6
    closed, opened = YourTurn(lambda *a: (...,) * 6), YourTurn(lambda *a: (np.zeros(3),) * 6)
    assert not closed.fold.unfolded
    assert opened.fold.unfolded


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("place", [{"va": "top"}, {"ha": "right", "va": "center", "fontweight": "bold"}])
def test_a_kept_text_looks_like_any_other_and_is_drawn_once(place, ratio):
    def drawn(fig, text):
        fig.set_dpi(100 * ratio)
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
        assert text.get_animated() is False
        return np.asarray(canvas.buffer_rgba()).astype(int)

    pictures = []
    for make in (kept, lambda ax, *args, **kwargs: ax.text(*args, **kwargs)):
        fig = Figure(figsize=(3, 1), dpi=100)
        ax = fig.add_axes([0.6, 0.2, 0.3, 0.6])  # small: a text may reach beyond its axes
        text = make(ax, 0.5, 0.5, "a[1] = σ(z[1])\n−0.5", fontsize=9, **place)
        first = drawn(fig, text)
        text.set(text="dz[2]", color="#D55E00")
        pictures.append((first, drawn(fig, text)))
        if make is kept:
            drawn(fig, text)
            assert len(text.pictures) == 2
    for mine, plain in zip(*pictures, strict=True):
        assert abs(mine - plain).max() <= 2
        assert np.ptp(plain) > 100
