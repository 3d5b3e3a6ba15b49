"""What is left of something that takes long: from how long its parts have taken so far."""

from app.workbench.clock import LONGEST, Clock

LONG = 10.0  # seconds: what takes less needs no estimate
SURE = 2.0  # seconds of watching before anything is said
GAP = LONGEST + 1.0  # seconds: a longer time without a look is one in which nobody watched


class Estimate:
    """Told now and then what share is done; `left` is how many seconds the rest takes."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.begin(None)

    def begin(self, share: float | None) -> None:
        """From here on; `share` is done already, or None where there is no end."""
        self.first = self.share = share
        self.spent, self.looked = 0.0, self.clock.now()

    def look(self, share: float | None) -> None:
        """So much is done now."""
        now = self.clock.now()
        self.spent += min(now - self.looked, GAP)
        self.looked, self.share = now, share
        if self.first is None or (share is not None and share < self.first):  # it begins anew
            self.begin(share)

    @property
    def left(self) -> float | None:
        """Seconds, as far as one can tell; None where nobody can, and where all of it is short."""
        if self.share is None or self.first is None or self.spent < SURE or self.share <= self.first:
            return None
        left = self.spent * (1 - self.share) / (self.share - self.first)
        return left if self.spent + left > LONG else None
