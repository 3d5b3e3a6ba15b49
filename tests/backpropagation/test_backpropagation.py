"""The backpropagation lesson: what the stepper shows is the gradient, and what it says is what it computes."""

import numpy as np
import pytest
from examples import same
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from app.backpropagation.alive.experiment import Alive
from app.backpropagation.alive.picture import picture as alive
from app.backpropagation.batch.experiment import Batch
from app.backpropagation.batch.picture import picture as batch
from app.backpropagation.batch.questions import DOUBLE, MORE_SAMPLES
from app.backpropagation.chain.experiment import SATURATED, SQUARED_ERROR, Chain
from app.backpropagation.chain.picture import picture as chain
from app.backpropagation.check.experiment import Check
from app.backpropagation.check.picture import picture as check_picture
from app.backpropagation.cost.experiment import Cost
from app.backpropagation.cost.picture import picture as cost
from app.backpropagation.graph.experiment import Graph
from app.backpropagation.graph.picture import picture as graph
from app.backpropagation.graph.words import SIGN_AT_THE_TOP
from app.pictures.cards import cached_text
from app.workbench.panel import Panel
from mlcore.gradcheck import central_differences


def test_predictions_are_settled_by_what_happens():
    for experiment, plot, prediction, right in (
        (Graph(), graph, SIGN_AT_THE_TOP, 1),
        (Chain(), chain, SATURATED, 2),
        (Chain(), chain, SQUARED_ERROR, 1),
        (Batch(), batch, DOUBLE, 1),
        (Batch(), batch, MORE_SAMPLES, 1),
    ):
        player = Panel(experiment, plot, questions=(prediction,)).player
        before = player.result
        player.answer(prediction.change(experiment))
        player.step(prediction.updates)
        assert prediction.judge(before, player.result)[0] == right


@pytest.mark.parametrize("width", [816, 390])
@pytest.mark.parametrize(
    ("experiment", "plot", "steps"),
    [
        (Graph, graph, 4),
        (Chain, chain, 2),
        (Check, check_picture, 12),
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
    k, net, X = 2, run.net, run.net.A[0]
    Y = (X[:1] * X[1:2] > 0) * 1.0
    estimate, _ = central_differences(net, X, Y)
    assert r.dW[k] == pytest.approx(net.blocks(estimate)[k][:, :-1], abs=1e-8)


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
    for make in (cached_text, lambda ax, *args, **kwargs: ax.text(*args, **kwargs)):
        fig = Figure(figsize=(3, 1), dpi=100)
        ax = fig.add_axes([0.6, 0.2, 0.3, 0.6])  # small: a text may reach beyond its axes
        text = make(ax, 0.5, 0.5, "a = σ(z)\n−0.5", fontsize=9, **place)
        first = drawn(fig, text)
        text.set(text="dz", color="#D55E00")
        pictures.append((first, drawn(fig, text)))
        if make is cached_text:
            drawn(fig, text)
            assert len(text.pictures) == 2
    for mine, plain in zip(*pictures, strict=True):
        assert abs(mine - plain).max() <= 2
        assert np.ptp(plain) > 100
