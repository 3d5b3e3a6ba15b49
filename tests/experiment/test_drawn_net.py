"""The net unit by unit: what it is told to show is what the engine computes, and what a browser says is checked."""

import json

import numpy as np
import pytest
from lab import executed, slider

from app.backpropagation import descent, graph
from app.backpropagation.graph.experiment import ENTRIES, Graph
from app.experiment.net_state import NetState
from app.symmetry import starts
from app.widgets import Net
from mlcore import MLP

X = np.array([[1.0], [2.0], [-1.0]])


def state(**arrays):
    known = {"names": [["x"], ["a"]], "values": [[1.0], [2.0]], "gradients": [[None], [None]]}
    return NetState(**known | {"words": [["x"], ["a"]], "W": {1: np.array([[2.0]])}} | arrays)


def lecture_net():
    """The net of lesson 1, typed from its text."""
    net = MLP([3, 2, 1], "sigmoid", "sigmoid + cross-entropy", initializer="zeros")
    net.W[1][:], net.b[1][:, 0] = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [0.1, -0.2]
    net.W[2][:], net.b[2][:, 0] = [[0.7, -0.5]], [0.2]
    net.forward(X)
    net.backward(np.array([[1.0]]))
    return net


def test_after_the_last_operation_all_is_known():
    run, net = Graph().start(), lecture_net()
    while run.step():
        pass
    shown = run.result().net
    for k in (0, 1, 2):
        assert shown.values[k] == pytest.approx(net.A[k][:, 0])
    for k in (1, 2):
        assert shown.gradients[k] == pytest.approx(net.dZ[k][:, 0])
        assert np.array_equal(shown.W[k], net.W[k])
        assert shown.dW[k] == pytest.approx(net.dW[k])


def test_what_is_not_computed_yet_is_not_shown():
    run = Graph().start()
    while run.back():
        pass
    first = run.result().net
    assert first.through == (1,)
    assert first.values[1] == [None, None]
    assert first.loss[0] is None
    assert first.dW == {}
    assert "not computed yet" in first.words[2][0]


def test_each_operation_goes_through_its_weights_in_its_direction():
    run, seen = Graph().start(), {}
    while run.back():
        pass
    while True:
        shown = run.result()
        seen[shown.now.name] = shown.net.through, shown.net.reached, shown.net.measured, shown.net.forward
        if not run.step():
            break
    assert seen["z[2]"] == ((2,), (2,), (), True)
    assert seen["a[1]"] == ((), (1,), (), True)
    assert seen["da[1]"] == ((2,), (1,), (), False)
    assert seen["dW[1]"] == ((), (), (1,), False)


@pytest.mark.parametrize(
    "entry", [name for name, (array, k, i, _) in ENTRIES.items() if array == "W" and (k, i) != (4, 1)]
)
def test_a_dragged_weight_has_the_value_it_was_dragged_to(entry):
    _, layer, i, j = ENTRIES[entry]
    panel = graph.panel(layers=4)
    before = panel.player.result.net.W[layer][i, j]
    panel.net.changed(layer, i, j, 1.25)
    shown = panel.player.result.net
    assert shown.W[layer][i, j] == pytest.approx(1.25)
    assert shown.edge == ((layer, i, j), pytest.approx(before))
    assert panel.experiment.entry == entry


def test_a_weight_dragged_too_far_stays_at_the_end_of_its_slider():
    panel = graph.panel()
    panel.net.changed(1, 0, 0, 17.0)
    assert panel.player.result.net.W[1][0, 0] == pytest.approx(3.2)  # 0.2 + 3
    assert "3" in panel.message.value


def test_the_page_gets_plain_numbers():
    shown = state(values=[[1.0], [np.inf]], W={1: np.array([[np.nan]])}, loss=(np.nan, 1.0))
    text = json.dumps(shown.message(), allow_nan=False)
    assert json.loads(text)["values"] == [[1.0], [None]]


def test_a_net_too_large_to_be_drawn_is_refused():
    with pytest.raises(ValueError, match="at most 6 layers of 8 units"):
        state(names=[["x"] * 9, ["a"]])


def test_one_state_is_on_its_way_and_of_those_that_wait_the_last_one_follows():
    net = Net()
    for loss in range(5):
        net.show(state(loss=(loss, 9.0)))
    assert (net.frame, net.state["nets"][0]["loss"]) == (1, [0.0, 9.0])
    net._heard(None, {"painted": 1}, None)
    assert (net.frame, net.state["nets"][0]["loss"]) == (2, [4.0, 9.0])


def test_a_net_whose_page_lost_its_answer_goes_on():
    time = [0.0]
    net = Net(now=lambda: time[0])
    for seconds, frames in ((0.0, 1), (1.0, 1), (3.5, 2)):  # the page never says that it has painted
        time[0] = seconds
        net.show(state())
        assert net.frame == frames


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {"weight": [1, 0, 0]},
        {"weight": [1, 0, 1], "value": 1},
        {"weight": [2, 0, 0], "value": 1},
        {"weight": [-1, 0, 0], "value": 1},
        {"weight": [1, 0, -1], "value": 1},
        {"weight": [True, 0, 0], "value": 1},
        {"weight": "100", "value": 1},
        {"weight": [1, 0, 0], "value": "1"},
        {"weight": [1, 0, 0], "value": True},
        {"weight": [1, 0, 0], "value": float("nan")},
        {"opened": 1},
        {"acted": True},
        {"touched": "yes"},
        {"painted": 10**9},
        {"painted": [1]},
    ],
)
def test_what_a_browser_may_not_say_changes_nothing(content):
    heard = []
    net = Net(
        lambda *weight: heard.append(weight), lambda: heard.append("opened"), lambda: heard.append("touched")
    )
    net.acted = lambda: heard.append("acted")  # but no action is offered
    net.show(state())
    net._heard(None, content, None)
    assert heard == []
    assert net.painted == 0


def test_a_weight_of_the_browser_is_kept_within_reach():
    heard = []
    net = Net(lambda *weight: heard.append(weight))
    net.show(state())
    net._heard(None, {"weight": [1, 0, 0], "value": -1e300}, None)
    assert heard == [(1, 0, 0, -20.0)]


def test_the_net_that_learns_shows_its_weights_after_each_step():
    panel, net = descent.panel(), lecture_net()
    for step in range(4):
        shown = panel.player.result.net
        for k in (1, 2):
            assert shown.W[k] == pytest.approx(net.W[k], abs=1e-12)
            assert shown.dW[k] == pytest.approx(net.dW[k], abs=1e-12)
        assert shown.values[2] == pytest.approx(net.A[2][:, 0])
        assert shown.loss[0] == pytest.approx(-np.log(net.A[2].item()))
        assert f"{step} step" in shown.caption[1]
        panel.player.step()
        net.theta -= 0.5 * net.gradient
        net.forward(X)
        net.backward(np.array([[1.0]]))


def test_take_a_step_goes_downhill_from_the_weights_that_are_drawn_until_the_sample_is_learnt():
    panel, net, y = graph.panel(), lecture_net(), np.array([[1.0]])

    def takes_a_step():
        panel.net._heard(None, {"acted": True}, None)
        net.theta -= 0.5 * net.gradient
        net.forward(X)
        net.backward(y)
        shown = panel.player.result.net
        for k in (1, 2):
            assert shown.W[k] == pytest.approx(net.W[k], abs=1e-12)
        assert shown.loss[0] == pytest.approx(-np.log(net.A[2].item()))
        return shown

    before = panel.player.result.net.loss[0]
    assert takes_a_step().loss[0] < before
    assert slider(panel, "Change one weight by").note == "w₁₁[2] = 0.787"  # 0.7 − 0.5 · (−0.174)
    panel.net.changed(1, 1, 2, -1.25)  # an edge is dragged: the steps that were made stay
    net.W[1][1, 2] = -1.25
    net.forward(X)
    net.backward(y)
    assert panel.player.result.net.edge[0] == (1, 1, 2)
    assert "w₂₃[1] = −1.25" in slider(panel, "Change one weight by").note
    panel.player.step()
    steps = 1
    while abs(net.A[2].item() - 1) >= 0.05:
        shown, steps = takes_a_step(), steps + 1
    assert shown.caption[0] == f"Learnt after {steps} steps"
    panel.player.descend()
    assert panel.player.result.net.W[1] == pytest.approx(net.W[1], abs=1e-12)
    assert np.array_equal(executed(panel.player.result)["net"].W[1], panel.player.result.net.W[1])
    panel.experiment.set(change=0.0)
    panel.player.reset()
    assert np.array_equal(panel.player.result.net.W[1], lecture_net().W[1])


def test_units_as_maps_and_what_is_no_number():
    maps = np.array([[[0.5, -1.0], [1e-9, 0.0]], [[0.0, 0.25], [np.nan, 0.0]]])
    sent = state(maps=[np.zeros((1, 2, 2)), maps]).message()["maps"]
    assert np.frombuffer(sent[1]["values"], np.int8).tolist() == [64, -127, 1, 0, 0, 32, -128, 0]
    assert (sent[1]["n"], sent[1]["largest"], set(sent[0]["values"])) == (2, 1.0, {0})


def test_three_starts_are_drawn_with_what_their_units_answer():
    panel = starts.panel(width=12, samples=40)
    panel.player.step(30)
    r = panel.player.result
    zeros, constant, random = r.net
    points = np.stack(np.meshgrid(np.linspace(*r.extent[:2], 21), np.linspace(*r.extent[2:], 21)))
    for m, shown in enumerate(r.net):
        W, b = r.units[m, :8, :2], r.units[m, :8, 2:]
        assert np.array_equal(shown.W[1], W)
        assert shown.maps[1] == pytest.approx(np.tanh(W @ points.reshape(2, -1) + b).reshape(8, 21, 21))
        assert shown.maps[2][0] == pytest.approx(r.maps[m][::2, ::2])
        assert "8 of the 12 units" in shown.caption[0]
    assert "12 units, 1 different map." in constant.alt
    assert "as 11 other units" in constant.words[1][0]
    assert "12 units, 12 different maps." in random.alt
    assert {len({unit.tobytes() for unit in shown.maps[1]}) for shown in (zeros, constant)} == {1}
