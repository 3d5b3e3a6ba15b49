"""The playground: links bring all back, a hand on a weight is part of the run, bad input loses nothing."""

import base64
import io
import re

import numpy as np
import pytest
from ipywidgets import BoundedFloatText, Checkbox
from lab import executed, net_of, widgets

from app.playground import play, repair
from app.playground.data import FEATURES
from app.playground.play.experiment import Play
from app.playground.points import EXAMPLE, points_form
from app.playground.repair.nets import NETS
from app.widgets import Pad
from app.workbench.compare import Compare
from app.workbench.export.share import Share, texts
from app.workbench.layer_menus import SAME, LayerMenus
from mlcore import DATASETS, INITIALIZERS, MLP, Adam, train

QUICK = {"samples": 60, "hidden": "4-3"}


def losses_of(r):
    return np.reshape(executed(r)["losses"], (-1, r.losses.shape[1]))


def test_it_is_the_net_that_one_would_type():
    data = DATASETS["spiral"](500, 0.02, 1.25, rng=0)
    net = MLP([2, 8, 8, 1], "tanh", initializer="Xavier", rng=0)
    learn, _ = data.split(250)
    typed = [record.loss for record in train(net, learn.X, learn.Y, Adam(0.01), steps=20)]
    panel = play.panel()
    panel.player.step(20)
    assert np.array_equal(panel.player.result.losses[:, 0], typed)


def test_features_are_those_of_their_names():
    x1, x2 = np.array([0.5, -2.0]), np.array([3.0, 0.25])
    for name, wanted in {"x₁²": x1 * x1, "x₁x₂": x2 * x1, "sin 6x₂": np.sin(x2 * 6), "x₂": x2}.items():
        np.testing.assert_allclose(FEATURES[name](x1, x2), wanted)


@pytest.mark.parametrize("seeds", [1, 3])
def test_a_weight_set_by_hand_is_part_of_the_run_of_its_code_and_of_its_link(seeds):
    panel = play.panel(**QUICK, seeds=seeds)
    panel._edited(1, 0, 1, 1.5)  # before the first update
    assert panel.player.result.net.W[1][0, 1] == 1.5
    panel.player.step(7)
    before = panel.player.result.losses[-1].copy()
    panel._edited(2, 2, 0, -3.0)
    r = panel.player.result
    assert r.step == 7 and r.net.W[2][2, 0] == -3.0
    assert (r.losses[-1] != before).all()
    panel._edited(2, 2, 0, -4.0)  # dragged on
    panel.player.step(5)
    r = panel.player.result
    assert np.array_equal(losses_of(r), r.losses)
    there = play.panel(**QUICK, seeds=seeds)
    there.arrived(texts(panel.experiment))
    there.player.step(12)
    assert np.array_equal(there.player.result.losses, r.losses)
    panel.player.reset()
    assert panel.experiment.edits == ""
    assert panel.player.result.net.W[1][0, 1] != 1.5


def test_other_settings_forget_what_a_hand_has_set_and_a_rate_does_not():
    panel = play.panel(**QUICK)
    panel._edited(1, 0, 1, 1.5)
    panel.player.step(3)
    panel.experiment.set(rate=0.02)
    assert panel.experiment.edits
    panel.experiment.set(activation="ReLU")
    assert panel.experiment.edits == ""


def test_layers_and_units_come_and_go():
    panel = play.panel(hidden="2-1", samples=40)
    for (layer, by), wanted in {
        (1, 1): "3-1",
        (2, -1): "3-1",
        (0, 1): "3-1-1",
        (3, 1): "3-1-2",
        (0, -1): "3-1",
        (1, -1): "2-1",
    }.items():
        panel._shaped(layer, by)
        assert panel.experiment.hidden == wanted
        assert [len(layer) for layer in panel.player.result.net.names] == [2, *map(int, wanted.split("-")), 1]
    for _ in range(9):
        panel._shaped(0, 1)
    assert panel.player.result.net  # as many layers as can be drawn
    for _ in range(9):
        panel._shaped(0, -1)
    assert panel.experiment.hidden == "none"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"hidden": "8-x"}, "no list of widths"),
        ({"hidden": "0-3"}, "1 to 64 units"),
        ({"hidden": "9999"}, "1 to 64 units"),
        ({"hidden": "-".join("2" * 11)}, "up to 10 hidden layers"),
        ({"hidden": "8" * 4000}, "no list of widths"),
        ({"features": ""}, "at least one"),
        ({"features": "x₂, x₁"}, "in this order"),
        ({"edits": "1:1.0.0=nan"}, "which weight is set"),
        ({"edits": "1:1.0.0=99"}, "which weight is set"),
        ({"edits": "1:1.0.0=1 " * 300}, "begin anew"),
        ({"data": "digit"}, "is not one of"),
        ({"seeds": "33"}, "is used"),
    ],
    ids=str,
)
def test_a_link_made_by_hand_gets_a_sentence_and_loses_nothing(settings, said):
    panel = play.panel(**QUICK)
    panel.player.step(3)
    panel.arrived({"hidden": "4-3", "samples": "60"} | settings)
    assert said in panel.message.value.replace("&#x27;", "'")
    assert np.isfinite(panel.player.result.losses).all()


def test_weights_that_the_net_does_not_have_are_left_alone():
    r = Play(**QUICK, edits="0:9.0.0=1 0:1.7.0=1 0:1.0.9=1 2:1.0.1=2").start()
    r.step()
    r.step()
    assert r.edits == {2: {(1, 0, 1): 2.0}}


@pytest.mark.parametrize("name", ["‖dW‖ by layer", "activations", "gradients", "update by weight"])
def test_only_what_is_looked_at_is_measured(name, monkeypatch):
    from app.playground.looks import LOOKS

    asked = []
    for look, measure in [*LOOKS.items()]:
        monkeypatch.setitem(
            LOOKS, look, lambda *a, look=look, measure=measure: asked.append(look) or measure(*a)
        )
    Play(**QUICK, look=name).start().result()
    assert asked == [name]


MENDS = {
    1: {"activation": "tanh"},
    2: {"initializer": "He"},
    3: {"initializer": "He", "rate": 0.01},
    4: {"rate": 0.02},
    5: {"bias": 0.0},
    6: {"rate": 0.01},
    7: {"activation": "tanh"},
    8: {"l2": 0.0, "hidden": "8"},
}


@pytest.mark.parametrize(("number", "net"), [*enumerate(NETS, start=1)])
def test_each_broken_net_is_broken_and_can_be_mended_in_two_changes(number, net):
    panel = repair.panel()
    panel.experiment.set(broken=net)
    panel.player.step(NETS[net].updates)
    assert panel.player.result.changed == []
    assert not panel.player.result.mended
    assert panel.player.result.correct[1, 0] < 0.9
    panel.experiment.set(**MENDS[number])
    if "rate" in MENDS[number]:
        panel.player.reset()
    panel.player.step(NETS[net].updates)
    assert panel.player.result.mended == (net,)
    assert "Mended" in panel.player.result.sentence
    assert "1 of 8 nets" in panel.player.result.sentence


def test_three_changes_are_too_many():
    panel = repair.panel()
    panel.experiment.set(activation="tanh", optimizer="Adam", rate=0.01)
    panel.player.step(400)
    assert panel.player.result.correct[1, 0] > 0.95
    assert not panel.player.result.mended
    assert (
        "3 changes" in panel.player.result.sentence and "2 changes are enough" in panel.player.result.sentence
    )


def test_other_data_mend_nothing():
    panel = repair.panel()
    panel.experiment.set(data="2 blobs", activation="tanh")
    panel.player.step(300)
    assert panel.player.result.correct[1, 0] > 0.95
    assert not panel.player.result.mended
    assert "mend no net" in panel.player.result.sentence


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0.5,1,b\n-0.5,0,a\n0,0.25,b\n1,-1,a", "0.5,1,1 -0.5,0,0 0,0.25,1 1,-1,0"),
        ("x1;class;x2\n0.5;dog;1\n-0.5;cat;0\n0;dog;0.25\n1;cat;-1", "0.5,1,1 -0.5,0,0 0,0.25,1 1,-1,0"),
        ("0 0 1\n10 5 2\n5 10 10\n2 1 1", "-1,-1,0 1,0,1 0,1,2 -0.6,-0.8,0"),
        ("a\tb\ty\n\n0\t1\t0\n1\t0\t1\n0\t0\t1\n1\t1\t0\n", "0,1,0 1,0,1 0,0,1 1,1,0"),
    ],
)
def test_rows_of_a_table_become_points(text, kept):
    assert points_form(text) == kept
    assert points_form(kept) == kept


GOOD = "0,0,0\n1,0,1\n0,1,1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the quick brown fox\njumps over the dog", "columns; three are wanted"),
        ("one,two,three\nfour,five,six\n" * 4, "‘four’ is not a number"),
        (GOOD + "nan,1,0", "Row 4: ‘nan’ is not a number"),
        (GOOD + "1e999,1,0", "is not a number"),
        (GOOD + "1,1", "Row 4 has 2 columns"),
        ("\n".join(",".join("1" * 300) for _ in range(9)), "Row 1 has 300 columns"),
        (GOOD * 200, "There are 600 rows: up to 400"),
        ("0.5,0.5,1\n" * 1_000_000, "too long a text"),
        ("0,0,1\n1,0,1\n0,1,1\n1,1,1", "only one class"),
        ("\n".join(f"{i},{i * i},{i}" for i in range(9)), "are 9 classes"),
        ("2,0,1\n2,1,0\n2,3,1\n2,4,0", "nothing to tell samples apart"),
        ("", "at least four"),
        (GOOD, "There are 3 rows"),
    ],
)
def test_rows_that_are_none_get_a_sentence_and_lose_nothing(text, said):
    panel = play.panel(data="your own", hidden="4")
    panel.player.step(3)
    before = panel.player.result
    pad = next(each for each in widgets(panel, Pad))
    pad.value = text
    assert said in panel.message.value
    assert pad.value == panel.experiment.points == EXAMPLE
    assert panel.player.result is before


def test_drawn_points_go_with_the_link_and_the_code():
    panel = play.panel(data="your own", hidden="4")
    pad = next(each for each in widgets(panel, Pad))
    pad.value = "0.5,1,1 -0.5,0,0 0,0.25,2 1,-1,0 0.3,0.3,2 0.1,-0.4,0"
    panel.player.step(12)
    r = panel.player.result
    assert r.classes == 3 and r.learn.N_s + r.kept.N_s == 6
    points = np.hstack([r.learn.X, r.kept.X])
    assert sorted(points[0]) == [-0.5, 0, 0.1, 0.3, 0.5, 1]
    assert np.array_equal(losses_of(r), r.losses)
    there = play.panel()
    there.arrived(texts(panel.experiment) | {"data": "your own", "hidden": "4"})
    there.player.step(12)
    assert np.array_equal(there.player.result.losses, r.losses)


def test_switches_are_boxes_of_which_one_stays_checked():
    panel = play.panel(**QUICK)
    boxes = {box.description: box for box in widgets(panel, Checkbox)}
    assert list(boxes) == list(FEATURES)
    boxes["x₂²"].value = True
    assert panel.experiment.features == "x₁, x₂, x₂²"
    assert panel.player.result.net.names[0] == ["x₁", "x₂", "x₂²"]
    for name in ("x₁", "x₂", "x₂²"):
        boxes[name].value = False
    assert panel.experiment.features == "x₂²" and boxes["x₂²"].value
    seen = []
    panel.experiment.observe(lambda change: seen.append(change["new"]), "features")
    panel.arrived({"features": "x₁², x₁x₂"})
    assert seen == ["x₁², x₁x₂"]
    assert [name for name, box in boxes.items() if box.value] == ["x₁²", "x₁x₂"]


def test_a_layer_may_have_another_activation_and_start():
    panel = play.panel(**QUICK)
    activations, starts = widgets(panel, LayerMenus)
    assert (activations.layers, starts.layers) == (2, 3)
    activations.menus[2][0].value = "ReLU"
    menu, variance = starts.menus[1]
    menu.value = "normal"
    assert isinstance(variance, BoundedFloatText) and variance.layout.display == ""
    variance.value = 0.25
    starts.menus[3][0].value = "zeros"
    e = panel.experiment
    assert (e.activations, e.starts) == ("2 ReLU", "1 normal 0.25, 3 zeros")
    typed = MLP(
        [2, 4, 3, 1], ("tanh", "ReLU"), initializer=(INITIALIZERS["normal"](0.25), "Xavier", "zeros"), rng=0
    )
    panel.player.step()
    panel.player.reset()
    W = panel.player.result.weights
    assert all(np.array_equal(W[f"W[{k}]"], typed.W[k]) for k in (1, 2, 3))
    panel.player.step(12)
    r = panel.player.result
    assert "ReLU" in r.net.words[2][0] and "tanh" in r.net.words[1][0]
    assert np.array_equal(losses_of(r), r.losses)
    there = play.panel(**QUICK)
    there.arrived(texts(e))
    there.player.step(12)
    assert np.array_equal(there.player.result.losses, r.losses)
    panel._shaped(0, -1)  # the second layer goes, and comes back as it was
    assert len(activations.rows.children) == 2 and panel.player.result.asked["activation"] == "tanh"
    panel._shaped(0, 1)
    assert panel.player.result.asked["activation"] == ("tanh", "ReLU")
    activations.menus[2][0].value = SAME
    assert e.activations == ""
    panel.arrived({"hidden": "4-3", "activations": "12 tanh", "starts": "1 normal nan"})
    assert "a layer from 1 to 10" in panel.message.value and "1 normal nan" in panel.message.value


def test_three_runs_can_be_pinned_and_are_drawn_beside_the_next():
    panel = play.panel(**QUICK)
    compare, player = next(part for part in panel.parts if isinstance(part, Compare)), panel.player
    for rate in (0.01, 0.03, 0.1):
        panel.experiment.set(rate=rate)
        player.reset()
        player.step(15)
        compare.pin.click()
    pins = player.pins
    assert compare.pin.disabled and len(pins) == 3
    panel.experiment.set(rate=0.3)
    player.reset()
    player.step(5)
    rows = compare.rows(player.pins, player.result)
    assert rows[0] == ("", "pinned 1", "pinned 2", "pinned 3", "now")
    assert rows[1] == ("Learning rate", "0.01", "0.03", "0.1", "0.3")
    panel.view.png(player.result, pinned=player.pinned)
    for i, old in enumerate(pins):
        line, name = (panel.view.drawing.part((part, i)) for part in ("loss.before", "loss.pins"))
        np.testing.assert_allclose(line.get_ydata(), old.losses[:, 0])
        assert name.get_text() == f" {i + 1}" and name.get_position()[1] == pytest.approx(old.losses[-1, 0])
    same = [np.array_equal(a.learn.X, b.learn.X) for a in pins for b in pins]
    assert all(same) and pins[0].losses[0] == pins[2].losses[0]  # the same draws
    compare.unpin.click()
    assert player.pinned is None and compare.words.value == "" and not compare.pin.disabled


def test_digits_are_points_of_the_plane_in_which_they_differ_most():
    """Against numpy's covariance, by another way than the recipe's, and the same whatever the draw's order."""
    panel = play.panel(data="digits 0, 2, 4, 7", samples=2000, noise=0.0, hidden="8")
    r, source = panel.player.result, DATASETS["digits"](rng=5)
    chosen = source.X[:, np.isin(source.Y.argmax(axis=0), (0, 2, 4, 7))]
    variance = np.linalg.eigvalsh(np.cov(chosen))[::-1][:2]
    X = np.hstack([r.learn.X, r.kept.X])
    assert X.shape[1] == chosen.shape[1] and abs(X).max() == 1
    np.testing.assert_allclose(np.cov(X)[0, 1], 0, atol=1e-12)
    np.testing.assert_allclose(np.var(X[0]) / np.var(X[1]), variance[0] / variance[1])
    panel.player.step(300)
    assert panel.player.result.correct[1, 0] > 0.85
    assert np.array_equal(losses_of(panel.player.result), panel.player.result.losses)


def test_it_plays_to_a_loss():
    panel = play.panel(**QUICK, data="2 blobs", batch="10")
    panel.experiment.set(goal=0.2)
    button = panel.aim
    assert button.description == "Play to a loss of 0.2"
    button.click()
    r, epoch = panel.player.result, panel.player.run.epoch
    mean = np.convolve(r.losses[:, 0], np.ones(epoch) / epoch, "valid")  # of each epoch's worth of updates
    assert r.step > epoch and mean[-1] <= 0.2 < mean[:-1].min()
    button.click()
    assert panel.player.result.step == r.step and "reached a loss of 0.2 already" in panel.message.value
    panel.player.step()
    panel.experiment.set(goal=0.1)
    assert panel.player.result.step == r.step + 1  # nothing began anew
    assert texts(panel.experiment)["goal"] == "0.1"


def test_the_weights_file_opens_with_numpy_and_holds_the_net():
    panel = play.panel(**QUICK, seeds=2)
    panel.player.step(9)
    share = next(part for part in panel.parts if isinstance(part, Share))
    share.fold.click()
    (data,) = re.findall(r'download="play-weights.npz" href="data:[^,]*,([^"]*)"', share.words.value)
    net = net_of(panel.player.result)
    with np.load(io.BytesIO(base64.b64decode(data)), allow_pickle=False) as file:
        assert sorted(file) == ["W1", "W2", "W3", "b1", "b2", "b3"]
        assert all(np.array_equal(file[f"{n}{k}"], getattr(net, n)[k][0]) for n in "Wb" for k in (1, 2, 3))
