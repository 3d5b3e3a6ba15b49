"""One state, four ways out: a link, a line, code that computes what is drawn, and files."""

import asyncio
import base64
import csv
import io
import re
from urllib.parse import parse_qs

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import SMALL, FakeClock, executed, paints_while, part, states

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.initialization.two_circles.experiment import TwoCircles
from app.initialization.two_circles.picture import picture as two_circles
from app.widgets.link import query as arrived
from app.workbench.export.share import Share, query, texts, to_csv
from app.workbench.panel import Panel


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


def test_a_link_may_name_anything():
    experiment = Initialization()
    said = experiment.read({"self": "1", "experiment": "2", "depth": "5"})
    assert experiment.depth == 5
    assert any("no setting called 'self'" in sentence for sentence in said)


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
    result = run.result()
    assert np.array_equal(executed(result)["losses"], result.losses, equal_nan=True)


@pytest.mark.parametrize("activation", ["ReLU", "tanh"])
def test_the_circles_snippet_computes_the_plotted_costs_exactly(activation):
    panel = Panel(TwoCircles(activation=activation, rate=0.1), two_circles)
    panel.player.step(100)
    assert np.array_equal(executed(panel.player.result)["losses"], panel.player.result.costs)


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


def test_share_stays_open_while_the_run_plays_and_follows_when_it_stands():
    async def plays():
        clock = FakeClock(tick=0.001)
        panel = Panel(Initialization(**SMALL), initialization, "signal", clock=clock)
        share = part(panel, Share)
        share.fold.click()
        before = share.words.value
        panel.player.play()
        await paints_while(panel, clock, seconds=1)
        assert panel.player.result.step > 1
        assert share.fold.unfolded
        assert share.words.value == before
        panel.player.pause()
        assert share.fold.unfolded
        assert f"updates={panel.player.result.step}" in share.words.value

    asyncio.run(plays())


def test_csv_keeps_every_digit():
    text = to_csv({"a": np.array([1, 2]), "b": np.array([0.1, np.nan])})
    assert text == "a,b\n1,0.1\n2,nan\n"
