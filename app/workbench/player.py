"""Live training: play, pause, step, reset. One task, short bursts, the newest settings only.

`renew`, `burst` and `look` are synchronous and hold all the logic; the task merely calls them while somebody looks.
"""

import asyncio
import math
import time

from app.experiment.words import plain

BURST = 0.03  # seconds of training between two looks at the messages
LAG = 0.2  # a run with a pace makes up for no more than this
REST = 0.001  # sleep(0) would starve them: pause took 190 ms
FRAME = 0.1  # at most 10 frames a second: one that came late lets the next come earlier
SETTLE = 0.25  # after this long without a change the picture is drawn at the screen's own resolution


class Player:
    """Plays the runs of an experiment into a view; `told()` is called when the state or the result is another."""

    def __init__(self, experiment, view, told=lambda: None):
        self.experiment, self.view, self.told = experiment, view, told
        self.playing = self.stale = self.ended = False
        self.unseen = False  # what is to be shown of the run is another
        self.left, self.then = math.inf, None  # updates until it stands still, and what to call then
        self.unmeasured = False  # updates were made since the result was taken
        self.undrawn = True  # the result is newer than the picture
        self.task = self.settling = None
        self.shown_at, self.rest = 0.0, REST
        self.due, self.begun = 1.0, time.perf_counter()  # updates that a pace asks for by now
        self.speed = None  # updates a second the learner asked for; None leaves it to the run
        self.run = experiment.start()
        self._finish()
        self.result = self.run.result()
        self.pinned = None  # a result kept for comparison
        view.picture.observe(self._reported, "reports")

    # ------------------------------------------------------------------ what a learner does

    def play(self, updates=math.inf):
        """Train, in bursts; after so many updates stand still."""
        self.playing, self.left = not self.ended, updates
        self.due, self.begun = 1.0, time.perf_counter()
        self.wake()

    def train(self, updates, then):
        """Play so many updates, or to the end of the run, then call `then()`; not if it is stopped before."""
        self.then = then
        self.play(updates)

    def pause(self):
        self._stop()
        self.look()

    @property
    def epoch(self):
        """How many steps an epoch of the run has; 1 where each update sees all samples."""
        return self.run.epoch

    def step(self, updates=1):
        """Some updates, then stand still."""
        self._stop()
        for _ in range(updates):
            self._update()
            self._finish()
        self.look()

    def back(self):
        """One step back and stand still, where a run can go back."""
        if self.run.reversible:
            self._stop()
            self.ended = False
            self.run.back()
            self.look()

    def pin(self):
        """Keep what is shown, to be drawn beside what comes; or let it go."""
        self.pinned = self.result if self.pinned is None else None
        self.look()

    def reset(self):
        """Back to step 0 and the same weights, standing still."""
        self._stop()
        self.changed()

    def answer(self, settings):
        """Make a change and have the result at once, from step 0: a prediction waits for it."""
        self._stop()
        self.experiment.set(**settings)
        self.renew()
        self._finish()
        self.look()

    def changed(self, name=None):
        """A setting is another: only the newest are computed, however many came while one was at work."""
        if name and self.experiment.knobs()[name].view:
            self.unseen = True
        else:
            self.stale = True
            if self.then:  # nobody waits for this run any more
                self._stop()
        self.wake()

    def _stop(self):
        self.playing, self.then = False, None

    # ------------------------------------------------------------------ the work, synchronous

    def renew(self):
        """A run of the newest settings, from step 0."""
        self.stale = self.unseen = self.ended = False
        self.run = self.experiment.start(self.run)
        self.look()

    def see(self):
        """The same run, looked at with the newest settings, which differ in what is shown only."""
        self.unseen = False
        self.run.settings = self.experiment.settings()
        self.look()

    @property
    def ready(self):
        """The run has made a whole update, so that there is a result."""
        return self.run.ready

    def burst(self, seconds=BURST):
        """Train for this long, at least one update; a run with a `pace` makes so many a second and rests between,
        unless somebody waits for what comes of it."""
        begin, pace, left = time.perf_counter(), self.speed or self.run.pace, math.inf
        if pace == math.inf or self.then:
            pace = None
        if pace:
            self.due = min(self.due + pace * (begin - self.begun), pace * LAG + 1)
            left = int(self.due)
            self.due -= left
        self.begun, end = begin, begin + seconds
        while left > 0 and self._update() and time.perf_counter() < end:
            left -= 1
        self.rest = max(REST, end - time.perf_counter()) if pace else REST

    def look(self):
        """Measure, say and show what there is; in the midst of an update, as soon as that is whole."""
        if not self.ready:
            self.wake()
            return
        self.result = self.run.result()
        self.unmeasured, self.undrawn = False, True
        self._show()  # the picture first, since the page takes longest over it
        self.told()

    def _update(self):
        """One step of the run; False when it is to stand still after it."""
        self.ended = self.ended or not self.run.step()
        self.unmeasured = True
        self.left -= self.ready
        last = self.ended or self.left <= 0
        if last:
            self.playing, self.left = False, math.inf
        return not last

    def _finish(self):
        while not self.ready and not self.ended:
            self._update()

    # ------------------------------------------------------------------ the task

    def wake(self):
        """Let the task run; without an event loop (a script, a test) a change is worked out at once."""
        self.told()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            if self.stale:
                self.renew()
            if self.unseen:
                self.see()
            while self.playing and (self.then or self.left < math.inf):
                self._update()
            self._finish()
            self.look()
            self._arrived()
            return
        if self.task is None or self.task.done():
            self.task = loop.create_task(self._work())

    @property
    def wanted(self):
        """Somebody sees the picture, or waits for what becomes of it: the question stands well below it."""
        return self.view.picture.watched or self.then is not None

    async def _work(self):
        picture = self.view.picture
        while self.stale or self.unseen or not self.ready or (self.playing and self.wanted):
            # Messages that wait come first: a pause, or a newer value of the slider.
            await asyncio.sleep(self.rest)
            if self.stale:
                self.renew()
            if self.unseen:
                self.see()
            elif not self.ready and not self.playing:
                self._hurry()
            elif self.playing:
                due = time.monotonic() - self.shown_at >= FRAME and picture.ready
                if due and not self.ready:  # bursts might end in the midst of an update time after time
                    self._update()
                else:
                    self.burst()
                if due and self.ready:
                    self.look()
        if self.unmeasured:
            self.look()
        self._arrived()

    def _hurry(self):
        """Towards a whole update, as far as one look away from the messages allows."""
        end = time.perf_counter() + BURST
        while not self.ready and time.perf_counter() < end and self._update():
            pass
        if self.ready:
            self.look()

    def _arrived(self):
        """So many updates as somebody waits for are made."""
        if self.then and not self.playing:
            then, self.then, self.task = self.then, None, None  # what comes next may want a task of its own
            then()

    # ------------------------------------------------------------------ the picture

    def _reported(self, _):
        """The page has another size, is seen again, or has painted and can take what came since."""
        if self.undrawn or self.view.drawn is None or self.view.drawn[0] != self.view.picture.width:
            self._show()
        elif not self.view.fits:
            self._settle()
        if self.playing and self.view.picture.watched:
            self.wake()

    def _show(self):
        """Draw if the page can take a frame; if not, its next report will bring us back."""
        if self.view.picture.ready:
            self._draw(live=self.view.drawn is not None and self.view.picture.ratio > 1)
            self._settle()

    def _draw(self, live):
        self.undrawn, now = False, time.monotonic()
        self.shown_at = min(max(self.shown_at + FRAME, now - FRAME), now)
        self.view.show(self.result, plain(self.result.sentence), live, self.pinned)

    def _settle(self):
        """A crisp picture once nothing changes any more; a task of its own, which the next frame cancels."""
        if self.settling is not None:
            self.settling.cancel()
        crisp = self._crisp() if not self.view.fits and not self.playing else None
        self.settling = crisp and asyncio.get_running_loop().create_task(crisp)

    async def _crisp(self):
        await asyncio.sleep(SETTLE)
        self.settling = None
        self._draw(live=False)
