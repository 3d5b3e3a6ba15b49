"""The learning rates of a run: a knob moved in its middle takes effect from the next update on."""

from collections.abc import Callable
from typing import Any

from mlcore.schedules import piecewise


class Rates:
    """The rate at the start, and those that it was changed to, by the number of updates made before."""

    def __init__(self, rate: float):
        self.by_update = {0: rate}

    @property
    def now(self) -> float:
        """The rate of the next update."""
        return self.by_update[max(self.by_update)]

    def change(self, update: int, rate: float) -> None:
        """From this update on the rate is another."""
        if rate != self.now:
            self.by_update[update] = rate

    def back_to(self, update: int) -> None:
        """The run has gone back to this update: what was changed later goes on from here."""
        rate = self.now
        self.by_update = {at: before for at, before in self.by_update.items() if at <= update}
        self.change(update, rate)

    def schedule(self, made: Callable[[float], Any] = lambda rate: rate) -> Any:
        """What an optimizer takes: the rate, or a schedule of them; `made(rate)` is what becomes of each."""
        rates = {update: made(rate) for update, rate in self.by_update.items()}
        return rates[0] if len(rates) == 1 else piecewise(rates)

    @property
    def changes(self) -> tuple[int, ...]:
        """The updates at which it changed."""
        return tuple(update for update in self.by_update if update > 0)
