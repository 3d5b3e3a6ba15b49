"""The panel without a browser: set a trait, click a button, read the result."""

import asyncio

import ipywidgets as W
import numpy as np
import pytest
from lab import page_reports, pixels, slider, widgets

from app.initialization.schemes.experiment import Schemes
from app.initialization.schemes.picture import picture as schemes
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.initialization.two_circles.experiment import TwoCircles
from app.initialization.two_circles.picture import picture as two_circles
from app.took_off.sandbox.experiment import Sandbox
from app.took_off.sandbox.picture import picture as sandbox
from app.workbench.panel import Panel


@pytest.fixture
def panel():
    return Panel(Initialization(depth=4, width=8, seeds=3), initialization)


def test_a_slider_changes_setting_result_sentence_and_number(panel):
    before = panel.sentence.value
    slider(panel, "Weight variance σ²").value = 1.0
    assert panel.experiment.variance == 1.0
    assert panel.player.result.settings["variance"] == 1.0
    assert panel.sentence.value != before


def test_dragging_the_variance_leaves_the_named_scheme(panel):
    panel.experiment.set(initializer="He")
    variance = slider(panel, "Weight variance σ²")
    assert variance.value == pytest.approx(2 / 8)  # the thumb stands where He is
    variance.value = 0.5
    assert panel.experiment.initializer == "normal"


def test_what_a_knob_sets_as_well_is_said_while_it_is_moved():
    panel = Panel(Initialization(initializer="He", depth=4, width=8), initialization)
    for value in (0.5, 0.6):
        slider(panel, "Weight variance σ²").value = value
        assert "Initializer is now <b>normal</b>" in panel.message.value
    slider(panel, "Depth").value = 5
    assert panel.message.value == ""
    slider(panel, "Weight variance σ²").value = 0.7  # nothing else is set by it any more
    assert panel.message.value == ""


def test_knobs_that_do_not_matter_say_so():
    panel = Panel(Schemes(depth=3, width=4, seeds=2), schemes)
    depth, fan = slider(panel, "Depth"), next(w for w in widgets(panel, W.Dropdown) if "Fan" in w.description)
    assert not depth.disabled
    assert not fan.disabled
    panel.experiment.set(net="2-10-5-1", group="fan-in, fan-out")
    assert depth.disabled
    assert depth.note == "not used here"
    assert fan.disabled
    assert "not used here" in fan.description
    panel.experiment.set(net="tapered", group="normal")
    assert not depth.disabled
    assert not fan.disabled


def test_marks_follow_the_width(panel):
    slider(panel, "Width").value = 100
    assert slider(panel, "Weight variance σ²").marks == {"0.01": "1/n", "0.02": "2/n"}


def test_hostile_values_are_answered_with_a_sentence(panel):
    depth = slider(panel, "Depth")
    for value, word in (
        (10**9, "50"),
        (float("nan"), "not a number"),
        ("x", "not a number"),
        (None, "not a number"),
    ):
        depth.value = value
        assert word in panel.message.value
        assert depth.value == panel.experiment.depth


def test_step_reset_reseed(panel):
    start = panel.player.result.losses[0].copy()
    panel.buttons["step"].click()
    assert panel.player.result.step == 1
    panel.buttons["reset"].click()
    assert panel.player.result.step == 0
    assert np.array_equal(panel.player.result.losses[0], start)
    panel.buttons["reseed"].click()
    assert panel.player.result.settings["seed"] == 3
    assert not np.array_equal(panel.player.result.losses[0], start)
    assert "seeds 3 to 5" in panel.status.value


def test_one_epoch_is_offered_where_batches_are_small():
    panel = Panel(Sandbox(seeds=1, layers=1), sandbox)
    assert panel.buttons["epoch"].layout.display == "none"
    panel.experiment.set(batch="minibatches of 32")
    assert panel.buttons["epoch"].layout.display == ""
    for updates in (10, 20):  # 300 samples in batches of 32
        panel.buttons["epoch"].click()
        assert panel.player.result.step == updates
        assert not panel.player.playing
    panel.buttons["step"].click()
    assert panel.player.result.step == 21


def test_back_to_the_lessons_settings(panel):
    slider(panel, "Depth").value = 9
    panel.experiment.set(**panel.experiment.defaults)
    assert panel.experiment.depth == 4
    assert slider(panel, "Depth").value == 4


def test_the_picture_has_the_words_and_the_pages_width(panel):
    async def look():
        page_reports(panel, width=400)
        assert pixels(panel.view.picture.png).shape[:2] == (980, 400)
        assert panel.view.picture.alt.startswith(panel.player.result.sentence.replace("**", ""))

    asyncio.run(look())


def test_a_moved_picture_equals_one_drawn_anew():
    """Blitted over a kept background or drawn from nothing: the same pixels."""
    moved = Panel(Initialization(), initialization)
    moved.view.png(moved.player.result)
    moved.experiment.set(initializer="He")
    fresh = Panel(Initialization(initializer="He"), initialization)
    assert np.array_equal(
        pixels(moved.view.png(moved.player.result)), pixels(fresh.view.png(fresh.player.result))
    )


def test_two_circles_shows_its_digits():
    panel = Panel(TwoCircles(), two_circles)
    panel.player.step(1000)
    assert "0.6879825919728063" in panel.parts[-1].words.value
    assert panel.player.result.worst_gap < 1e-11
    assert pixels(panel.view.png(panel.player.result)).shape == (400, 816, 3)


@pytest.mark.slow
def test_two_circles_ends_as_published():
    panel = Panel(TwoCircles(), two_circles)
    panel.player.step(14_000)
    r = panel.player.result
    assert r.worst_gap < 1e-10
    assert r.cost["zeros"] == pytest.approx(0.6931471805599453, abs=1e-15)
    assert r.cost["large"] == pytest.approx(0.38278, abs=1e-4)
    panel.player.step(1000)
    assert not panel.player.playing
    assert panel.player.result.accuracy[:, 2] == pytest.approx([0.99333, 0.96], abs=1e-5)
    assert panel.player.result.accuracy[:, 0] == pytest.approx([0.5, 0.5])


def test_an_empty_field_is_answered_with_a_sentence(panel):
    slider(panel, "Depth").value = ""
    assert panel.message.value == "Depth: that is not a number. The old value stays."


def test_a_refused_value_moves_no_other_knob(panel):
    panel.experiment.initializer = "He"
    slider(panel, "Weight variance σ²").value = "abc"
    assert panel.experiment.initializer == "He"
    assert "The old value stays" in panel.message.value


@pytest.mark.parametrize("width", [10**400, "wide", None, float("inf"), [3], True])
def test_a_report_of_the_page_can_be_anything(panel, width):
    panel.view.picture._report(
        None, {"width": width, "ratio": width, "visible": True, "painted": width}, None
    )
    assert panel.view.picture.width == 0


def test_a_value_that_was_moved_is_not_sent_back_with_another_last_digit(panel):
    """It would arrive after the next press of a key, and undo it."""
    moved = slider(panel, "Weight variance σ²")
    for value in (0.011, 0.013, 0.037, 0.055, 0.11):
        moved.value = value
        assert moved.value == value
        assert panel.experiment.variance == pytest.approx(value)
