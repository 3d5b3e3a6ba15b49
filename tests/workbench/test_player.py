"""The player: playing trains and draws, pause stands still, and nothing works that nobody sees. Time is the test's."""

import asyncio

import pytest
from lab import SMALL, FakeClock, page_reports, paints_while, pixels, slider

from app.initialization.digits.experiment import Digits
from app.initialization.digits.picture import picture as digits
from app.initialization.histograms.experiment import Histograms
from app.initialization.histograms.picture import picture as histograms
from app.initialization.schemes.experiment import Schemes
from app.initialization.schemes.picture import picture as schemes
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.symmetry.proof.experiment import OTHER_CONSTANTS, Proof
from app.symmetry.proof.picture import picture as proof
from app.symmetry.starts.experiment import Symmetry
from app.symmetry.starts.picture import picture as symmetry
from app.workbench.layout.side import USUAL
from app.workbench.layout.words import END
from app.workbench.panel import Panel
from app.workbench.player import BURST
from app.workbench.screen import FRAME, SETTLE

TICK = 0.005  # seconds that pass each time the clock is asked for


@pytest.fixture
def clock():
    return FakeClock(TICK)


@pytest.fixture
def panel(clock):
    return Panel(Initialization(**SMALL), initialization, clock=clock)


def steps_of(run):
    """Calls of `run.step()` are counted in the list that is returned."""
    made, step = [], run.step
    run.step = lambda: made.append(1) or step()
    return made


def test_playing_trains_and_draws_and_pause_stands_still(panel, clock):
    async def hour():
        page_reports(panel)
        frames = panel.view.picture.frame
        panel.play_button.click()
        assert "Pause" in panel.play_button.description
        await paints_while(panel, clock, 1.0)
        drawn = panel.view.picture.frame - frames
        assert 1.0 / FRAME - 2 <= drawn <= 1.0 / FRAME + 1
        panel.play_button.click()
        assert "Play" in panel.play_button.description
        step = panel.player.result.step
        await paints_while(panel, clock, 5.0)
        assert panel.player.result.step == step == len(panel.player.run.losses.steps) - 1 > 5
        assert f"update {step} " in panel.status.value
        assert panel.player.task.done()

    asyncio.run(hour())


def test_bursts_leave_room_for_messages(panel, clock):
    """Between two looks at the messages at most a burst is trained, whatever the pace."""
    made = steps_of(panel.player.run)
    panel.player.playing = True
    panel.player.burst()
    assert len(made) == pytest.approx(BURST / TICK, abs=1)  # the clock is asked once an update


def test_the_button_says_pause_until_nothing_moves_any_more(clock):
    """Schemes train in turns: a pause in the middle of an update comes when that is whole."""
    panel = Panel(Schemes(depth=3, width=4, seeds=2), schemes, clock=clock)

    async def hour():
        page_reports(panel)
        run = panel.player.run
        run.at_once = 1
        panel.player.play()
        while run.ready:
            run.step()
        panel.player.pause()
        assert "Pause" in panel.play_button.description
        await paints_while(panel, clock, 1.0)
        assert "Play" in panel.play_button.description
        made = steps_of(run)
        await paints_while(panel, clock, 5.0)
        assert not made
        assert run.ready

    asyncio.run(hour())


def test_what_the_page_is_told_last_is_that_it_stands_still(panel):
    said = []
    panel.status.observe(lambda change: said.append("status"), "value")
    panel.play_button.observe(lambda change: said.append(change["new"]), "description")
    panel.player.playing = True
    panel.player.refresh()
    panel.player.run.step()
    said.clear()
    panel.player.pause()
    assert said[-1] == "▶ Play"
    assert "status" in said[:-1]


def test_an_epoch_leaves_the_page_alive_and_pause_stops_it(clock):
    panel = Panel(Digits(deepest=2), digits, clock=clock)

    async def hour():
        page_reports(panel)
        panel.buttons["epoch"].click()
        assert "Pause" in panel.play_button.description
        await paints_while(panel, clock, 0.05)
        assert panel.player.playing  # and yet the loop has come round
        panel.play_button.click()
        await paints_while(panel, clock, 1.0)
        assert panel.player.task.done()
        assert panel.player.result.epoch == 0
        done = sum(panel.player.run.updates)
        panel.buttons["epoch"].click()
        while panel.player.playing:
            await paints_while(panel, clock, 0.1)
        assert sum(panel.player.run.updates) > done + 70
        assert "Play" in panel.play_button.description

    asyncio.run(hour())


def test_a_knob_that_only_looks_never_restarts_the_run(clock):
    """Even where it is moved there and back before the picture follows."""
    panel = Panel(Histograms(depth=3, width=4, seeds=2), histograms, clock=clock)

    async def look():
        panel.player.step(5)
        run = panel.player.run
        for what in ("W", "A", "Z"):
            panel.experiment.set(left=what)
        await paints_while(panel, clock, 0.05)
        assert panel.player.run is run
        assert panel.player.result.left.what == "Z"
        for what in ("A", "Z"):
            panel.experiment.set(left=what)
        await paints_while(panel, clock, 0.05)
        assert panel.player.run is run
        assert panel.player.result.step == 5
        panel.experiment.set(left="A", depth=4)
        await paints_while(panel, clock, 0.05)
        assert panel.player.result.step == 0
        assert panel.player.result.left.what == "A"

    asyncio.run(look())


def test_a_picture_nobody_sees_stops_the_work(panel, clock):
    async def scroll_away():
        page_reports(panel)
        panel.player.play()
        await paints_while(panel, clock, 0.2)
        await paints_while(panel, clock, 0.2, visible=False)
        assert panel.player.task.done()
        made = steps_of(panel.player.run)
        await paints_while(panel, clock, 5.0, visible=False)
        assert not made
        await paints_while(panel, clock, 0.2)
        assert made

    asyncio.run(scroll_away())


def test_a_page_that_died_stops_the_work_until_it_speaks_again(panel, clock):
    async def killed():
        page_reports(panel)
        panel.player.play()
        while not panel.player.task.done():  # frames were sent, nobody painted them
            await clock.sleep(0.001)
        assert 2.0 < clock.time < 2.5  # seconds without an answer, then the page counts as lost
        assert panel.player.playing
        made = steps_of(panel.player.run)
        await paints_while(panel, clock, 0.2)
        assert made

    asyncio.run(killed())


def test_a_drag_leaves_one_computation_waiting(panel, clock):
    started = []
    start = panel.experiment.start
    panel.experiment.start = lambda previous: started.append(panel.experiment.depth) or start(previous)

    async def drag():
        for depth in range(5, 30):
            slider(panel, "Depth").value = depth
        await paints_while(panel, clock, 0.3)

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


@pytest.mark.parametrize(
    ("said", "a_second"),
    [("1 update a second", 1), ("10 updates a second", 10), ("100 updates a second", 100)],
)
@pytest.mark.parametrize("late", [0.004, 0.03, 0.15])
def test_a_speed_plays_so_many_updates_a_second(said, a_second, late):
    """Whether bursts come often or, on a busy machine, seldom; the first update comes at once."""
    clock = FakeClock()
    panel = Panel(Initialization(**SMALL), initialization, clock=clock)
    panel.speed.value = said
    made = steps_of(panel.player.run)
    panel.player.playing = True
    panel.player.due, panel.player.begun = 1.0, clock.now()
    for _ in range(round(6 / late)):
        panel.player.burst()
        assert panel.player.rest <= BURST + 1e-9
        clock.time += late
    assert len(made) == pytest.approx(1 + (6 - late) * a_second, abs=1)
    assert not panel.experiment.changes()


def test_as_fast_as_it_can_takes_whole_bursts_where_the_run_has_a_pace(clock):
    panel = Panel(Symmetry(), symmetry, clock=clock)
    panel.speed.value = "as fast as it can"
    made = steps_of(panel.player.run)
    panel.player.playing = True
    panel.player.burst()
    whole = len(made)
    assert whole == pytest.approx(BURST / TICK, abs=1)
    panel.speed.value = USUAL
    panel.player.pace.begin(clock.time)
    panel.player.burst()
    assert len(made) == whole + 1  # what its pace of 150 a second allows by now


def test_after_a_long_pause_a_pace_makes_up_for_little():
    clock = FakeClock()
    player = Panel(Symmetry(), symmetry, clock=clock).player
    made = steps_of(player.run)
    player.play()
    clock.time += 100
    player.burst()
    assert len(made) == 31  # a fifth of a second at 150 a second, and the first


def test_the_speed_menu_shows_what_was_chosen_and_goes_back_with_the_settings(panel):
    assert panel.speed.value == USUAL
    panel.speed.value = "10 updates a second"
    assert panel.player.speed == 10
    panel.speed.value = USUAL
    assert panel.player.speed is None
    assert panel.speed.value == USUAL
    panel.speed.value = "1 update a second"
    panel._defaults()
    assert (panel.speed.value, panel.player.speed) == (USUAL, None)


def test_nobody_waits_for_an_answer_at_the_pace_of_the_pictures(clock):
    panel = Panel(Proof(), proof, questions=(OTHER_CONSTANTS,), clock=clock)
    asked = panel.predict

    async def hour():
        asked.answers.index = 0
        asked.reveal.click()
        while "Right" not in asked.verdict.value:
            await paints_while(panel, clock, 0.1)
            assert clock.time < 20  # at 2 steps a second it would take 200

    asyncio.run(hour())
    assert panel.player.result.update == 50


def test_two_panels_do_not_starve_each_other(clock):
    panels = [Panel(Initialization(**SMALL, seed=seed), initialization, clock=clock) for seed in (0, 5)]

    async def play():
        for panel in panels:
            page_reports(panel)
            panel.player.play()
        while clock.time < 2:
            for panel in panels:
                page_reports(panel)
            await clock.sleep(0.001)
        for panel in panels:
            panel.player.pause()

    asyncio.run(play())
    steps = sorted(panel.player.result.step for panel in panels)
    assert steps[1] > 20
    assert steps[0] > 0.8 * steps[1]


def test_a_dense_screen_gets_a_crisp_picture_once_it_stands_still(panel, clock):
    async def hour():
        page_reports(panel, ratio=2.0)
        assert panel.view.drawn == (panel.view.picture.looks, 2.0)  # nothing was there before
        assert pixels(panel.view.picture.png).shape[1] == 1632
        panel.player.play()
        await paints_while(panel, clock, 0.5, ratio=2.0)
        assert panel.view.drawn == (panel.view.picture.looks, 1.0)
        panel.player.pause()
        page_reports(panel, ratio=2.0)
        assert pixels(panel.view.picture.png).shape[1] == 816
        await paints_while(panel, clock, SETTLE + 0.1, ratio=2.0)
        assert pixels(panel.view.picture.png).shape[1] == 1632

    asyncio.run(hour())


class Short(Proof):
    """A run that ends after three steps."""

    def start(self, previous=None):
        run = super().start(previous)
        step, left = run.step, iter((True, True, False))
        run.step = lambda: step() and next(left)
        return run


def test_at_its_end_a_run_says_so_and_play_begins_it_again(clock):
    panel = Panel(Short(), proof, clock=clock)
    for _ in range(2):
        panel.buttons["step"].click()
        assert END not in panel.message.value
    panel.buttons["step"].click()
    assert END in panel.message.value
    stage = panel.player.result.stage
    panel.view.picture.pressed("step")  # a key does what the button does
    assert panel.player.result.stage == stage
    assert END in panel.message.value

    async def again():
        page_reports(panel)
        run = panel.player.run
        panel.play_button.click()
        assert panel.player.run is not run
        assert END not in panel.message.value
        await paints_while(panel, clock, 10)
        assert END in panel.message.value
        assert "Play" in panel.play_button.description

    asyncio.run(again())
    panel.buttons["back"].click()
    assert END not in panel.message.value
    panel.buttons["reset"].click()
    assert END not in panel.message.value
