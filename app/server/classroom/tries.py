"""How often somebody may guess."""

import math
import time
from collections.abc import Callable

BURST = 20  # wrong words of one address: a class that mistypes
PAUSE = 3  # seconds for each one more
MOST_KNOWN = 1000  # addresses


class Tries:
    """Wrong words are counted by address: after some, one every few seconds. Another address is not slowed by that,
    and all of them together have ten times as many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.full: dict[str, float] = {}  # when an address will have all its tries again

    def wait(self, address: str) -> int:
        """Seconds until this address may try."""
        now = self.clock()
        one = self.full.get(address, now) - (BURST - 1) * PAUSE - now
        every = self.full.get("", now) - (10 * BURST - 1) * PAUSE / 10 - now
        return max(0, math.ceil(max(one, every)))

    def failed(self, address: str) -> None:
        """A wrong word came from there."""
        now = self.clock()
        for name, pause in ((address, PAUSE), ("", PAUSE / 10)):
            self.full[name] = max(self.full.pop(name, now), now) + pause
        while len(self.full) > MOST_KNOWN:
            del self.full[next(iter(self.full))]
