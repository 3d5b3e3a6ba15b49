"""One line while live-coding: a panel of the typed net, or the class's own loop, drawn as it goes."""

import io

import numpy as np
import pytest
from PIL import Image

from app.watch import watch
from app.watch.experiment import Watch
from app.workbench.panel import Panel
from mlcore import MLP, Adam, GradientDescent, train
from mlcore.datasets import blobs, moons
from mlcore.workspace import Workspace

DATA = moons(60, rng=0)


def net(**settings):
    return MLP([2, 5, 1], **({"activation": "tanh", "rng": 0} | settings))


def shape(png):
    return np.asarray(Image.open(io.BytesIO(png))).shape


def test_one_line_brings_up_the_panel_of_a_net_and_trains_that_very_net():
    typed = net()
    panel = watch(typed, DATA.X, DATA.Y, GradientDescent(0.5))
    panel.player.step(20)
    alone = net()
    losses = [record.loss for record in train(alone, DATA.X, DATA.Y, GradientDescent(0.5), steps=20)]
    assert np.array_equal(panel.player.result.losses["net"][1][:, 0], losses)
    assert np.array_equal(typed.theta, alone.theta)
    assert shape(panel.view.png(panel.player.result))[1] == 816


def test_reset_brings_back_the_weights_and_the_order_of_the_batches():
    typed = net()
    panel = watch(typed, DATA.X, DATA.Y, GradientDescent(0.5), batch=7, rng=3)
    panel.player.step(15)
    first = panel.player.result.losses["net"][1].copy()
    panel.player.reset()
    assert panel.player.result.step == 0
    panel.player.step(15)
    assert np.array_equal(panel.player.result.losses["net"][1], first)


@pytest.mark.parametrize("width", [816, 390])
def test_several_nets_are_compared_by_their_names(width):
    panel = watch({"He": net(), "zeros": net(initializer="zeros"), "many": net(members=4)}, DATA.X, DATA.Y)
    panel.player.step(3)
    for name in ("He", "zeros", "many"):
        assert f"{name}: " in panel.player.result.sentence
    panel.view.picture.width = width
    assert shape(panel.view.png(panel.player.result))[1] == width
    assert list(watch([net(), net()], DATA.X, DATA.Y).player.result.losses) == ["net 1", "net 2"]


@pytest.mark.parametrize("width", [816, 390])
def test_maps_of_the_hidden_units_on_request(width):
    typed = MLP([2, 12, 3, 1], "tanh", rng=0)
    panel = watch(typed, DATA.X, DATA.Y, units=True)
    assert [maps.shape for maps in panel.player.result.units] == [(8, 61, 61), (3, 61, 61)]
    panel.player.step(3)
    panel.view.picture.width = width
    png = shape(panel.view.png(panel.player.result))
    plain = watch(net(), DATA.X, DATA.Y)
    assert not plain.player.result.units
    plain.view.picture.width = width
    assert png[0] > shape(plain.view.png(plain.player.result))[0]


def test_small_nets_are_drawn_unit_by_unit_with_maps_where_there_are_two_inputs():
    typed = MLP([2, 8, 3, 1], "tanh", rng=0, members=2)
    panel = watch(typed, DATA.X, DATA.Y, GradientDescent(0.5))
    panel.player.step(20)
    (shown,) = panel.player.result.net
    (left, bottom), (right, top) = DATA.X.min(axis=1), DATA.X.max(axis=1)
    x = np.linspace(left - 0.15 * (right - left), right + 0.15 * (right - left), 21)[[3, 3, 17]]
    y = np.linspace(bottom - 0.15 * (top - bottom), top + 0.15 * (top - bottom), 21)[[4, 16, 16]]
    first = np.tanh(typed.W[1][0] @ [x, y] + typed.b[1][0])  # of the first member
    second = np.tanh(typed.W[2][0] @ first + typed.b[2][0])
    for layer, A in enumerate(([x, y], first, second)):
        assert shown.maps[layer][:, [4, 16, 16], [3, 3, 17]] == pytest.approx(np.array(A))
    for k in (1, 2, 3):
        assert np.array_equal(shown.W[k], typed.W[k][0])

    data = blobs(30, rng=0)
    typed = MLP([2, 4, 3], head="softmax + cross-entropy", rng=0)
    assert len(watch(typed, data.X, data.Y).player.result.net[0].maps[2]) == 3  # classes, a map each
    X = np.vstack([DATA.X, DATA.X[:1]])
    typed = MLP([3, 4, 1], "tanh", rng=0)
    (shown,) = watch(typed, X, DATA.Y).player.result.net
    assert [maps.shape for maps in shown.maps] == [(3, 1, 1), (4, 1, 1), (1, 1, 1)]
    assert shown.maps[1][:, 0, 0] == pytest.approx(np.tanh(typed.W[1] @ X).mean(axis=1))
    assert watch(MLP([2, 9, 1], rng=0), DATA.X, DATA.Y).net is None
    two = watch({"small": net(), "wide": MLP([2, 9, 1], rng=0), "other": net(rng=1)}, DATA.X, DATA.Y)
    assert [shown.title for shown in two.net.shown] == ["small", "other"]


def test_minibatches_are_drawn_over_all_of_the_data_and_make_epochs():
    panel = watch(net(), DATA.X, DATA.Y, GradientDescent(0.5), batch=7, rng=3)
    assert panel.buttons["epoch"].layout.display == ""
    panel.buttons["epoch"].click()
    assert panel.player.result.step == 9  # 60 samples, 7 at a time
    assert np.array_equal(panel.player.result.X, DATA.X)
    assert np.array_equal(panel.player.result.Y, DATA.Y)


def test_more_than_two_inputs_or_classes_have_no_boundary():
    data = blobs(30, rng=0)
    many = MLP([2, 4, 3], head="softmax + cross-entropy", rng=0)
    panel = watch(many, data.X, data.Y)
    assert not panel.player.result.maps
    assert shape(panel.view.png(panel.player.result))[1] == 816


def test_divergence_is_named():
    typed = MLP([2, 8, 8, 1], "ReLU", head="linear + squared error", rng=0)
    panel = watch(typed, DATA.X, DATA.Y, GradientDescent(1e9))
    panel.player.step(50)
    assert panel.player.ended
    assert "diverged" in panel.player.result.sentence
    panel.view.png(panel.player.result)


def test_what_cannot_be_watched_is_answered_with_a_sentence():
    with pytest.raises(ValueError, match="needs the data"):
        watch(net())
    with pytest.raises(ValueError, match="wants a net"):
        watch("net", DATA.X, DATA.Y)
    with pytest.raises(ValueError, match="net: X has shape"):
        watch(net(), DATA.X.T, DATA.Y)
    with pytest.raises(ValueError, match="wide: X has shape"):
        watch({"wide": MLP([3, 1]), "right": net()}, DATA.X, DATA.Y)
    one = net()
    with pytest.raises(ValueError, match="one and the same net"):
        watch({"a": one, "b": one}, DATA.X, DATA.Y)
    with pytest.raises(ValueError, match="No optimizer is given for b"):
        watch({"a": net(), "b": net()}, DATA.X, DATA.Y, {"a": Adam(0.1)})
    with pytest.raises(ValueError, match="has its data and its optimizer already"):
        watch(train(net(), DATA.X, DATA.Y, Adam(0.1)), DATA.X, DATA.Y)


def test_the_class_own_loop_gets_every_record_and_is_drawn(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    loop = watch(train(net(), DATA.X, DATA.Y, GradientDescent(0.1), steps=30))
    assert "for step in watch(train(…))" in repr(loop)
    assert [record.step for record in loop] == list(range(31))
    drawn, picture, words = shown[0].children
    assert picture.frame >= 2
    assert drawn.frame == picture.frame  # a busy cell hears no answer of the page, and waits for none
    assert words.value.startswith("update 30. the loss is")


def test_an_interrupted_loop_draws_where_it_stopped(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    loop = iter(watch(train(net(), DATA.X, DATA.Y, GradientDescent(0.1))))
    for _ in range(5):
        next(loop)
    with pytest.raises(StopIteration):  # it ends, and what stands below it in the cell runs
        loop.throw(KeyboardInterrupt)
    assert shown[0].children[-1].value.startswith("update 4. ")


def test_a_loop_that_diverges_says_so(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    typed = MLP([2, 8, 8, 1], "ReLU", head="linear + squared error", rng=0)
    list(watch(train(typed, DATA.X, DATA.Y, GradientDescent(1e9), steps=50)))
    assert "<b>diverged</b>" in shown[0].children[-1].value


def test_each_net_has_an_optimizer_of_its_own_and_test_data_are_drawn():
    two = {"slow": net(), "Adam": net()}
    optimizers = {"slow": GradientDescent(0.01), "Adam": Adam(0.05)}
    panel = watch(two, DATA.X, DATA.Y, optimizers, test=(DATA.X[:, :20], DATA.Y[:, :20]))
    panel.player.step(50)
    r = panel.player.result
    assert r.losses["Adam"][1][-1] < r.losses["slow"][1][-1]
    assert r.tested["Adam"][1][-1] == pytest.approx(two["Adam"].loss(DATA.X[:, :20], DATA.Y[:, :20]))
    assert "(test " in r.sentence
    assert f"<b>{two['Adam'].accuracy(DATA.X, DATA.Y):.0%}</b> right" in panel.sentence.value
    assert shape(panel.view.png(r))[1] == 816


def test_nets_whose_boundary_has_no_room_are_named():
    panel = watch([net(rng=i) for i in range(5)], DATA.X, DATA.Y)
    assert panel.player.result.sentence.endswith(
        "No boundary is drawn of net 4 and net 5: there is room for 3."
    )


def test_a_panel_of_a_net_goes_on_when_the_net_was_trained_elsewhere():
    typed = net()
    panel = watch(typed, DATA.X, DATA.Y, GradientDescent(0.5))
    panel.player.step(3)
    *_, last = train(typed, DATA.X, DATA.Y, GradientDescent(0.5), steps=50)
    panel.player.step(1)
    assert panel.player.result.losses["net"][1][-1] < last.loss
    assert panel.player.result.losses["net"][1][-1] == pytest.approx(typed.loss(DATA.X, DATA.Y))


def test_a_panel_without_knobs_has_no_side():
    panel = watch(net(), DATA.X, DATA.Y)
    assert isinstance(panel, Panel)
    assert "reseed" not in panel.buttons
    assert not any("bl-side" in child._dom_classes for child in panel.children)


def test_the_last_picture_of_a_loop_gets_the_pages_width(monkeypatch):
    views = []
    monkeypatch.setattr("IPython.display.display", views.append)
    list(watch(train(net(), DATA.X, DATA.Y, GradientDescent(0.1), steps=3)))
    _, picture, _ = views[0].children
    assert shape(picture.png)[1] == 816
    picture._report(None, {"width": 500, "ratio": 1, "painted": picture.frame, "visible": True}, None)
    frames = picture.frame
    assert shape(picture.png)[1] == 500
    picture._report(None, {"width": 500, "ratio": 1, "painted": picture.frame, "visible": True}, None)
    assert picture.frame == frames


def test_maps_of_units_cost_no_evaluation(monkeypatch):
    """A picture at every update: one evaluation an update, and the losses of the net alone."""
    counted = []
    whole = Workspace.forward_backward
    monkeypatch.setattr(Workspace, "forward_backward", lambda work: counted.append(1) or whole(work))
    losses = []
    for units in (True, False):
        counted.clear()
        run = Watch({"net": train(net(), DATA.X, DATA.Y, GradientDescent(0.5), 10)}, units).start()
        while run.step():
            assert bool(run.result().units) == units
        losses.append(run.result().losses["net"][1].tolist())
        assert len(counted) == 11
    assert losses[0] == losses[1]
