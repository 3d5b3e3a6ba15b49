"""Schedules: a learning rate that changes in the course of a run.

A schedule is called with the number of updates made before, 0, 1, …, and gives the rate η of the next one.
Any function of one whole number will do; these can also be kept with a net (pickled), and show what was typed.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .checks.arguments import check_whole, checked_call, is_whole
from .checks.errors import WrongValue
from .checks.net_and_data import check_rate_number


@checked_call
@dataclass(frozen=True, eq=False)
class constant:
    """A schedule: the rate η, a number or an array (members, 1), at every update."""

    rate: float | np.ndarray

    def __post_init__(self) -> None:
        check_rate_number(self.rate)

    def __call__(self, step: int) -> Any:
        """η of the update after `step` others."""
        return self.rate


@checked_call
@dataclass(frozen=True, eq=False)
class cosine:
    """A schedule: from η down to 0 in `steps` updates along half a cosine, and 0 from there on
    (Loshchilov & Hutter 2017, eq. 5)."""

    rate: float | np.ndarray
    steps: int

    def __post_init__(self) -> None:
        check_rate_number(self.rate)
        check_whole(self.steps, "A cosine falls in a whole number of steps")

    def __call__(self, step: int) -> Any:
        """η of the update after `step` others."""
        return self.rate * 0.5 * (1 + np.cos(np.pi * min(step, self.steps) / self.steps))


@checked_call
@dataclass(frozen=True, eq=False)
class piecewise:
    """A schedule: ``piecewise({0: 0.1, 40: 0.5})`` is 0.1 for the first 40 updates (0 … 39) and 0.5 from there on.

    rates: {update: rate}, updates counted from 0 as by `cosine`; the rate from 0 on is among them.
    Raises ValueError, with a sentence, for anything else.
    """

    rates: dict[int, Any]

    def __post_init__(self) -> None:
        rates = self.rates
        if not isinstance(rates, dict) or 0 not in rates or not all(is_whole(t) and t >= 0 for t in rates):
            raise WrongValue(
                "piecewise takes the rates by the number of the update they begin at, 0 among them, "
                f"as piecewise({{0: 0.1, 40: 0.5}}); not {rates!r}."
            )
        for rate in rates.values():
            check_rate_number(rate)
        object.__setattr__(self, "rates", {int(t): rates[t] for t in sorted(rates)})

    def __call__(self, step: int) -> Any:
        """η of the update after `step` others."""
        return self.rates[max(t for t in self.rates if t <= step)]

    def __repr__(self) -> str:
        return f"piecewise({self.rates!r})"
