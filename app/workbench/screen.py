"""The screen: which results are painted, and when. Live frames as they come, a crisp one once nothing changes."""

import asyncio
import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress

from app.experiment import Result
from app.experiment.words import plain
from app.workbench.clock import Clock
from app.workbench.view import View

FRAME = 0.1  # at most 10 frames a second: one that came late lets the next come earlier
SETTLE = 0.25  # after this long without a change the picture is drawn at the screen's own resolution


class Screen:
    """Paints the latest result into a view as soon as the page can take a frame."""

    def __init__(self, view: View, clock: Clock) -> None:
        self.view, self.clock = view, clock
        self.latest: tuple[Result, Result | None] | None = None  # (result, pinned result)
        self.painted = True  # whether the latest is on its way to the page
        self.playing = False  # more is to come: no crisp picture yet
        self.shown_at = 0.0
        self.settling: asyncio.TimerHandle | None = None
        self.words: Callable[[Result], str] = lambda result: result.sentence  # for those who do not see it

    @property
    def has_audience(self) -> bool:
        """Somebody sees the picture."""
        return self.view.picture.watched

    @property
    def due(self) -> bool:
        """It is time for the next frame, and the page can take it."""
        return self.clock.now() - self.shown_at >= FRAME and self.view.picture.ready

    def show(self, result: Result, pinned: Result | None = None) -> None:
        """Paint this; if the page cannot take it now, its next report will bring it."""
        self.latest, self.painted = (result, pinned), False
        self._show()

    def reported(self) -> None:
        """The page has another size, is seen again, or has painted and can take what came since."""
        if not self.painted or not self.view.placed:
            self._show()
        elif not (self.view.fits and self.view.told) and self.settling is None:
            self._settle()

    def rest(self) -> None:
        """Nothing is drawn soon: the room that drawing takes is given back."""
        self.view.rest()
        give_back()

    def _show(self) -> None:
        if self.view.picture.ready:
            self._paint(live=self.view.drawn is not None and self.view.picture.ratio > 1)
            self._settle()

    def _paint(self, live: bool) -> None:
        if self.latest is None:
            return
        result, pinned = self.latest
        now = self.clock.now()
        self.painted, self.shown_at = True, min(max(self.shown_at + FRAME, now - FRAME), now)
        self.view.show(result, plain(self.words(result)), live, pinned, passing=self.playing)

    def _settle(self) -> None:
        """A crisp picture once nothing changes any more; the next frame puts it off."""
        if self.settling is not None:
            self.settling.cancel()
        settles = not (self.view.fits and self.view.told) and not self.playing
        self.settling = self.clock.later(SETTLE, self._crisp) if settles else None

    def _crisp(self) -> None:
        self.settling = None
        if self.view.fits and self.latest:
            self.view.tell(plain(self.words(self.latest[0])))
        else:
            self._paint(live=False)


def give_back() -> None:
    """The system has again what is free here, where a C library keeps it and can be told so (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
