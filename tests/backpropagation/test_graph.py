"""The stepper and the chain of lesson 1: what they show is the gradient, at any weight, depth and start."""

import re

import numpy as np
import pytest
from examples import same
from reading import NUMBER, value

from app.backpropagation.chain.experiment import Chain
from app.backpropagation.graph.experiment import ENTRIES, HEADS_1, Graph
from app.backpropagation.graph.picture import picture as graph
from app.workbench.panel import Panel
from mlcore import ACTIVATIONS
from mlcore.gradcheck import central_differences


def numbers(text):
    return [value(n) for n in re.findall(NUMBER, text)]


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
    assert Graph(layers=3).start(run).at == 18  # all the way back, as before


@pytest.mark.parametrize(
    ("at", "name", "layers", "there"),
    [(7, "dW[2]", 3, "dW[2]"), (6, "dz[2]", 1, "dz[1]"), (3, "z[2]", 4, "z[2]"), (3, "z[2]", 1, "l")],
)
def test_another_number_of_layers_keeps_the_operation_or_the_nearest(at, name, layers, there):
    run = Graph().start()
    run.at = at
    assert run.result().now.name == name
    assert Graph(layers=layers).start(run).result().now.name == there


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
