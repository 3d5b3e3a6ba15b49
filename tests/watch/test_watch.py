"""One line while live-coding: a panel of the typed net, or the class's own loop, drawn as it goes."""

import base64
import io
import re
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from PIL import Image

from app.pictures.drawing import named
from app.pictures.style import LIGHT
from app.watch import watch
from app.watch.experiment import Watch
from app.watch.region_numbers import middles
from app.workbench.clock import Clock
from app.workbench.panel import Panel
from mlcore import MLP, Adam, GradientDescent, train
from mlcore.arrays.workspace import Workspace
from mlcore.datasets import bishop, blobs, digits, moons, wave

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
    assert np.array_equal(panel.player.result.answers["net"].learn.X, DATA.X)
    assert np.array_equal(panel.player.result.answers["net"].learn.Y, DATA.Y)


def test_more_than_two_inputs_or_ten_classes_have_no_picture_of_the_answer():
    data = blobs(30, classes=11, rng=0)
    many = MLP([2, 4, 11], head="softmax + cross-entropy", rng=0)
    three = MLP([3, 4, 1], rng=0)
    for panel in (watch(many, data), watch(three, np.ones((3, 7)), np.ones((1, 7)))):
        assert not panel.player.result.answers
        assert shape(panel.view.png(panel.player.result))[1] == 816
    said = "No regions are drawn: 11 classes are more than the 10 that have a colour."
    assert watch(many, data).player.result.sentence.endswith(f". {said}")
    assert "regions" not in panel.player.result.sentence


def part(panel, name):
    """A part of the picture as it is drawn now."""
    panel.view.png(panel.player.result)
    return panel.view.drawing.part(name)


def test_a_net_of_one_input_is_drawn_as_its_curve_through_the_data():
    data = wave(90, rng=0)
    typed = MLP([1, 5, 1], "tanh", "linear + squared error", rng=0)
    panel = watch(typed, data, Adam(0.05))
    panel.player.step(30)
    x, y = part(panel, "answer_0.curve").get_data()
    width = np.ptp(data.X)
    assert x[[0, -1]] == pytest.approx([data.X.min() - 0.15 * width, data.X.max() + 0.15 * width])
    by_hand = typed.W[2] @ np.tanh(typed.W[1] * x + typed.b[1]) + typed.b[2]
    assert y == pytest.approx(by_hand[0])
    assert np.array_equal(part(panel, "answer_0.points").get_data(), [data.X[0], data.Y[0]])


@pytest.mark.parametrize(("head", "outputs"), [("Gaussian", 2), ("mixture density", 9)])
def test_a_density_head_is_drawn_as_the_density_of_each_input(head, outputs):
    data = bishop(80, rng=0)
    typed = MLP([1, 6, outputs], "tanh", head, rng=0)
    panel = watch(typed, data, Adam(0.05))
    panel.player.step(20)
    image = part(panel, "answer_0.image")
    left, right, bottom, top = image.get_extent()
    p = np.asarray(image.get_array())
    x, y = np.linspace(left, right, p.shape[1])[[11, 90]], np.linspace(bottom, top, p.shape[0])[[20, 50]]
    A = typed.predict(x[None])
    if head == "Gaussian":
        mean, parts = A[0], [(1, A[0], A[1])]
    else:
        mean, parts = (A[:3] * A[3:6]).sum(axis=0), zip(A[:3], A[3:6], A[6:], strict=True)
    by_hand = sum(
        share * np.exp(-0.5 * ((y[:, None] - mu) / sigma) ** 2) / (sigma * (2 * np.pi) ** 0.5)
        for share, mu, sigma in parts
    )
    assert p[np.ix_([20, 50], [11, 90])] == pytest.approx(by_hand)
    assert part(panel, "answer_0.mean").get_ydata()[[11, 90]] == pytest.approx(mean)
    assert panel.view.drawing.handles == {}


def test_several_classes_are_drawn_as_regions_with_the_samples_in_their_colours():
    data = blobs(60, classes=3, rng=0)
    typed = MLP([2, 6, 3], "tanh", "softmax + cross-entropy", rng=0)
    panel = watch(typed, data, Adam(0.05))
    panel.player.step(40)
    values = np.asarray(part(panel, "answer_0.image").get_array())
    left, right, bottom, top = part(panel, "answer_0.image").get_extent()
    points = np.array([[left, bottom], [right, bottom], [left, top], [right, top]]).T
    A = typed.predict(points)
    corners = values[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert np.floor(corners) == pytest.approx(A.argmax(axis=0))
    assert corners % 1 == pytest.approx(np.minimum(A.max(axis=0), 0.999))
    for c, artist in enumerate(part(panel, "answer_0.classes")[:3]):
        assert np.array_equal(artist.get_data(), data.X[:, data.Y[c] == 1])


TEN = [*LIGHT.CLASSES, *LIGHT.MORE_CLASSES]


@pytest.mark.parametrize("classes", [3, 10])
def test_each_region_has_the_colour_and_the_number_of_the_class_that_the_net_says(classes):
    data = blobs(300, classes=classes, rng=0)
    typed = MLP([2, 24, classes], "tanh", "softmax + cross-entropy", rng=0)
    panel = watch(typed, data, Adam(0.05))
    panel.player.step(150)
    image = part(panel, "answer_0.image")
    seen = image.cmap(image.norm(image.get_array()))[..., :3]
    left, right, bottom, top = image.get_extent()
    x, y = np.meshgrid(np.linspace(left, right, 61), np.linspace(bottom, top, 61))
    A = typed.predict(np.stack([x.ravel(), y.ravel()]))
    said, sure = A.argmax(axis=0).reshape(61, 61), A.max(axis=0).reshape(61, 61)
    colors = np.array([to_rgb(color) for color in TEN])
    wanted = 1 + sure[..., None] * (colors[said] - 1)  # from white paper to the class's colour
    assert np.abs(seen - wanted).max() < 0.01
    assert len(np.unique(said)) >= classes - 1
    for c, text in enumerate(part(panel, "answer_0.numbers")):
        assert text.get_visible() == (c in said)
        if text.get_visible():
            assert text.get_text() == str(c)
            assert typed.predict(np.array(text.get_position())[:, None]).argmax() == c
    marks = [(mark.get_marker(), mark.get_color()) for mark in part(panel, "answer_0.classes")]
    assert [color for _, color in marks] == TEN and len({marker for marker, _ in marks}) == 10


def test_a_number_stands_in_its_region_where_that_is_broadest():
    ring = np.hypot(*np.meshgrid(np.arange(-30, 31), np.arange(-30, 31))) > 20
    ring[28:33, :] = False
    there, rows, columns = middles(np.array([~ring, ring, np.zeros_like(ring)]))
    assert there.tolist() == [True, True, False]
    assert (rows[0], columns[0]) == (30, 30)
    assert (
        min(rows[1], 60 - rows[1]) < 10
        and min(columns[1], 60 - columns[1]) < 10
        and ring[rows[1], columns[1]]
    )


def test_digits_are_drawn_as_tiles_with_what_the_net_says_and_what_they_are():
    data = digits(60, rng=0)
    typed = MLP([64, 12, 10], "ReLU", "softmax + cross-entropy", rng=0)
    panel = watch(typed, data, Adam(0.01))
    panel.player.step(25)
    said, labels = typed.predict(data.X).argmax(axis=0)[:20], data.Y.argmax(axis=0)[:20]
    wanted = [f"{a}" if a == b else f"{a} ≠ {b}" for a, b in zip(said, labels, strict=True)]
    assert [word.get_text() for word in part(panel, "answer_0.words")] == wanted
    assert any("≠" in word for word in wanted) and any("≠" not in word for word in wanted)
    assert np.array_equal(part(panel, "answer_0.images")[3].get_array(), data.X[:, 3].reshape(8, 8))


@pytest.mark.parametrize("width", [816, 390])
def test_histograms_show_each_layer_inside_with_saturation_and_the_update_beside_its_weights(width):
    typed = MLP([2, 7, 6, 1], "tanh", rng=0)
    panel = watch(typed, DATA, GradientDescent(2.0), histograms=True)
    panel.view.picture.width = width
    panel.player.step(30)
    before = [W.copy() for W in typed.W[1:]]
    panel.player.step(1)
    spread = np.asarray(part(panel, "activations.image").get_array())
    edges = np.linspace(-3, 3, 49)
    for k in (1, 2):
        assert spread[k - 1] == pytest.approx(np.histogram(typed.A[k], edges)[0] / typed.A[k].size)
    back = np.asarray(part(panel, "gradients.image").get_array())
    tens = np.log10(np.abs(typed.dZ[2]))
    assert back[1] == pytest.approx(np.histogram(tens, np.linspace(-10, 2, 49))[0] / tens.size)
    flat = [float((1 - typed.A[k] ** 2 < 0.01).mean()) for k in (1, 2)]
    assert max(flat) > 0
    assert part(panel, ("shares.medians", "saturated")).get_ydata() == pytest.approx(flat)
    changes = [
        np.linalg.norm(W - old) / np.linalg.norm(old) for W, old in zip(typed.W[1:], before, strict=True)
    ]
    assert 10 ** part(panel, "ratio.median").get_ydata() == pytest.approx(changes)
    panel.player.reset()
    assert np.isnan(panel.player.result.inside.ratio).all()


def test_units_are_those_of_the_net_that_is_named():
    two = {
        "zeros": MLP([2, 3, 1], "tanh", "sigmoid + cross-entropy", initializer="zeros", rng=0),
        "He": net(),
    }
    panel = watch(two, DATA, units="He")
    (maps,) = panel.player.result.units
    x, y = (
        np.linspace(*part(panel, "answer_1.image").get_extent()[:2], 61)[7],
        panel.player.result.answers["He"].y[9],
    )
    assert maps[:, 9, 7] == pytest.approx(np.tanh(two["He"].W[1] @ [x, y] + two["He"].b[1][:, 0]))
    assert any("of He" in ax.get_title("left") for ax in panel.view.figure.axes)
    with pytest.raises(ValueError, match=r'units is True, or the name of a net.*"zeros"'):
        watch(two, DATA, units="zero")


def test_a_net_has_the_colour_of_its_start_wherever_it_stands():
    starts = [MLP([2, 3, 1], initializer=each, rng=0) for each in ("zeros", "He", "he", "Xavier")]
    named = dict(zip(("a", "b", "c", "Kaiming"), starts, strict=True))
    for order in (named, dict(reversed(named.items()))):
        panel = watch(order, DATA)
        lines = part(panel, "loss.lines")
        assert lines["a"].get_color() == LIGHT.STARTS["zeros"][0]
        looks = {name: (line.get_color(), str(line._dash_pattern)) for name, line in lines.items()}
        assert len(set(looks.values())) == 4
        assert looks["b" if order is named else "Kaiming"][0] == LIGHT.STARTS["He"][0]


def test_a_plane_of_a_large_net_is_coarse_while_it_plays_and_whole_at_rest():
    large = watch(MLP([2, *[32] * 40, 1], "tanh", rng=0), DATA).player
    small = watch(net(), DATA).player
    for player, sides in ((large, (21, 61)), (small, (61, 61))):
        for playing, side in zip((True, False), sides, strict=True):
            player.playing = playing
            player.look()
            assert player.result.answers["net"].answer.shape == (side, side)
    assert large.run.frames == 0.3


def test_measuring_and_drawing_leave_seven_tenths_of_the_time_to_training(monkeypatch):
    clock = StillClock()
    player = watch(net(), DATA).player
    player.clock = clock
    measured = player.run.result
    monkeypatch.setattr(player.run, "result", lambda: (clock.go(0.06), measured())[1])
    player.look()
    assert player.next_look - clock.now() == pytest.approx(0.06 * 7 / 3)


class StillClock(Clock):
    """Its time goes on when it is told to."""

    def __init__(self):
        self.time = 100.0

    def now(self):
        return self.time

    def go(self, seconds):
        self.time += seconds


def test_a_weight_that_is_set_while_paused_is_seen():
    typed = net()
    panel = watch(typed, DATA, GradientDescent(0.5))
    panel.player.step(5)
    typed.W[1] = np.zeros((5, 2))
    panel.look()
    r = panel.player.result
    assert r.losses["net"][1][-1] == pytest.approx(typed.loss(DATA.X, DATA.Y))
    twin = net()
    twin.theta = typed.theta
    twin.forward(DATA.X)
    twin.backward(DATA.Y)
    assert r.norm_dW["net"][:, 0] == pytest.approx([np.linalg.norm(dW) for dW in twin.dW[1:]])
    assert not r.net[0].W[1].any()
    panel.net._heard(None, {"weight": [1, 0, 1], "value": 1.5}, None)  # its edge is dragged
    assert typed.W[1][0, 1] == 1.5
    assert panel.player.result.losses["net"][1][-1] == pytest.approx(typed.loss(DATA.X, DATA.Y))
    twin.theta = typed.theta
    panel.player.step(1)
    train(twin, DATA.X, DATA.Y, GradientDescent(0.5), steps=1).run()
    assert np.array_equal(typed.theta, twin.theta)
    panel.player.reset()
    assert np.array_equal(typed.theta, net().theta)


def test_a_panel_that_waited_for_a_loop_over_the_same_net_has_its_loss_from_the_weights_that_there_are():
    typed = net()
    panel = watch(typed, DATA, Adam(0.01))
    panel.player.step(5)
    train(typed, *DATA, Adam(0.05), steps=200).run()
    panel.player.look()  # as Pause does
    assert panel.player.result.losses["net"][1][-1, 0] == pytest.approx(typed.loss(*DATA))


def test_a_pace_is_kept(monkeypatch):
    assert watch(net(), DATA, pace=7).player.run.pace == 7
    monkeypatch.setattr("IPython.display.display", lambda *each, **_: None)
    clock = StillClock()
    monkeypatch.setattr("app.watch.live.time", SimpleNamespace(sleep=clock.go, monotonic=clock.now))
    list(watch(train(net(), DATA.X, DATA.Y, GradientDescent(0.1), steps=100), pace=50))
    assert clock.now() - 100.0 == pytest.approx(101 / 50, abs=0.03)
    with pytest.raises(ValueError, match="pace, in updates a second"):
        watch(net(), DATA, pace=0)


def test_in_a_hall_letters_have_twenty_pixels_and_the_picture_leaves_room_for_the_play_bar():
    panel = watch(net(), DATA, big=True)
    assert {"bl-big", "bl-watch"} <= set(panel._dom_classes)
    picture = panel.view.picture
    picture._report(None, {"width": 950, "ratio": 1, "painted": 1, "visible": True, "room": 640}, None)
    height, width, _ = shape(panel.view.png(panel.player.result))
    assert width == 950 and height <= 640 - 185
    sizes = {text.get_fontsize() for text in panel.view.figure.findobj(Text) if text.get_text()}
    assert min(sizes) * panel.view.figure.dpi / 72 >= 20 - 0.01


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
        "No answer is drawn of net 4 and net 5: there is room for 3."
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
        trainings = {"net": train(net(), DATA.X, DATA.Y, GradientDescent(0.5), 10)}
        run = Watch(trainings, units="net" if units else None).start()
        while run.step():
            assert bool(run.result().units) == units
        losses.append(run.result().losses["net"][1].tolist())
        assert len(counted) == 11
    assert losses[0] == losses[1]


def test_a_run_is_pinned_and_compared_and_taken_along_as_figure_and_data():
    nets = {"small": net(rng=0), "four of them": MLP([2, 4, 1], members=4)}
    panel = watch(nets, DATA, GradientDescent(0.5))
    player, (compare, share) = panel.player, panel.parts
    player.step(3)
    first = player.result.losses["small"][1].copy()
    player.pin()
    player.reset()
    nets["small"].W[1] = np.zeros((5, 2))
    player.look()
    player.step(5)
    panel.view.png(player.result, pinned=player.pinned)
    (line,) = [each for name, each in named(panel.view.drawing.part("loss.before")) if name == "small"]
    assert line.get_ydata() == pytest.approx(first[:, 0])
    rows = compare.rows(player.pins, player.result)
    assert rows[0] == ("", "pinned (dotted)", "now")
    assert [row[0] for row in rows[1:]] == ["loss of small", "loss of four of them", "updates"]
    assert rows[-1] == ("updates", "3", "5")

    clicks = share.fold
    clicks.click()
    files = dict(re.findall(r'download="([^"]+)" href="data:[^,]+,([^"]+)"', share.words.value))
    assert list(files) == [
        "watch.png",
        *(f"watch-{what}-{name}.csv" for name in nets for what in ("losses", "gradients")),
    ]
    lines = base64.b64decode(files["watch-losses-four of them.csv"]).decode().splitlines()
    assert lines[0] == 'update,"loss, member 0","loss, member 1","loss, member 2","loss, member 3"'
    steps, losses = player.result.losses["four of them"]
    assert [float(each) for each in lines[-1].split(",")] == [steps[-1], *losses[-1]]
    assert "<pre>" not in share.words.value  # the code is the reader's own
