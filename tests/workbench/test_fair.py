"""Who trains rests the longer the less of the processor it gets, and never longer than until something is asked."""

import asyncio

import pytest
from lab import SMALL, FakeClock, page_reports, paints_while, slider

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.workbench.clock import LONGEST, Fairness
from app.workbench.panel import Panel

TICK = 0.005


def updates(panel, clock, seconds):
    """How many are made meanwhile; a coroutine."""

    async def count():
        before = panel.player.run.losses.steps[-1]
        await paints_while(panel, clock, seconds)
        return panel.player.run.losses.steps[-1] - before

    return count()


def lesson(share):
    clock = FakeClock(TICK, share)
    return clock, Panel(Initialization(**SMALL), initialization, clock=clock)


async def plays(panel, clock):
    page_reports(panel)
    panel.play_button.click()
    await paints_while(panel, clock, 9)


def test_alone_it_never_rests_and_in_a_crowd_it_does_little():
    async def hour(share):
        clock, panel = lesson(share)
        await plays(panel, clock)
        return await updates(panel, clock, 4)

    alone, among_few, in_a_crowd = (asyncio.run(hour(share)) for share in (1.0, 0.9, 0.07))
    assert alone == among_few > 4 * in_a_crowd
    assert in_a_crowd > 0


def test_where_no_clock_counts_the_processor_it_never_rests():
    """Under Pyodide `time.process_time()` stands at 0."""
    clock = FakeClock(TICK, 0)
    fair = Fairness(clock)
    for _ in range(20):
        fair.begin()
        clock.time += 0.03
        fair.end()
    assert not fair.rest


def test_as_the_others_leave_it_is_at_full_speed_again_within_five_seconds():
    clock = FakeClock(TICK, 0.07)
    fair = Fairness(clock)

    def work():
        fair.begin()
        clock.time += 0.03
        fair.end()

    for _ in range(20):
        work()
    assert fair.rest == LONGEST
    clock.share, rested = 1.0, 0.0
    while fair.rest:
        rested += fair.rest
        work()
    assert rested == pytest.approx(5, rel=0.02)


def test_a_slider_a_pause_and_a_new_play_wait_for_no_rest():
    async def hour():
        clock, panel = lesson(0.01)
        await plays(panel, clock)
        assert panel.player.fair.rest == LONGEST
        variance, begin = slider(panel, "Weight variance σ²"), clock.time
        before = panel.player.result
        variance.value = 0.2
        await asyncio.sleep(0)
        while panel.player.result is before:
            await clock.sleep(0.001)
            page_reports(panel)
        assert clock.time - begin < 0.2  # one piece of work, and no rest

        panel.play_button.click()
        begin = clock.time
        while not panel.player.task.done():
            await clock.sleep(0.001)
        assert clock.time - begin < 0.1
        frame = panel.view.picture.frame
        panel.play_button.click()
        begin = clock.time
        while panel.view.picture.frame == frame:
            await clock.sleep(0.001)
            page_reports(panel)
        assert clock.time - begin < 0.5

    asyncio.run(hour())


def test_in_a_crowd_a_slider_is_followed_by_a_rest_and_not_by_training():
    """Thirty who move it at once are answered sooner if none of them trains before all are."""

    async def hour():
        clock, panel = lesson(0.01)
        await plays(panel, clock)
        slider(panel, "Weight variance σ²").value = 0.2
        made, begin = [], clock.time
        while clock.time - begin < LONGEST / 2:
            await clock.sleep(0.001)
            page_reports(panel)
            made.append(panel.player.updates)
        assert panel.player.experiment.variance == panel.player.run.settings["variance"] == 0.2
        assert made[-1] == 0  # of the new run, but for its start

    asyncio.run(hour())
