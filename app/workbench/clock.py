"""The time as a player and a screen know it, a test passes one of its own; and fairness where many share a computer.

Training can wait, and a hand on a slider, a page that starts or a visitor who comes cannot. How full a computer is
shows in how long a piece of work takes by the clock, and how much of the processor it got meanwhile.
"""

import asyncio
import time
from collections.abc import Callable

SCARCE, PLENTY = 0.35, 0.55  # of a processor while it works: rest longer below, shorter above
LEAST = 0.01  # seconds by the clock of a piece of work from which anything can be told
LONGER, SHORTER = 2.0, 0.7
LONGEST = 0.6  # seconds of rest: thirty that train ask for three quarters of two processors, and one sees them learn
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
        if took < LEAST:
            return
        if had < SCARCE * took:
            self.rest = min(max(LONGER * self.rest, took), LONGEST)
        elif had > PLENTY * took:
            self.rest = SHORTER * self.rest if self.rest > NONE else 0.0
