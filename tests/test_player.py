"""The player: playing trains and draws, pause stands still, and nothing works that nobody sees."""

import asyncio
import time

import pytest
from lab import SMALL, page_reports, part, slider

import app.widgets.picture
from app.initialization.digits.experiment import Digits
from app.initialization.digits.picture import picture as digits
from app.initialization.histograms.experiment import Histograms
from app.initialization.histograms.picture import picture as histograms
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.symmetry.proof.experiment import OTHER_CONSTANTS, Proof
from app.symmetry.proof.picture import picture as proof
from app.symmetry.starts.experiment import Symmetry
from app.symmetry.starts.picture import picture as symmetry
from app.workbench.panel import Panel
from app.workbench.predict import Predict


@pytest.fixture
def panel():
    return Panel(Initialization(depth=4, width=8, seeds=3), initialization)


def test_an_epoch_leaves_the_page_alive_and_pause_stops_it():
    panel = Panel(Digits(deepest=2), digits)

    async def class_hour():
        page_reports(panel)
        panel.buttons["epoch"].click()
        assert "Pause" in panel.play_button.description
        await asyncio.sleep(0.05)
        assert panel.player.playing  # and yet the loop has come round
        panel.play_button.click()
        await asyncio.sleep(0.05)
        assert panel.player.task.done()
        assert panel.player.result.epoch == 0
        done = sum(panel.player.run.updates)
        panel.buttons["epoch"].click()
        while panel.player.playing:
            page_reports(panel)
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.02)
        assert sum(panel.player.run.updates) > done + 70
        assert "Play" in panel.play_button.description

    asyncio.run(class_hour())


def test_a_knob_that_only_looks_never_restarts_the_run():
    """Even where it is moved there and back before the picture follows."""
    panel = Panel(Histograms(depth=3, width=4, seeds=2), histograms)

    async def look():
        panel.player.step(5)
        run = panel.player.run
        for what in ("W", "A", "Z"):
            panel.experiment.set(left=what)
        await asyncio.sleep(0.05)
        assert panel.player.run is run
        assert panel.player.result.left.what == "Z"
        for what in ("A", "Z"):
            panel.experiment.set(left=what)
        await asyncio.sleep(0.05)
        assert panel.player.run is run
        assert panel.player.result.step == 5
        panel.experiment.set(left="A", depth=4)
        await asyncio.sleep(0.05)
        assert panel.player.result.step == 0
        assert panel.player.result.left.what == "A"

    asyncio.run(look())


def test_playing_trains_and_draws_and_pause_stands_still(panel):
    async def class_hour():
        page_reports(panel)
        panel.play_button.click()
        assert "Pause" in panel.play_button.description
        for _ in range(20):
            await asyncio.sleep(0.02)
            page_reports(panel)
        panel.play_button.click()
        step, frames = panel.player.result.step, panel.view.picture.frame
        await asyncio.sleep(0.1)
        assert panel.player.result.step == step > 5
        assert frames > 1
        assert "Play" in panel.play_button.description

    asyncio.run(class_hour())


def test_a_picture_nobody_sees_stops_the_work(panel):
    async def scroll_away():
        page_reports(panel)
        panel.player.play()
        await asyncio.sleep(0.1)
        page_reports(panel, visible=False)
        await asyncio.sleep(0.1)
        assert panel.player.task.done()
        page_reports(panel)
        await asyncio.sleep(0.05)
        assert not panel.player.task.done()
        panel.player.pause()
        await asyncio.sleep(0.05)

    asyncio.run(scroll_away())


def test_a_page_that_died_stops_the_work_until_it_speaks_again(panel, monkeypatch):
    monkeypatch.setattr(app.widgets.picture, "LOST_AFTER", 0.1)

    async def killed():
        page_reports(panel)
        panel.player.play()
        await asyncio.sleep(0.5)  # frames were sent, nobody painted them
        assert panel.player.task.done()
        assert panel.player.playing
        updates = len(panel.player.run.losses.steps)
        page_reports(panel)
        await asyncio.sleep(0.05)
        assert len(panel.player.run.losses.steps) > updates
        panel.player.pause()
        await asyncio.sleep(0.05)

    asyncio.run(killed())


def test_a_drag_leaves_one_computation_waiting(panel):
    started = []
    start = panel.experiment.start
    panel.experiment.start = lambda previous: started.append(panel.experiment.depth) or start(previous)

    async def drag():
        for depth in range(5, 30):
            slider(panel, "Depth").value = depth
        await asyncio.sleep(0.3)

    asyncio.run(drag())
    assert started == [29]


def test_back_is_a_button_only_where_a_run_can_go_back():
    panel = Panel(Proof(), proof)
    assert "back" in panel.buttons
    panel.view.picture.pressed("step")
    panel.view.picture.pressed("step")
    panel.view.picture.pressed("back")
    assert panel.player.result.stage == 1
    assert "back" not in Panel(Symmetry(), symmetry).buttons


def test_a_run_with_a_pace_keeps_it():
    player = Panel(Symmetry(), symmetry).player
    player.play()
    begin = time.perf_counter()
    while time.perf_counter() < begin + 0.4:
        player.burst()
        assert player.rest <= 0.03
        time.sleep(player.rest)
    player.look()
    assert 15 < player.result.step < 90  # 150 a second, and no more than that is made up for
    slow = Panel(Proof(), proof).player
    slow.play()
    for _ in range(5):
        slow.burst()
    slow.look()
    assert slow.result.stage == 1  # one at once; the next is due in half a second


def test_nobody_waits_for_an_answer_at_the_pace_of_the_pictures():
    panel = Panel(Proof(), proof, questions=(OTHER_CONSTANTS,))
    asked = part(panel, Predict)

    async def hour():
        asked.answers.index = 0
        asked.reveal.click()
        begin = time.perf_counter()
        while "Right" not in asked.verdict.value:
            page_reports(panel)
            await asyncio.sleep(0.01)
            assert time.perf_counter() < begin + 20  # at 2 steps a second it would take 200

    asyncio.run(hour())
    assert panel.player.result.update == 50


def test_a_speed_is_kept_and_changes_no_setting():
    panel = Panel(Initialization(**SMALL), initialization)
    panel.player.speed = 10

    async def play():
        page_reports(panel)
        panel.player.play()
        for _ in range(20):
            await asyncio.sleep(0.05)
            page_reports(panel)
        panel.player.pause()

    asyncio.run(play())
    assert 3 <= panel.player.result.step <= 16
    assert not panel.experiment.changes()


def test_two_panels_do_not_starve_each_other():
    panels = [Panel(Initialization(**SMALL, seed=seed), initialization) for seed in (0, 5)]

    async def play():
        for panel in panels:
            page_reports(panel)
            panel.player.play()
        for _ in range(20):
            await asyncio.sleep(0.05)
            for panel in panels:
                page_reports(panel)
        for panel in panels:
            panel.player.pause()

    asyncio.run(play())
    steps = sorted(panel.player.result.step for panel in panels)
    assert steps[0] > steps[1] / 4 > 0
