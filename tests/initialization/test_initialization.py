"""The initialization experiment: what it computes, and that its sentence says so."""

import re

import numpy as np
import pytest
from examples import same
from matplotlib.figure import Figure
from matplotlib.text import Text

from app.experiment.guessing import guessing
from app.experiment.words import html
from app.initialization.digits.experiment import Digits
from app.initialization.digits.questions import WHO_BEGINS
from app.initialization.histograms.experiment import Histograms
from app.initialization.histograms.questions import SHARE_OF_ZEROS
from app.initialization.matter_less.experiment import MatterLess
from app.initialization.phases.experiment import Phases
from app.initialization.phases.questions import DOUBLE_VAR_W
from app.initialization.schemes.experiment import Schemes
from app.initialization.schemes.questions import FAN_OUT
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.initialization.signal.questions import FLAT, SATURATED
from app.initialization.trainability.experiment import Trainability
from app.initialization.trainability.questions import WHERE_DEEPEST
from app.pictures import curves
from app.pictures.drawing import Drawing
from app.workbench.panel import Panel
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import circles
from mlcore.probes import norm_dW, rms_dZ, std_A


def result(steps=0, **settings):
    run = Initialization(**settings).start()
    if not run.ready:
        whole(run)
    for _ in range(steps):
        whole(run)
    return run.result()


def whole(run):
    """One update of every net, however many parts it has."""
    run.step()
    while not run.ready:
        run.step()


NORMAL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def bold(sentence):
    """The numbers that a sentence shows bold."""
    found = re.findall(r"\*\*([\d.]+)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?\*\*", sentence)
    return [float(digits) * 10.0 ** int((power or "⁰").translate(NORMAL)) for digits, power in found]


def test_the_first_screen_vanishes_as_the_lesson_says():
    r = result()
    middle = np.median(r.rms_dZ, axis=1)
    assert 3e-7 < middle[0] < 2e-6  # lessons.md: 6e-7 against 3e-2 on top
    assert middle[18] == pytest.approx(3e-2, rel=0.5)
    rate, share, forward = bold(r.sentence)
    assert rate == pytest.approx((middle[0] / middle[18]) ** (1 / 18), rel=0.05)
    assert share == pytest.approx(middle[0] / middle[18], rel=0.5)
    assert forward == pytest.approx(0.56, abs=0.02)
    assert "vanish" in r.sentence


@pytest.mark.parametrize(("variance", "rate"), [(1 / 64, 0.70), (2 / 64, 0.99), (0.1, 1.77), (1.0, 5.6)])
def test_the_signal_changes_by_the_factor_of_the_lesson(variance, rate):
    spread = np.median(result(variance=variance).std_A, axis=1)
    assert (spread[-1] / spread[0]) ** (1 / 18) == pytest.approx(rate, rel=0.03)


def test_it_is_the_net_that_one_would_type():
    """Base draws scaled in kept buffers equal a net and a training made from scratch, to the last bit."""
    settings = {"initializer": "Xavier", "depth": 4, "width": 8, "seeds": 3, "seed": 5, "rate": 0.3}
    first = Initialization(**(settings | {"initializer": "He"})).start()
    first.step()
    run = Initialization(**settings).start(first)
    for _ in range(5):
        run.step()
    r = run.result()
    data = circles(64, rng=5 + 10_000)
    net = MLP([2, 8, 8, 8, 1], "ReLU", initializer="Xavier", rng=5, members=3)
    losses = [record.loss for record in train(net, data.X, data.Y, GradientDescent(0.3), steps=5)]
    assert np.array_equal(r.losses, losses)
    assert np.array_equal(r.std_A, std_A(net)[:3])
    assert np.array_equal(r.rms_dZ, rms_dZ(net))
    assert np.array_equal(r.norm_dW, norm_dW(net))


def test_schemes_share_their_base_draws():
    he, xavier = (
        Initialization(initializer=name, depth=3, width=4).start().nets.nets[0] for name in ("He", "Xavier")
    )
    assert np.allclose(he.W[2], xavier.W[2] * 2**0.5)


@pytest.mark.parametrize("initializer", INITIALIZERS)
@pytest.mark.parametrize("activation", ["ReLU", "sigmoid"])
def test_every_initializer_says_something_and_warns_of_nothing(initializer, activation):
    r = result(3, initializer=initializer, activation=activation, depth=5, width=6)
    assert r.sentence
    assert len(r.steps) == 4


@pytest.mark.parametrize(
    "settings",
    [
        {"variance": 100.0, "depth": 50},
        {"initializer": "zeros", "depth": 50},
        {"depth": 1},
        {"width": 2, "depth": 2},
    ],
)
def test_extremes_have_a_clear_word(settings):
    r = result(4, **settings)
    if settings.get("variance") == 100:
        assert "diverged" in r.sentence
        assert re.search(r"update 1, where \w+\[\d+\] left", r.sentence)
        assert np.isfinite(r.rms_dZ).all()  # the picture is kept as it was last seen
    if settings.get("initializer") == "zeros":
        assert "exactly 0" in r.sentence
        assert not r.rms_dZ[:-1].any()
    if settings["depth"] <= 2:
        assert "fewer than two hidden layers" in r.sentence


def test_zero_and_constant_units_stay_one_while_random_ones_differ():
    r = result(40, initializer="He", depth=4, width=8, activation="tanh")
    assert (r.distinct["zeros"] == 1).all()
    assert (r.distinct["constant"] == 1).all()
    assert (r.distinct["He"] == 8).all()


@pytest.mark.slow
def test_he_learns_where_the_small_variance_does_not():
    settings = {"depth": 8, "width": 16, "samples": 300}
    he, small = result(600, initializer="He", **settings), result(600, variance=0.01, **settings)
    assert np.median(he.losses[-1]) < 0.45
    assert np.median(small.losses[-1]) == pytest.approx(np.log(2), abs=1e-3)
    assert "no better than guessing" in small.sentence


def test_single_seeds_are_drawn_on_demand_and_the_training_goes_on():
    panel = Panel(Initialization(depth=4, width=8, seeds=3), initialization)
    panel.player.step(5)
    run, band = panel.player.run, panel.view.png(panel.player.result)
    panel.experiment.set(curves="every seed too")
    assert panel.player.run is run
    assert panel.player.result.step == 5
    assert panel.view.png(panel.player.result) != band
    panel.experiment.set(curves="median and band")
    assert same(panel.view.png(panel.player.result), band)


def test_the_loss_axis_says_what_is_above_it():
    figure = Figure()
    drawing = curves.loss(figure.add_subplot())
    note = next(artist for artist in drawing.artists if isinstance(artist, Text))
    losses = np.array([[0.7, 0.7], [0.6, 4e5], [0.5, np.nan]])
    drawing.move((np.arange(3), losses, 0.7, True, False, ()))
    assert note.get_visible()
    assert note.get_text() == "↑ above 10, up to 3.6·10⁵"
    drawing.move((np.arange(3), losses[:, :1], 0.7, True, False, ()))
    assert not note.get_visible()


def test_guessing_costs_the_entropy_of_the_base_rate():
    assert guessing(np.array([[0, 1]])) == pytest.approx(np.log(2))
    assert guessing(np.array([[0, 0, 0, 1, 1]])) == pytest.approx(0.673, abs=1e-3)
    assert guessing(np.zeros((1, 4))) == 0


QUESTIONS = [
    (Initialization(), SATURATED, 2),  # nearly everyone says smaller
    (Initialization(depth=3, width=4), SATURATED, 1),
    (Initialization(), FLAT, 1),
    (Schemes(), FAN_OUT, 2),
    (Schemes(taper=8.0, width=8), FAN_OUT, 0),
    (Schemes(net="2-10-5-1", taper=1.0), FAN_OUT, 2),  # it asks about the lesson's net
    (Histograms(), SHARE_OF_ZEROS, 1),
    (Histograms(variance=1.0, bias=1.0, depth=5), SHARE_OF_ZEROS, 1),
    (Phases(), DOUBLE_VAR_W, 1),
    (Phases(activation="ReLU", var_w=2.0, var_b=0.0), DOUBLE_VAR_W, 2),
    (Phases(var_w=64.0), DOUBLE_VAR_W, 1),  # it doubles half of the upper end
    (Trainability(updates=10, width=4, rate=0.001), WHERE_DEEPEST, 3),
    pytest.param(Trainability(updates=60), WHERE_DEEPEST, 1, marks=pytest.mark.slow),
    pytest.param(Digits(), WHO_BEGINS, 1, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("experiment", "prediction", "right"), QUESTIONS)
def test_every_question_of_the_lesson_is_settled_by_what_happens(experiment, prediction, right):
    panel = Panel(experiment, lambda fig: Drawing([], lambda result, pinned: None), questions=(prediction,))
    predict = panel.predict
    assert predict.question.value == html(prediction.ask(experiment))
    predict.answers.index = right
    predict.reveal.click()
    assert "Right" in predict.verdict.value
    assert (predict.score.right, predict.score.asked) == (1, 1)


def test_a_net_in_which_no_gradient_arrives_vanishes_and_theory_is_said_not_to_hold():
    """Most narrow ReLU nets of fifty layers are dead at the start: the gradient is exactly 0, and nothing explodes."""
    result = MatterLess(width=6, depth=50).start().result()
    assert (np.median(result.gradient[0][:-1], axis=1)[:5] == 0).all()
    assert "plain ×**0** (none arrives in 3 of 4 nets)" in result.sentence
    assert "vanishes in plain" in result.sentence
    assert "cannot be relied on** in plain, skip" in result.sentence
    wide = MatterLess().start().result()
    assert "cannot be relied on" not in wide.sentence
