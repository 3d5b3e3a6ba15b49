"""Why deep learning took off: published values met, sentences true, stages kept, every picture draws."""

import re

import numpy as np
import pytest
from lab import executed, result

from app.took_off.hidden_units.experiment import STARTS as UNIT_STARTS
from app.took_off.hidden_units.experiment import HiddenUnits
from app.took_off.hidden_units.picture import picture as hidden_units
from app.took_off.hidden_units.questions import WHO_LEARNS
from app.took_off.larger_nets.experiment import WIDTHS, LargerNets
from app.took_off.larger_nets.picture import picture as larger_nets
from app.took_off.larger_nets.questions import BEST_WIDTH
from app.took_off.likelihood.experiment import Likelihood
from app.took_off.likelihood.picture import picture as likelihood
from app.took_off.more_data.experiment import SIZES, MoreData
from app.took_off.more_data.picture import picture as more_data
from app.took_off.more_data.questions import WHICH_RISES
from app.took_off.neuron.experiment import LOSSES, PUBLISHED, Neuron
from app.took_off.neuron.picture import picture as neuron
from app.took_off.neuron.questions import GRADIENT_RATIO
from app.took_off.recover.experiment import Recover
from app.took_off.recover.picture import picture as recover
from app.took_off.recover.questions import BRAVER_RATE
from app.took_off.sandbox.experiment import Sandbox
from app.took_off.sandbox.picture import picture as sandbox
from app.took_off.sandbox.questions import HE_ALONE
from app.took_off.switches import NEW, OLD, called
from app.took_off.timeline.experiment import MILESTONES, TODAY, Timeline
from app.took_off.timeline.picture import picture as timeline
from app.workbench.panel import Panel


@pytest.mark.parametrize(("start", "published"), PUBLISHED.items())
def test_the_published_neuron(start, published):
    r = result(Neuron(w=start[0], b=start[1]), 300)
    for n, a in published.items():
        assert r.a[n, 1] == pytest.approx(a, abs=5e-3)  # two digits
    assert r.as_published and "two digits that are published" in r.sentence
    assert len(r.table) == 1 + len(published)


def test_from_2_2_one_wakes_up_and_the_other_sleeps():
    r = result(Neuron(), 310)
    assert r.learnt == [31, 302]  # lessons.md
    assert r.ratio == pytest.approx(56.6, abs=0.05)
    assert "got there after **31 updates**" in r.sentence
    r = result(Neuron(w=4, b=4), 3000)
    assert r.learnt == [44, None]


def test_slopes_are_the_derivatives_of_the_losses():
    r = result(Neuron())
    z = np.linspace(-8, 8, 321)
    for loss, slope in zip(r.losses, r.slopes, strict=True):
        np.testing.assert_allclose(np.gradient(loss, z)[1:-1], slope[1:-1], atol=2e-3)


def test_the_code_that_is_offered_computes_the_outputs():
    r = result(Neuron(w=0.6, b=0.9), 7)
    names = executed(r)
    assert np.array_equal(np.array([names["outputs"][loss] for loss in LOSSES]).T, r.a)


@pytest.mark.slow
def test_a_badly_started_net_recovers_with_cross_entropy():
    recovered = result(Recover(), 500).recovered  # of 32 nets, each on samples of its own
    assert recovered["cross-entropy"] > 24
    assert recovered["squared error"] == 0
    assert result(Recover(rate=10), 500).recovered["squared error"] >= 28  # to be fair: at a rate of its own


def test_sigmoid_units_lose_the_gradient_with_depth_and_tanh_does_not():
    r = result(HiddenUnits(depth=10, seeds=8))
    assert r.shares["sigmoid"] < 1e-5
    assert 0.05 < r.shares["tanh"] < 5
    assert "sigmoid **" in r.sentence


def test_a_bias_of_a_tenth_hardly_changes_how_many_units_are_dead_with_he():
    dead = [result(HiddenUnits(depth=10, seeds=32, bias=b)).dead for b in (0, 0.1)]
    assert abs(dead[0] - dead[1]) < 0.1


@pytest.mark.slow
def test_more_data_closes_the_gap():
    r = result(MoreData(), 600)
    assert r.gap[0] > 0.5
    assert abs(r.gap[-1]) < 0.03
    assert f"**{r.gap[-1]:.2g}** with 10,000" in r.sentence


def test_switches_have_names():
    assert called(OLD) == "1986" and called(NEW) == "all five"
    assert called(OLD | {"optimizer": "Adam"}) == "Adam"
    assert called(NEW | {"initial": OLD["initial"]}) == "all but He"
    assert called(OLD | {"units": "ReLU", "initial": "He"}) == "ReLU + He"


def test_every_stage_is_kept_until_the_data_are_others():
    experiment = Sandbox(seeds=2)
    panel = Panel(experiment, sandbox)
    panel.player.step(60)
    experiment.set(optimizer="Adam")
    panel.player.step(60)
    experiment.set(units="ReLU")
    assert [name for name, *_ in panel.player.result.scores] == ["1986", "Adam", "ReLU + Adam"]
    experiment.set(units="sigmoid", optimizer="gradient descent")
    assert [name for name, *_ in panel.player.result.scores] == ["Adam", "1986"]
    panel.player.step(60)
    panel.player.reset()
    assert panel.player.result.scores[0][0] == "Adam"
    experiment.set(data="moons")
    assert len(panel.player.result.scores) == 1


@pytest.mark.slow
def test_the_switches_are_substitutes():
    score = {
        called(s): result(Sandbox(**s), 800).scores[-1][2]
        for s in (OLD, OLD | {"optimizer": "Adam"}, OLD | {"initial": "He"}, OLD | {"loss": NEW["loss"]}, NEW)
    }
    assert score["1986"] < 0.6 and score["He"] < 0.6 and score["cross-entropy"] < 0.6
    assert score["Adam"] > 0.95 and score["all five"] > 0.95


@pytest.mark.slow
@pytest.mark.parametrize(
    ("experiment", "prediction", "plot", "right"),
    [
        (Neuron, GRADIENT_RATIO, neuron, 2),
        (Sandbox, HE_ALONE, sandbox, 2),
        (MoreData, WHICH_RISES, more_data, 0),
        (Recover, BRAVER_RATE, recover, 2),
        (lambda: Recover(rate=0.1), BRAVER_RATE, recover, 3),
        (lambda: Recover(activation="sigmoid"), BRAVER_RATE, recover, 1),
        (HiddenUnits, WHO_LEARNS, hidden_units, 1),
        (lambda: HiddenUnits(rate=0.01, seeds=2), WHO_LEARNS, hidden_units, 3),
        (LargerNets, BEST_WIDTH, larger_nets, 0),
        (lambda: LargerNets(depth=1), BEST_WIDTH, larger_nets, 1),
    ],
)
def test_predictions_are_settled_as_the_lesson_teaches(experiment, prediction, plot, right):
    made = experiment()
    panel = Panel(made, plot, questions=(prediction,))
    before = panel.player.result
    assert prediction.ask(made)
    panel.player.answer(prediction.change(made))
    panel.player.step(prediction.updates)
    index, why = prediction.judge(before, panel.player.result)
    assert index == right and why


def test_likelihood_says_what_the_losses_cost():
    r = result(Likelihood(z=4.0))
    assert r.coin == pytest.approx(np.log1p(np.exp(4)))
    assert r.error == pytest.approx(8 + 0.5 * np.log(2 * np.pi))
    assert r.dz == pytest.approx([0.98201, 0.98201**2 * 0.01799], rel=1e-3)
    said = [float(v) for v in re.findall(r"\*\*(-?[\d.]+)\*\*", r.sentence)]
    assert said == pytest.approx([r.a, r.coin, r.error, *r.dz], rel=2e-2)


HOSTILE = [
    (lambda: Neuron(w=-4, b=-4, y=1, rate=10), neuron),
    (lambda: Recover(bias=12, rate=30, faster=100, activation="ReLU", seeds=2), recover),
    (lambda: HiddenUnits(depth=20, rate=3, seeds=2, initial="He for all"), hidden_units),
    (lambda: HiddenUnits(depth=1, width=2, seeds=1), hidden_units),
    (lambda: MoreData(noise=1, rate=0.1, seeds=1), more_data),
    (lambda: MoreData(noise=0.05, data="spiral", activation="sigmoid", seeds=1), more_data),
    (lambda: Sandbox(units="ReLU", layers=10, seeds=2, loss="cross-entropy"), sandbox),
    (lambda: Likelihood(z=8, sigma=0.3), likelihood),
    (lambda: LargerNets(depth=1, seeds=1, samples=100), larger_nets),
    (Timeline, timeline),
    (lambda: Timeline(year=1955), timeline),
]


@pytest.mark.parametrize("width", [816, 388])
@pytest.mark.parametrize(("experiment", "plot"), HOSTILE)
def test_pictures_and_sentences_of_extremes(experiment, plot, width):
    panel = Panel(experiment(), plot)
    panel.view.picture.width = width
    assert panel.view.png(panel.player.result).startswith(b"\x89PNG")
    panel.player.step(60)
    r = panel.player.result
    assert panel.view.png(r, pinned=r).startswith(b"\x89PNG")
    assert r.sentence and r.status
    assert "nan" not in r.sentence


@pytest.mark.parametrize(
    ("experiment", "change", "plot"),
    [
        (Neuron, {"w": 0.6}, neuron),
        (lambda **s: Recover(seeds=2, **s), {"faster": 10}, recover),
        (lambda **s: HiddenUnits(seeds=2, **s), {"depth": 3}, hidden_units),
        (lambda **s: MoreData(seeds=1, **s), {"noise": 0.5}, more_data),
        (lambda **s: Sandbox(seeds=2, **s), {"optimizer": "Adam"}, sandbox),
        (Likelihood, {"z": 2.0}, likelihood),
        (lambda **s: LargerNets(seeds=1, **s), {"depth": 1}, larger_nets),
    ],
)
def test_a_pinned_run_is_drawn_where_a_pin_is_offered(experiment, change, plot):
    pinned, now = result(experiment(), 20), result(experiment(**change), 20)
    view = Panel(experiment(), plot).view
    assert hasattr(now, "outcome")
    assert view.png(now, pinned=pinned) != view.png(now)


def test_the_timeline_offers_no_pin():
    assert result(Timeline()).outcome is None


def test_sizes_run_from_ten_to_ten_thousand():
    assert (SIZES[0], SIZES[-1]) == (10, 10_000)
    assert list(UNIT_STARTS)[-1] == "Xavier, and He for ReLU"


def test_what_a_net_costs_is_counted_and_timed():
    r = result(LargerNets(seeds=1), 20)
    last = WIDTHS[-1]
    assert r.parameters[-1] == 3 * last + (last + 1) * last + last + 1
    assert r.operations[-1] == 600 * (2 * last + last**2 + last)
    assert (r.seconds > 0).all() and np.isfinite(r.seconds).all()
    overhead, speed = r.law
    assert overhead >= 0 and speed > 0
    assert len(r.table) == 1 + len(WIDTHS)


def test_years_pass_and_every_number_has_a_source():
    run = Timeline().start()
    assert len(run.result().milestones) == len(MILESTONES)
    run.step()
    assert run.result().year == 1956 and not run.result().milestones
    while run.step():
        pass
    assert run.result().year == TODAY and "405 billion" in run.result().sentence
    assert all(":" in m.source for m in MILESTONES)  # who, and where in the paper


def test_the_parameters_that_can_be_counted_are():
    """From the layers as the papers describe them: weights and biases, thresholds, shared kernels."""
    counted = {
        "NETtalk": 203 * 80 + 80 * 26 + (203 + 80 + 26),
        "zip codes": (12 * 25 + 768) + (12 * 8 * 25 + 192) + (192 * 30 + 30) + (30 * 10 + 10),
        "LeNet-5": 6 * 26 + 12 + (60 * 25 + 16) + 32 + 120 * 401 + 84 * 121,
    }
    known = {m.name: m.parameters for m in MILESTONES}
    assert {name: known[name] for name in counted} == counted


@pytest.mark.parametrize(
    ("experiment", "name", "drawn"),
    [
        (Recover(seeds=2, faster=2), "accuracy", lambda r: r.accuracy),
        (HiddenUnits(seeds=2, depth=2), "losses", lambda r: r.losses),
        (MoreData(seeds=2), "test", lambda r: r.test),
        (Sandbox(seeds=2, **(NEW | {"loss": OLD["loss"]})), "accuracy", lambda r: r.accuracy),
        (LargerNets(seeds=2, depth=1), "test", lambda r: r.test),
        (Likelihood(y=0.3, sigma=0.7), "maps", lambda r: r.maps),
        (Likelihood(y=0.3, sigma=0.7), "coin", lambda r: r.coin),
        (Likelihood(y=0.3, sigma=0.7), "gaussian", lambda r: r.gaussian),
        (Likelihood(y=0.3, sigma=0.7), "error", lambda r: r.error),
        (Timeline(year=1990), "parameters", lambda r: [m.parameters for m in r.milestones]),
        (Timeline(), "samples", lambda r: [m.samples for m in r.milestones]),
    ],
    ids=lambda x: type(x).__name__,
)
def test_the_code_that_is_offered_computes_what_is_drawn(experiment, name, drawn):
    r = result(experiment, 9)
    mine, typed = drawn(r), executed(r)[name]
    if not isinstance(mine, dict):
        mine, typed = {"": mine}, {"": typed}
    for key, rows in mine.items():
        np.testing.assert_array_equal(rows, np.array(typed[key]), key)  # nan is nan
    for columns in r.tables.values():
        assert len({len(values) for values in columns.values()}) == 1
