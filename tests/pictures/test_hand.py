"""A picture answers to the hand: what a label says is what is drawn there, and a handle moves its knob."""

from urllib.parse import parse_qs

import numpy as np
import pytest

from app.backpropagation import graph
from app.exhibits import exhibits
from app.initialization import histograms, signal, trainability
from app.mixture import density
from app.pictures import hand
from app.symmetry import starts
from app.took_off import larger_nets, neuron

EXHIBITS = exhibits()
WIDE, NARROW = 840, 420


def opened(exhibit, width=WIDE, **settings):
    """A panel whose page has said how wide it is."""
    panel = exhibit.panel(**settings)
    picture = panel.view.picture
    picture._report(None, {"painted": picture.frame, "width": width, "ratio": 1, "visible": True}, None)
    return panel


def pixels(panel, axes, x, y):
    """A place of an axes in CSS pixels, by its box and its limits alone."""
    (left, right), (low, high), box = axes.get_xlim(), axes.get_ylim(), axes.get_position()
    across, up = (x - left) / (right - left), (y - low) / (high - low)
    width, height = panel.view.size
    return (box.x0 + across * box.width) * width, (1 - box.y0 - up * box.height) * height


def titled(panel, start):
    return next(ax for ax in panel.view.figure.axes if ax.get_title("left").startswith(start))


@pytest.mark.parametrize("layer", [1, 7, 19])
def test_the_label_of_a_layer_says_the_median_of_its_gradient(layer):
    panel = opened(signal)
    median = np.median(panel.player.result.rms_dZ[layer - 1])
    words, x, y = panel.view.read(*pixels(panel, titled(panel, "← Gradient"), layer, np.log10(median)))
    said, where = words.split("\n")
    assert where == f"layer {layer}"
    assert float(said.partition(": ")[2].replace("−", "-")) == pytest.approx(
        median, rel=0.5 if median < 1e-3 else 0.05
    )
    assert (x, y) == pytest.approx(pixels(panel, titled(panel, "← Gradient"), layer, np.log10(median)), abs=1)


def test_a_signal_that_is_exactly_zero_says_0():
    panel = opened(signal, initializer="zeros")
    axes = titled(panel, "Signal")
    lane = next(
        place
        for place, text in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
        if text.get_text() == "0"
    )
    words, *_ = panel.view.read(*pixels(panel, axes, 5, lane))
    assert words.split("\n")[0].endswith(": 0")


def test_an_axis_of_logarithms_is_said_in_its_own_numbers():
    panel = opened(larger_nets)
    result = panel.player.result
    words, *_ = panel.view.read(*pixels(panel, titled(panel, "Loss"), 5, np.nanmedian(result.test[4])))
    assert words.split("\n")[1] == "width 32"


def test_where_nothing_is_drawn_nothing_is_said():
    panel = opened(signal)
    assert panel.view.read(2, 2) is None
    assert opened(graph).view.read(300, 200) is None  # boxes say their numbers themselves


@pytest.mark.parametrize("width", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", EXHIBITS)
def test_every_line_says_its_own_points(name, width):
    """At the place of a point the label stands on it, or on one of another line that is as near."""
    panel = opened(EXHIBITS[name], width)
    view = panel.view
    for part, artist in hand.named(view.drawing.parts):
        axes = getattr(artist, "axes", None)
        if (
            axes is None
            or not hasattr(artist, "get_xydata")
            or not axes.get_navigate()
            or not artist.get_visible()
        ):
            continue
        data = np.asarray(artist.get_xydata(), float)
        if len(data) == 2 and artist.get_marker() in ("", "None"):
            continue  # a rule across the axes
        for place in artist.get_transform().transform(data[np.isfinite(data).all(axis=1)])[
            :: max(1, len(data) // 5)
        ]:
            if axes.bbox.contains(*place):
                words, x, y = view.read(place[0], view.figure.bbox.height - place[1])
                assert (x, y) == pytest.approx((place[0], view.figure.bbox.height - place[1]), abs=3), part
                assert words
                assert "nan" not in words


HANDLES = [
    (name, handle) for name, exhibit in EXHIBITS.items() for handle in opened(exhibit).view.drawing.handles
]


@pytest.mark.parametrize(("name", "handle"), HANDLES)
def test_every_handle_lies_within_the_picture_and_asks_for_what_its_panel_takes(name, handle):
    panel = opened(EXHIBITS[name])
    shown = {each["name"]: each["box"] for each in panel.view.picture.handles}
    if handle not in shown:
        return  # its place is not to be seen yet
    x, y, width, height = shown[handle]
    assert -20 <= x <= panel.view.size[0] - width + 20
    assert -20 <= y <= panel.view.size[1] - height + 20
    assert min(width, height) >= hand.SMALLEST
    asked = panel.view.taken(handle, x + width / 2, y + height / 2)
    assert isinstance(asked, int | str) or set(asked) <= set(panel.experiment.knobs())


def drags(panel, handle, x, y):
    panel.view.picture._report(None, {"at": [x, y], "drag": handle}, None)


def test_the_line_of_lesson_5_is_dragged_to_another_input():
    panel = opened(density)
    axes = panel.view.figure.axes[0]
    drags(panel, "field.here", *pixels(panel, axes, 7.5, 0.2))
    assert panel.experiment.at == pytest.approx(7.5, abs=0.02)
    assert panel.player.result.at == panel.experiment.at
    drags(panel, "field.here", *pixels(panel, axes, 400.0, 0.2))
    assert panel.experiment.at == panel.experiment.knobs()["at"].max
    assert panel.message.value.strip() == ""


def test_the_ball_of_lesson_4_begins_where_it_is_dragged_to():
    panel = opened(neuron)
    drags(panel, "loss.cross_entropy", *pixels(panel, panel.view.figure.axes[1], 3.0, 0.5))
    assert panel.experiment.w + panel.experiment.b == pytest.approx(3.0, abs=0.05)
    assert panel.player.result.z[0] == pytest.approx(3.0, abs=0.05)


def test_the_tip_of_an_arrow_sets_the_constant():
    panel = opened(starts)
    axes = panel.view.figure.axes[4]  # the arrows of the constant start
    drags(panel, "units_constant.tip", *pixels(panel, axes, -0.6, 0.1))
    assert panel.experiment.c == pytest.approx(-0.6, abs=0.02)


def test_a_press_on_a_card_goes_to_its_operation():
    panel = opened(graph)
    while panel.player.run.step():
        pass
    panel.player.look()
    drags(panel, "backward_2", 0, 0)
    assert panel.player.result.now.name == "da[1]"
    drags(panel, "forward_1", 0, 0)
    assert panel.player.result.now.name == "z[1]"


def test_a_cell_of_the_map_opens_such_a_net_in_the_first_panel():
    panel, sent = opened(trainability), []
    panel.view.picture.follow = sent.append
    axes = titled(panel, "Loss after")
    drags(panel, "map.cell", *pixels(panel, axes, np.log2(2.0), 31))
    settings = {key: value for key, (value,) in parse_qs(sent[0][1:]).items()}
    assert settings["signal.activation"] == "tanh"
    assert abs(float(settings["signal.depth"]) - 31) <= 2
    assert float(settings["signal.variance"]) * 16 == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize(("title", "handle", "top"), [("Signal", "A", 19), ("← Gradient", "dZ", 20)])
def test_a_layer_opens_its_histogram_of_the_same_nets(title, handle, top):
    panel, sent = opened(signal, activation="tanh", initializer="Xavier", rate=0.2), []
    panel.view.picture.follow = sent.append
    axes = titled(panel, title)
    for asked, layer in ((7.3, 7), (20.4, top)):
        drags(panel, handle, *pixels(panel, axes, asked, np.mean(axes.get_ylim())))
        settings = {key: value for key, (value,) in parse_qs(sent[-1][1:]).items()}
        assert settings["histograms.layer"] == str(layer)
        assert settings["histograms.left"] == handle
    there = opened(histograms)
    there.arrived({key.removeprefix("histograms."): value for key, value in settings.items()})
    result = there.player.result
    assert list(result.left.layers) == [top]
    nets = opened(signal, activation="tanh", initializer="Xavier", rate=0.2).player.result
    spread = nets.std_A if handle == "A" else nets.rms_dZ
    assert np.array_equal(result.std_A if handle == "A" else result.rms_dZ, spread)


@pytest.mark.parametrize(
    "content",
    [
        {"at": "12"},
        {"at": [1]},
        {"at": [1, "2"]},
        {"at": [float("nan"), 1]},
        {"at": [1, 2], "drag": "no such handle"},
        {"at": [1, 2], "drag": ["field.here"]},
        {"at": None, "drag": "field.here"},
    ],
)
def test_what_a_browser_may_not_say_moves_nothing(content):
    panel = opened(density)
    before = panel.experiment.settings()
    panel.view.picture._report(None, content, None)
    assert panel.experiment.settings() == before
