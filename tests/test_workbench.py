"""What a panel offers beside its picture: links, snippets, files, comparison, prediction, deeper parts."""

import asyncio
import base64
import csv
import io
import re
from dataclasses import replace
from urllib.parse import parse_qs

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.compare import Compare
from app.deeper import Deeper
from app.experiment import Choice, Whole
from app.experiments.initialization import Initialization
from app.experiments.initialization_predictions import DOUBLE_THE_VARIANCE, MAKE_IT_DEEPER
from app.experiments.initialization_presets import PRESETS
from app.experiments.two_circles import TwoCircles
from app.experiments.two_circles_predictions import WHO_LEADS
from app.panel import Panel
from app.plots.initialization import initialization
from app.plots.two_circles import two_circles
from app.predict import Predict
from app.share import Share, line, query, texts, to_csv
from app.widgets.link import query as arrived

SMALL = {"depth": 4, "width": 6, "seeds": 2, "samples": 20}


def part(panel, kind):
    return next(p for p in panel.parts if isinstance(p, kind))


def states(kind, **limits):
    """Every state of an experiment's knobs, with some upper limits to keep a test quick."""

    def values(name, knob):
        if isinstance(knob, Choice):
            return st.sampled_from(knob.values)
        top = limits.get(name, knob.max)
        return st.integers(knob.min, top) if isinstance(knob, Whole) else st.floats(knob.min, top)

    return st.fixed_dictionaries({name: values(name, knob) for name, knob in kind.knobs().items()})


@given(state=states(Initialization))
def test_a_link_brings_back_the_state(state):
    here, there = Initialization(**SMALL), Initialization(**SMALL)
    assert not here.set(**state)
    assert not there.read(texts(here))
    assert there.settings() == here.settings() == state


def test_a_link_names_what_it_replaces_and_goes_on():
    experiment = Initialization()
    sentences = experiment.read({"depth": "1e9", "width": "x", "nothing": "1", "activation": "tanh"})
    assert len(sentences) == 3
    assert (experiment.depth, experiment.width, experiment.activation) == (50, 64, "tanh")
    experiment.read({})
    assert experiment.settings() == experiment.defaults


@pytest.mark.parametrize(
    "content", [None, 3, {"query": 7}, {"query": {"depth": 5}}, {"query": {"depth": "9" * 500}}]
)
def test_a_link_message_can_be_anything(content):
    assert arrived(content) == {}


def test_the_pages_address_follows_the_settings():
    panel = Panel(Initialization(**SMALL), initialization, "signal")
    panel.experiment.set(depth=7, activation="tanh")
    assert panel.link.settings == {"depth": "7", "activation": "tanh"}
    assert parse_qs(query(panel)[1:]) == {"signal.depth": ["7"], "signal.activation": ["tanh"]}
    panel.link._handle_custom_msg({"query": {"depth": "3"}}, [])
    assert panel.experiment.depth == 3
    assert panel.experiment.activation == "ReLU"


@settings(max_examples=15, deadline=None)
@given(state=states(Initialization, depth=6, width=12, seeds=3, samples=30), updates=st.integers(0, 4))
def test_a_snippet_computes_the_plotted_losses_exactly(state, updates):
    run = Initialization(**state).start()
    for _ in range(updates):
        run.step()
    result, found = run.result(), {}
    exec(result.snippet, found)
    assert np.array_equal(found["losses"], result.losses, equal_nan=True)


@pytest.mark.parametrize("activation", ["ReLU", "tanh"])
def test_the_circles_snippet_computes_the_plotted_costs_exactly(activation):
    panel, found = Panel(TwoCircles(activation=activation, rate=0.1), two_circles), {}
    panel.player.step(100)
    exec(panel.player.result.snippet, found)
    assert np.array_equal(found["losses"], panel.player.result.costs)


def test_the_one_line_makes_the_same_panel():
    panel = Panel(Initialization(**SMALL, activation="tanh", variance=0.5), initialization)
    *imports, last = line(panel).splitlines()
    found = {}
    exec("\n".join(imports), found)
    assert eval(last, found).experiment.settings() == panel.experiment.settings()


def test_share_carries_picture_data_and_code_and_closes_when_the_state_is_another():
    panel = Panel(Initialization(**SMALL), initialization, "signal")
    share = part(panel, Share)
    share.fold.click()
    files = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', share.words.value))
    assert base64.b64decode(files["signal.png"]).startswith(b"\x89PNG")
    rows = list(csv.reader(io.StringIO(base64.b64decode(files["signal-losses.csv"]).decode())))
    assert rows[0] == ["update", "loss, seed 0", "loss, seed 1"]
    assert [float(cell) for cell in rows[1][1:]] == panel.player.result.losses[0].tolist()
    assert len(list(csv.reader(io.StringIO(base64.b64decode(files["signal-layers.csv"]).decode())))) == 5
    assert share.fold.unfolded
    panel.experiment.set(depth=5)
    assert not share.fold.unfolded


def test_csv_keeps_every_digit():
    text = to_csv({"a": np.array([1, 2]), "b": np.array([0.1, np.nan])})
    assert text == "a,b\n1,0.1\n2,nan\n"


def test_a_pinned_run_stays_beside_the_next_one():
    panel = Panel(Initialization(**SMALL), initialization)
    compare = part(panel, Compare)
    plain = panel.view.png(panel.player.result)
    compare.pin.click()
    pinned = panel.player.pinned
    panel.experiment.set(initializer="He")
    assert panel.player.pinned is pinned
    rows = compare.rows(pinned, panel.player.result)
    assert ("Initializer", "normal", "He") in rows
    assert {row[0] for row in rows} >= {"median loss", "updates"}
    with_it = panel.view.png(panel.player.result, pinned=pinned)
    assert with_it != panel.view.png(panel.player.result) != plain
    compare.pin.click()
    assert panel.player.pinned is None
    assert compare.words.value == ""


def test_pinned_and_next_share_data_and_base_draws():
    panel = Panel(Initialization(**SMALL, initializer="Xavier"), initialization)
    W, X = panel.player.run.nets.nets[0].W[2].copy(), panel.player.run.data.X
    panel.player.pin()
    panel.experiment.set(initializer="He")
    assert np.array_equal(panel.player.run.data.X, X)
    assert np.allclose(panel.player.run.nets.nets[0].W[2], W * 2**0.5)


@pytest.mark.parametrize(
    ("settings", "right"),
    [
        ({"initializer": "He", "depth": 20, "width": 64}, 2),
        ({"variance": 0.01, "depth": 3, "width": 8}, 0),
        ({"initializer": "zeros"}, 0),
    ],
)
def test_a_prediction_is_settled_by_what_happened(settings, right):
    panel = Panel(Initialization(**settings), initialization, prediction=DOUBLE_THE_VARIANCE)
    predict = part(panel, Predict)
    predict.fold.click()
    assert f"depth {panel.experiment.depth}" in predict.question.value
    predict.reveal.click()
    assert "Choose an answer first" in predict.verdict.value
    predict.answers.index = right
    predict.reveal.click()
    assert "Right" in predict.verdict.value
    assert "(1 of 1" in predict.verdict.value
    predict.answers.index = 3
    predict.reveal.click()
    assert "of 2 right" in predict.verdict.value


def test_the_deeper_prediction_trains_before_it_judges():
    panel = Panel(Initialization(**SMALL, initializer="He"), initialization, prediction=MAKE_IT_DEEPER)
    predict = part(panel, Predict)
    predict.answers.index = 1
    predict.reveal.click()
    assert panel.experiment.depth == 8
    assert panel.player.result.step == 200
    assert "After 200 updates" in predict.verdict.value


def test_a_prediction_trains_in_bursts_and_is_called_off_by_a_change():
    panel = Panel(Initialization(**SMALL, initializer="He"), initialization, prediction=MAKE_IT_DEEPER)
    predict = part(panel, Predict)

    async def seen(enough):
        for _ in range(300):
            frames = {"width": 400, "ratio": 1, "visible": True, "painted": panel.view.picture.frame}
            panel.view.picture._report(None, frames, None)
            await asyncio.sleep(0.02)
            if enough():
                return
        raise AssertionError(predict.verdict.value)

    async def hour():
        predict.answers.index = 1
        predict.reveal.click()
        await asyncio.sleep(0)
        assert "The nets train" in predict.verdict.value
        await seen(lambda: "of 1 right" in predict.verdict.value)
        assert (panel.experiment.depth, panel.player.result.step) == (8, 200)
        predict.prediction = replace(MAKE_IT_DEEPER, updates=10**6)
        predict.answers.index = 1
        predict.reveal.click()
        await seen(lambda: panel.player.result.step > 0)
        panel.experiment.set(width=5)
        await asyncio.sleep(0.1)
        assert "Stopped" in predict.verdict.value
        assert panel.player.result.step == 0
        assert predict.score[1] == 1

    asyncio.run(hour())


def test_a_prediction_trains_while_its_question_is_read_and_the_picture_is_scrolled_away():
    panel = Panel(Initialization(**SMALL, initializer="He"), initialization, prediction=MAKE_IT_DEEPER)
    predict = part(panel, Predict)

    async def hour():
        panel.view.picture._report(None, {"width": 400, "ratio": 1, "visible": False, "painted": 0}, None)
        predict.answers.index = 1
        predict.reveal.click()
        for _ in range(300):
            await asyncio.sleep(0.02)
            if "of 1 right" in predict.verdict.value:
                break

    asyncio.run(hour())
    assert "of 1 right" in predict.verdict.value


def test_a_deeper_part_costs_nothing_until_it_is_opened():
    started = []

    class Counted(Initialization):
        def start(self, previous=None):
            started.append(1)
            return super().start(previous)

    deeper = Deeper("the rest", Counted(**SMALL), initialization, "rest")
    assert not started
    for _ in range(3):
        deeper.fold.click()
    assert started == [1]
    assert deeper.box.children[0].name == deeper.link.name == "rest"


def test_a_link_with_settings_for_a_deeper_part_opens_it():
    deeper = Deeper("the rest", Initialization(**SMALL), initialization)
    assert deeper.link.name == "initialization"
    assert not deeper.fold.unfolded
    deeper.link._handle_custom_msg({"query": {"depth": "4"}}, [])
    assert deeper.fold.unfolded
    assert isinstance(deeper.box.children[0], Panel)


@pytest.mark.parametrize(
    ("key", "step"), [("step", 1), ("reset", 0), ("nonsense", 0), (None, 0), (["step"], 0)]
)
def test_keys_do_what_the_buttons_do(key, step):
    panel = Panel(Initialization(**SMALL), initialization)
    panel.view.picture._report(None, {"key": key}, None)
    assert panel.player.result.step == step


@pytest.mark.slow
def test_presets_say_what_happens():
    panel = Panel(Initialization(), initialization, presets=PRESETS)
    said = []
    for press in panel.presets:
        press.click()
        said.append(panel.player.result.sentence)
    for sentence, word in zip(
        said, ("vanish", "weak, but not lost", "vanish", "explode", "exactly 0"), strict=True
    ):
        assert word in sentence
    panel.presets[0].click()
    assert panel.experiment.settings() == panel.experiment.defaults


def test_the_published_experiment_has_a_surprise_at_3000():
    panel = Panel(TwoCircles(), two_circles, prediction=WHO_LEADS)
    predict = part(panel, Predict)
    predict.fold.click()
    predict.answers.index = 2
    predict.reveal.click()
    assert "it is large" in predict.verdict.value
    assert panel.player.result.step == 3000


def test_a_speed_is_kept_and_changes_no_setting():
    panel = Panel(Initialization(**SMALL), initialization)
    panel.player.speed = 10

    async def play():
        panel.view.picture._report(None, {"width": 400, "ratio": 1, "visible": True, "painted": 0}, None)
        panel.player.play()
        for _ in range(20):
            await asyncio.sleep(0.05)
            frames = {"width": 400, "ratio": 1, "visible": True, "painted": panel.view.picture.frame}
            panel.view.picture._report(None, frames, None)
        panel.player.pause()

    asyncio.run(play())
    assert 3 <= panel.player.result.step <= 16
    assert not panel.experiment.changes()


def test_two_panels_do_not_starve_each_other():
    panels = [Panel(Initialization(**SMALL, seed=seed), initialization) for seed in (0, 5)]

    async def play():
        for panel in panels:
            panel.view.picture._report(None, {"width": 400, "ratio": 1, "visible": True, "painted": 0}, None)
            panel.player.play()
        for _ in range(20):
            await asyncio.sleep(0.05)
            for panel in panels:
                frames = {"width": 400, "ratio": 1, "visible": True, "painted": panel.view.picture.frame}
                panel.view.picture._report(None, frames, None)
        for panel in panels:
            panel.player.pause()

    asyncio.run(play())
    steps = sorted(panel.player.result.step for panel in panels)
    assert steps[0] > steps[1] / 4 > 0
