"""Types that signatures name. Shapes stand in the docstrings: numpy's types do not know them."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import numpy as np

Array = np.ndarray
Out = np.ndarray | None  # an array to write to, or None for a new one
Rng = int | np.random.Generator | np.random.RandomState  # a seed, or what draws
Rate = (
    float | np.ndarray | Callable[[int], Any]
)  # η: a number, (members, 1), or a schedule: a function of the step

T = TypeVar("T", covariant=True)


class Assigned(Protocol[T]):
    """An attribute that takes whatever can be copied into it, and gives back what it is."""

    def __get__(self, net: Any, owner: Any) -> T: ...
    def __set__(self, net: Any, value: Any) -> None: ...
