"""What training leaves behind: rows of numbers that grow, without a list of arrays."""

import numpy as np
from numpy.typing import ArrayLike


class History:
    """Rows of `columns` numbers, one for each step at which something was measured."""

    def __init__(self, columns: int) -> None:
        self._steps, self._rows, self.length = np.empty(256, int), np.empty((256, columns)), 0

    def add(self, step: int, row: ArrayLike) -> None:
        """The row (columns) that was measured at this step."""
        if self.length == len(self._steps):  # twice the room, so that a row costs the same for ever
            self._steps = np.concatenate([self._steps, np.empty_like(self._steps)])
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._steps[self.length], self._rows[self.length] = step, row
        self.length += 1

    @property
    def steps(self) -> np.ndarray:
        """(n): the steps measured. A view that later rows do not change."""
        return self._steps[: self.length]

    @property
    def rows(self) -> np.ndarray:
        """(n × columns): what was measured."""
        return self._rows[: self.length]
