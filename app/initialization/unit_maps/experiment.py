"""What does each hidden unit see? The units of the published nets over the input plane."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice
from app.experiment.plane import distinct, silent, units_over
from app.experiment.words import percent, plural
from app.initialization.two_circles.experiment import (
    GRID,
    STARTS,
    TwoCircles,
    TwoCirclesResult,
    TwoCirclesRun,
)


class UnitMaps(TwoCircles):
    """The same three nets; one of them is opened."""

    net = Choice(STARTS, "He", "Start of the net that is shown", view=True)

    def start(self, previous=None):
        return UnitMapsRun(self)


class UnitMapsRun(TwoCirclesRun):
    """As its parent, which trains all three: to open another one costs no training."""

    def result(self):
        member = [*STARTS].index(self.settings["net"])
        return UnitMapsResult(**vars(super().result()), units=units_over(self.net, GRID, GRID, member))


@dataclass(frozen=True, eq=False)
class UnitMapsResult(TwoCirclesResult):
    """units: [A[1], …, A[L]] of the net that is shown, (units × GRID × GRID)."""

    units: list

    @property
    def name(self):
        return self.settings["net"]

    @property
    def sentence(self):
        *hidden, output = self.units
        if not np.isfinite(output).all():
            return f"{self.name} has left the range of numbers: there is nothing to draw."
        parts = [
            f"the {len(maps)} units of layer {k} draw **{plural(distinct(maps), 'different map')}**{blank(maps)}"
            for k, maps in enumerate(hidden, start=1)
        ]
        right = self.accuracy[1, [*STARTS].index(self.name)]
        text = f"{self.name} after {plural(self.step, 'update')}: {', '.join(parts)}."
        return f"{text} Of the test samples {percent(right)} are right."


def blank(maps):
    """How many units are nothing but 0, in words."""
    n = silent(maps)
    return f" ({n} {'is' if n == 1 else 'are'} 0 everywhere)" if n else ""
