"""A learning rate moved in the middle of a run takes effect and training goes on; the code gives the same losses."""

import asyncio

import numpy as np
import pytest
from lab import FakeClock, executed, paints_while

from app.exhibits import exhibits
from app.experiment.rates import Rates
from app.initialization import signal
from app.pictures.style import LIGHT as style
from app.symmetry import proof
from app.workbench.panel import Panel
from mlcore import MLP, GradientDescent, train
from mlcore.datasets import moons

LIVE = {key: e for key, e in exhibits().items() if any(knob.live for knob in e.experiment.knobs().values())}
QUICK = {"seeds": 2, "depth": 4, "width": 4, "samples": 40}
# Where the losses stand in a result, and what the code calls them.
LOSSES = {
    "signal": ("losses", "losses"),
    "training": ("losses", "losses"),
    "histograms": ("losses", "losses"),
    "schemes": ("losses", "losses"),
    "three_starts": ("losses", "losses"),
    "matter_less": ("losses", "losses"),
    "two_circles": ("costs", "losses"),
    "unit_maps": ("costs", "losses"),
    "starts": ("losses", "losses"),
    "inside": ("losses", "losses"),
    "hidden_units": ("losses", "losses"),
    "neuron": ("a", "outputs"),
    "more_data": ("test", "test"),
    "recover": ("accuracy", "accuracy"),
    "proof": ("units", "net"),
    "play": ("losses", "losses"),
    "repair": ("losses", "losses"),
}


# Those whose pictures have an axis of updates: a map or a proof has none.
MARKED = (
    "signal",
    "training",
    "schemes",
    "two_circles",
    "starts",
    "inside",
    "hidden_units",
    "neuron",
    "recover",
    "play",
    "repair",
)


def quick(exhibit):
    knobs = exhibit.experiment.knobs()
    return exhibit.panel(**{name: value for name, value in QUICK.items() if name in knobs})


def test_these_rates_are_live():
    assert {e.name for e in LIVE.values()} == set(LOSSES)


@pytest.mark.parametrize("exhibit", LIVE.values(), ids=LIVE)
def test_training_goes_on_with_another_rate_and_the_code_says_so(exhibit):
    panel = quick(exhibit)
    run, knob = panel.player.run, exhibit.experiment.knobs()["rate"]
    panel.player.step(30)
    panel.experiment.set(rate=knob.min * 2)
    assert panel.player.run is run
    assert panel.player.result.settings["rate"] == knob.min * 2
    panel.player.step(20)
    panel.experiment.set(rate=knob.min * 3)
    panel.player.step(10)
    assert panel.player.run is run
    rates = run.rates if isinstance(run.rates, Rates) else run.rates["cross-entropy"]
    # The proof has four steps an update.
    assert rates.changes == ((7, 12) if exhibit.name == "proof" else (30, 50))
    r, (ours, named) = panel.player.result, LOSSES[exhibit.name]
    mine, typed = getattr(r, ours), executed(r)[named]
    if exhibit.name == "neuron":
        mine = dict(zip(typed, mine.T, strict=True))
    if exhibit.name == "proof":
        mine, typed = r.units["a"], typed.A[1][:, 0]
    pairs = [(mine, typed)] if not isinstance(mine, (dict, list)) else []
    pairs += [(mine[key], typed[key]) for key in mine] if isinstance(mine, dict) else []
    pairs += list(zip(mine, typed.values(), strict=True)) if isinstance(mine, list) else []
    for left, right in pairs:
        assert np.array_equal(np.asarray(left), np.asarray(right), equal_nan=True)
    panel.player.reset()
    rates = panel.player.run.rates if exhibit.name != "recover" else panel.player.run.rates["squared error"]
    assert rates.by_update == {0: knob.min * 3}


@pytest.mark.parametrize("width", [816, 390])
@pytest.mark.parametrize(
    "name",
    MARKED,
)
def test_the_curve_marks_the_place(name, width):
    panel = quick(next(exhibit for exhibit in LIVE.values() if exhibit.name == name))
    panel.view.picture.width = width
    panel.player.step(30)
    panel.experiment.set(rate=panel.experiment.knobs()["rate"].min * 2)
    panel.player.step(10)
    panel.view.png(panel.player.result)
    marks = [line for line in panel.view.drawing.artists if getattr(line, "get_marker", lambda: "")() == "^"]
    places = [list(line.get_xdata()) for line in marks if line.get_color() == style.CRITICAL]
    assert places
    assert all(place == [30] for place in places)
    panel.player.reset()
    panel.view.png(panel.player.result)
    assert not any(len(line.get_xdata()) for line in marks if line.get_color() == style.CRITICAL)


def test_going_back_goes_on_from_there_with_the_rate_as_it_is():
    panel = proof.panel()
    panel.player.step(12)
    panel.experiment.set(rate=0.2)
    for _ in range(8):
        panel.player.back()
    panel.player.step(8)
    found = executed(panel.player.result)
    assert np.array_equal(found["net"].A[1][:, 0], panel.player.result.units["a"])


def test_at_the_start_a_rate_is_that_of_the_start():
    panel = quick(signal.EXHIBIT)
    panel.experiment.set(rate=0.5)
    panel.player.step(3)
    assert panel.player.run.rates.by_update == {0: 0.5}


def test_it_may_be_moved_while_it_plays_and_a_mark_stands_at_the_place():
    clock = FakeClock(0.005)
    made = signal.EXHIBIT.start(**QUICK)
    panel = Panel(made, signal.EXHIBIT.plot(), clock=clock)

    async def hour():
        panel.player.play()
        await paints_while(panel, clock, 0.5)
        panel.experiment.set(rate=0.02)
        await paints_while(panel, clock, 0.5)
        assert panel.player.playing
        panel.player.pause()

    asyncio.run(hour())
    (change,) = panel.player.result.rates.changes
    assert 0 < change < panel.player.result.step
    loss_axes = next(ax for ax in panel.view.figure.axes if ax.get_title("left").startswith("Loss"))
    marks = [line for line in loss_axes.lines if line.get_marker() == "^"]
    assert [list(line.get_xdata()) for line in marks] == [[change]]


def test_presets_and_the_lessons_settings_begin_anew():
    panel = quick(signal.EXHIBIT)
    panel.player.step(5)
    panel.experiment.set(rate=0.02)
    panel._defaults()
    assert panel.player.result.step == 0
    assert panel.player.run.rates.by_update == {0: signal.EXHIBIT.settings["rate"]}


def test_rates_are_those_of_two_trainings_one_after_the_other():
    data, rates = moons(30, rng=0), Rates(0.1)
    rates.change(5, 0.7)
    rates.change(5, 0.5)
    assert repr(rates.schedule()) == "piecewise({0: 0.1, 5: 0.5})"
    nets = [MLP([2, 3, 1], rng=0) for _ in range(2)]
    train(nets[0], data.X, data.Y, GradientDescent(rates.schedule()), steps=8).run()
    train(nets[1], data.X, data.Y, GradientDescent(0.1), steps=5).run()
    train(nets[1], data.X, data.Y, GradientDescent(0.5), steps=3).run()
    assert np.array_equal(nets[0].theta, nets[1].theta)
