"""What a panel offers beside its picture: links, snippets, files, comparison, prediction, deeper parts."""

from dataclasses import replace

import numpy as np
import pytest
from lab import SMALL, part

from app.exhibits import exhibits
from app.initialization import signal
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.initialization.signal.presets import PRESETS
from app.initialization.two_circles.experiment import TwoCircles
from app.initialization.two_circles.picture import picture as two_circles
from app.initialization.two_circles.questions import WHO_LEADS
from app.workbench.compare import Compare
from app.workbench.panel import Panel


def test_a_pinned_run_stays_beside_the_next_one():
    panel = Panel(Initialization(**SMALL), initialization)
    compare = part(panel, Compare)
    plain = panel.view.png(panel.player.result)
    compare.pin.click()
    pinned = panel.player.pinned
    panel.experiment.set(initializer="He")
    assert panel.player.pinned is pinned
    rows = compare.rows((pinned,), panel.player.result)
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


def test_a_deeper_part_costs_nothing_until_it_is_opened():
    started = []

    class Counted(Initialization):
        def start(self, previous=None):
            started.append(1)
            return super().start(previous)

    deeper = replace(signal.EXHIBIT, experiment=Counted, picture="app.initialization.signal.picture").deeper(
        **SMALL
    )
    assert not started
    for _ in range(3):
        deeper.fold.click()
    assert started == [1]
    assert deeper.box.children[0].name == deeper.link.name == "signal"


@pytest.mark.parametrize("exhibit", exhibits().values(), ids=exhibits())
def test_a_link_with_settings_for_a_deeper_part_opens_it(exhibit):
    deeper = exhibit.deeper()
    assert deeper.link.name == exhibit.name
    assert not deeper.fold.unfolded
    deeper.link._handle_custom_msg({"query": {}}, [])
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
    panel = Panel(TwoCircles(), two_circles, questions=(WHO_LEADS,))
    predict = panel.predict
    predict.answers.index = 2
    predict.reveal.click()
    assert "it is large" in predict.verdict.value
    assert panel.player.result.step == 3000
