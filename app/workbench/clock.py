"""The time as a player and a screen know it, a test passes one of its own; a pace; and fairness where many share a
computer.

Training can wait, and a hand on a slider, a page that starts or a visitor who comes cannot. How full a computer is
shows in how long a piece of work takes by the clock, and how much of the processor it got meanwhile.
"""

import asyncio
import math
import time
from collections.abc import Callable

LAG = 0.2  # seconds: a pace makes up for no more than this
SCARCE, PLENTY = 0.35, 0.55  # of a processor while it works: rest longer below, shorter above
LEAST = 0.01  # seconds by the clock of a piece of work from which anything can be told
LONGER, SHORTER = 2.0, 0.5
LONGEST = 2.5  # seconds of rest: then thirty that train, two pictures each in five seconds, leave two processors room
NONE = 0.005  # less is no rest


class Clock:
    """Seconds that only grow, and what happens later."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.perf_counter()

    def worked(self) -> float:
        """Seconds of a processor that this process has had since some moment."""
        return time.process_time()

    async def sleep(self, seconds: float) -> None:
        """Waits, while others work."""
        await asyncio.sleep(seconds)

    def later(self, seconds: float, act: Callable[[], None]) -> asyncio.TimerHandle:
        """Calls `act()` after so many seconds, unless what is returned is cancelled before."""
        return asyncio.get_running_loop().call_later(seconds, act)


class Pace:
    """How many updates are due when so many a second are asked for."""

    def __init__(self, now: float) -> None:
        self.begin(now)

    def begin(self, now: float) -> None:
        """The first is due at once."""
        self.owed, self.last = 1.0, now

    def due(self, asked: float, now: float) -> float:
        """Of `asked` updates a second, those since the last time that were not made; inf where there is no pace."""
        since, self.last = now - self.last, now
        if asked == math.inf:
            return math.inf
        self.owed = min(self.owed + asked * since, asked * LAG + 1)
        due = int(self.owed)
        self.owed -= due
        return due


class Fairness:
    """How many seconds who trains is to rest before the next piece of work, `rest`; 0 for who is alone."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.rest = clock, 0.0
        self.begin()

    def begin(self) -> None:
        """A piece of work begins."""
        self.begun = self.clock.now(), self.clock.worked()

    def end(self) -> None:
        """It ends: how much of the processor did it get?"""
        took, had = self.clock.now() - self.begun[0], self.clock.worked() - self.begun[1]
        if took < LEAST or not had:  # a browser's Python has no clock of its processor: it stands still
            return
        if had < SCARCE * took:
            self.rest = min(max(LONGER * self.rest, took), LONGEST)
        elif had > PLENTY * took:
            self.rest = SHORTER * self.rest if self.rest > NONE else 0.0
