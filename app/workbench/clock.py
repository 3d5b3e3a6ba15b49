"""The time as a player and a screen know it; a test passes one of its own."""

import asyncio
import time
from collections.abc import Callable


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
