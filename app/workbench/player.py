"""Live training: play, pause, step, reset. One task, short bursts, the newest settings only.

`renew`, `burst` and `look` are synchronous and hold all the logic; the task merely calls them while somebody looks.
"""

import asyncio
import math
from collections.abc import Callable, Collection
from contextlib import suppress
from enum import IntEnum
from typing import Any

from app.experiment import Experiment, Result
from app.experiment.contract import Settings
from app.experiment.words import percent
from app.pictures.drawing import Several
from app.workbench.clock import Clock, Fairness, Pace
from app.workbench.estimate import Estimate
from app.workbench.screen import Screen

BURST = 0.03  # seconds of training between two looks at the messages
REST = 0.001  # sleep(0) would starve them: pause took 190 ms
IDLE = 10.0  # seconds after the last look: then what the next update fills anyway is given back
HURRY = 4  # so much shorter are the rests of a run that somebody waits for


class Change(IntEnum):
    """What the settings that were moved ask for; the greatest of them is done."""

    NONE = 0
    VIEW = 1  # the same run, looked at in another way
    LIVE = 2  # the same run goes on with another value
    START = 3  # another run


class Player:
    """Plays the runs of an experiment onto a screen; `refresh()` is called when the state or the result is another."""

    def __init__(
        self,
        experiment: Experiment,
        screen: Screen,
        refresh: Callable[[], object] = lambda: None,
        clock: Clock | None = None,
        pauses: Collection[int] = (),
    ) -> None:
        self.experiment, self.screen, self.refresh = experiment, screen, refresh
        self.clock = clock or Clock()
        self.playing = self.ended = False
        self.change = Change.NONE  # what is still to be done about the settings
        self.updates = 0  # steps made of this run
        self.pauses = pauses  # updates at which playing stands still
        self.updates_left: float = math.inf  # until it stands still
        self.goal: float = math.inf  # how many that were when it began
        self.on_done: Callable[[], None] | None = None  # what to call then
        self.aims = False  # it stands still where the run has reached what one may play to
        self.measured = True  # the result is that of the last update
        self.task: asyncio.Task | None = None
        self.idle: asyncio.TimerHandle | None = None  # when memory is given back
        self.rest = REST  # seconds until the next burst
        self.fair = Fairness(self.clock)
        self.called = asyncio.Event()  # something else is to be done than to train
        self.pace = Pace(self.clock.now())
        self.speed: float | None = None  # updates a second the learner asked for; None leaves it to the run
        self.next_look = 0.0  # not before that, where frames have a share of the time only
        self.estimate = Estimate(self.clock)
        self.run = experiment.start()
        self.whole = self.run.ready - 1  # whole updates: the first is number 0, if it is still to be made
        self._finish()
        self.result = self.run.result()
        self.pins: tuple[Result, ...] = ()  # results kept for comparison
        screen.show(self.result)
        self._idle()

    # ------------------------------------------------------------------ what a learner does

    def play(self, updates: float = math.inf, to_aim: bool = False) -> None:
        """Train, in bursts; after so many updates stand still. A run at its end begins anew."""
        if self.ended:
            self.renew()
        self.playing, self.updates_left, self.aims = True, updates, to_aim
        self.goal = updates
        self.estimate.begin(self.share)
        self.pace.begin(self.clock.now())
        self.fair.rest = 0.0  # who has pressed Play sees something move
        self.called.set()
        self.wake()

    def play_to_aim(self) -> None:
        """Train until the run has reached what one may play to, if it has not yet."""
        if self.ended or not self.run.reached:
            self.play(to_aim=True)

    def train(self, updates: float, on_done: Callable[[], None]) -> None:
        """Play so many updates, or to the end of the run, then call `on_done()`; not if it is stopped before."""
        self.on_done = on_done
        self.play(updates)

    def pause(self) -> None:
        """Stand still, and show what there is."""
        self._stop()
        self.look()

    def step(self, updates: int = 1) -> None:
        """Some updates, then stand still; at the end of a run nothing."""
        self._stop()
        for _ in range(updates):
            self._update()
            self._finish()
        self.look()

    def back(self) -> None:
        """One step back and stand still, where a run can go back."""
        if self.run.reversible:
            self._stop()
            self.ended = False
            self.whole -= self.run.back()
            self.look()

    def go(self, step: int) -> None:
        """To a step of a run that can go back, and stand still; the first is 1."""
        if self.run.reversible:
            self._stop()
            while self.run.back():
                pass
            self.ended, self.whole = False, 0
            for _ in range(step - 1):
                self._update()
            self.look()

    def demonstrate(self) -> None:
        """Play, from the first step on where a run can go back to it."""
        if self.run.reversible:
            while self.run.back():
                pass
            self.ended, self.whole = False, 0
        self.play()

    def descend(self) -> None:
        """One step downhill of the net that is drawn, and stand still."""
        self._stop()
        self.ended = False
        self.run.descend()
        self.look()

    def pin(self) -> None:
        """Keep what is shown, to be drawn beside what comes; or, where no more are kept, let all go."""
        if len(self.pins) < self.experiment.pins:
            self.pins = (*self.pins, self.result)
            self.look()
        else:
            self.unpin()

    def unpin(self) -> None:
        """Let go what was kept."""
        self.pins = ()
        self.look()

    @property
    def pinned(self) -> Any:
        """What is drawn beside the run: a result, `Several` of them, or None."""
        return Several(self.pins) if len(self.pins) > 1 else self.pins[0] if self.pins else None

    def reset(self) -> None:
        """Back to step 0 and the same weights, standing still."""
        self._stop()
        self.experiment.reset()
        self.changed()

    def answer(self, settings: Settings) -> None:
        """Make a change and have the result at once, from step 0: a prediction waits for it."""
        self._stop()
        self.change = Change.START
        self.experiment.reset()
        self.experiment.set(**settings)
        self.renew()
        self._finish()
        self.look()

    def changed(self, name: str | None = None) -> None:
        """A setting is another: only the newest are computed, however many came while one was at work."""
        knob = self.experiment.knobs()[name] if name else None
        change = Change.START
        if knob and knob.view:
            change = Change.VIEW
        elif knob and knob.live and self.updates and not self.ended:
            change = Change.LIVE
        if change > Change.VIEW and self.on_done:  # nobody waits for this run any more
            self._stop()
        self.change = max(self.change, change)
        self.called.set()
        self.wake()

    def _stop(self) -> None:
        self.playing, self.on_done = False, None
        self.called.set()

    # ------------------------------------------------------------------ the work, synchronous

    @property
    def pausing(self) -> bool:
        """It has come to a place at which playing stands still."""
        return self.run.ready and self.whole in self.pauses

    @property
    def share(self) -> float | None:
        """How much is done of what is being played, from 0 to 1; None where no end is known."""
        if self.goal < math.inf:
            return 1 - max(self.updates_left, 0) / self.goal if self.updates_left < math.inf else 1.0
        ahead = [pause for pause in self.pauses if pause > self.whole]
        return max(self.whole, 0) / min(ahead) if ahead and not self.on_done else self.run.progress

    @property
    def words_left(self) -> str:
        """': 45%, about 12 s left' while something plays that takes long; else nothing."""
        left = self.estimate.left if self.playing else None
        return "" if left is None else f": {percent(self.share or 0)}, about {left:.0f} s left"

    @property
    def moving(self) -> bool:
        """Updates are made, or the one that was begun is still to be made whole."""
        return self.playing or not (self.run.ready or self.ended)

    def renew(self) -> None:
        """A run of the newest settings, from step 0."""
        self.change, self.ended, self.updates = Change.NONE, False, 0
        self.run = self.experiment.start(self.run)
        self.whole = self.run.ready - 1
        self.estimate.begin(self.share)
        self.look()

    def follow(self) -> None:
        """The same run with the newest settings; what is begun of an update is finished with the old ones."""
        if self.change is Change.LIVE:
            self._finish()
            self.run.adjust(self.experiment.settings())
        else:
            self.run.settings = self.experiment.settings()
        self.change = Change.NONE
        self.look()

    def burst(self, seconds: float = BURST) -> None:
        """Train for this long, at least one update; a run with a `pace` makes so many a second and rests between,
        unless somebody waits for what comes of it."""
        begin, asked = self.clock.now(), math.inf if self.on_done else self.speed or self.run.pace or math.inf
        due, end = self.pace.due(asked, begin), begin + seconds
        while due > 0 and self._update() and self.clock.now() < end:
            due -= 1
        self.rest = REST if asked == math.inf else max(REST, end - self.clock.now())

    def look(self) -> None:
        """Measure, say and show what there is; in the midst of an update, as soon as that is whole."""
        if not self.run.ready:
            self.wake()
            return
        begun = self.clock.now()
        self.run.coarse = self.screen.playing = self.playing
        self.result, self.measured = self.run.result(), True
        self.screen.show(self.result, self.pinned)  # the picture first, since the page takes longest over it
        self.refresh()
        now = self.clock.now()
        self.next_look = now + (now - begun) * (1 / self.run.frames - 1)
        self._idle()

    def _idle(self) -> None:
        """Whoever reads on needs no buffers here: after a while without a change they are given back."""
        if self.idle is not None:
            self.idle.cancel()
        with suppress(RuntimeError):  # a script, which has no event loop
            self.idle = self.clock.later(IDLE, self._rest)

    def _rest(self) -> None:
        self.idle = None
        if not (self.moving or self.change):
            self.run.rest()
            self.screen.rest()

    def _update(self) -> bool:
        """One step of the run; False when it is to stand still after it."""
        if not self.ended:
            self.ended = not self.run.step()
            self.updates += 1
            self.measured = False
            self.updates_left -= self.run.ready
            self.whole += self.run.ready
        there = self.aims and self.run.ready and self.run.reached
        last = self.ended or self.updates_left <= 0 or there or (self.pausing and not self.on_done)
        if last:
            self.playing, self.updates_left = False, math.inf
        return not last

    def _finish(self) -> None:
        while not self.run.ready and not self.ended:
            self._update()

    # ------------------------------------------------------------------ the task

    def wake(self) -> None:
        """Let the task run; without an event loop (a script, a test) a change is worked out at once."""
        self.refresh()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._at_once()
            return
        if self.task is None or self.task.done():
            self.task = loop.create_task(self._work())

    def _at_once(self) -> None:
        self._settings()
        while self.playing and (self.on_done or self.aims or self.updates_left < math.inf):
            self._update()
        self._finish()
        self.look()
        self._done()

    @property
    def has_audience(self) -> bool:
        """Somebody sees the picture, or waits for what becomes of it: the question stands well below it."""
        return self.screen.has_audience or self.on_done is not None

    async def _work(self) -> None:
        while self.change or not (self.run.ready or self.ended) or (self.playing and self.has_audience):
            # Messages that wait come first: a pause, or a newer value of the slider.
            await self.clock.sleep(self.rest)
            self.fair.begin()
            self.estimate.look(self.share)
            moved = self._settings()
            if not self.run.ready and not self.playing:
                self._hurry()
            elif moved and self.run.ready and self.fair.rest:
                self.fair.end()  # a hand's work is done; training rests first, where that is asked of it
            elif self.playing:
                due = self.screen.due and self.clock.now() >= self.next_look
                if due and not self.run.ready:  # bursts might end in the midst of an update time after time
                    self._update()
                else:
                    self.burst()
                if due and self.run.ready and not self.measured:
                    self.look()
                self.fair.end()
            await self._let_others()
        if not self.measured:
            self.look()
        self._done()

    async def _let_others(self) -> None:
        """Training rests where the processor is scarce, until anything else is to be done."""
        rest = self.fair.rest / HURRY if self.on_done else self.fair.rest
        if rest and self.playing and not self.change:
            self.called.clear()
            alarm = self.clock.later(rest, self.called.set)
            await self.called.wait()
            alarm.cancel()

    def _settings(self) -> bool:
        """Do what the moved settings ask for, if they moved."""
        if self.change is Change.START:
            self.renew()
        elif self.change:
            self.follow()
        else:
            return False
        return True

    def _hurry(self) -> None:
        """Towards a whole update, as far as one look away from the messages allows."""
        end = self.clock.now() + BURST
        while not self.run.ready and self.clock.now() < end and self._update():
            pass
        if self.run.ready:
            self.look()

    def _done(self) -> None:
        """So many updates as somebody waits for are made."""
        if self.on_done and not self.playing:
            on_done, self.on_done = self.on_done, None
            self.task = None  # what comes next may want one of its own
            on_done()

    def reported(self) -> None:
        """The page has said how it is: another size, seen again, or ready for the next frame."""
        self.screen.playing = self.playing
        self.screen.reported()
        if self.playing and self.screen.has_audience:
            self.wake()
