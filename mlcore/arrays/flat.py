"""Where the arrays of a net lie: θ and its gradient, flat, and W, b, dW and db of each layer as views of them."""

from typing import Any

import numpy as np

from ..checks.errors import WrongValue
from .layers import Layers, Owner, Passed, Views


class Arrays:
    """All arrays of a net of these widths, with a leading axis of members unless that is None. A copy of it, by copy,
    deepcopy or pickle, has arrays of its own."""

    def __init__(self, widths: list[int], members: int | None, dtype: np.dtype) -> None:
        self.widths: list[int] = widths
        self.L: int = len(widths) - 1
        self.members: int | None = members
        P = sum(n * (m + 1) for n, m in self._shapes)
        self._theta = np.zeros((*self._lead, P), dtype)
        self._gradient = np.zeros_like(self._theta)
        self._lay_out(*([None] * (self.L + 1) for _ in range(3)))

    def _lay_out(self, Z: list, A: list, dZ: list) -> None:
        """All arrays by the number of their layer: parts of θ and of the gradient, and what the last pass left."""
        self.owner = Owner()
        (W, b), (dW, db) = self._views(self._theta), self._views(self._gradient)
        self._W, self._b, self._dW, self._db = (
            Views(name, arrays, self.owner) for name, arrays in (("W", W), ("b", b), ("dW", dW), ("db", db))
        )
        self._Z, self._A, self._dZ = (self._passed(*pair) for pair in (("Z", Z), ("A", A), ("dZ", dZ)))

    def _passed(self, name: str, arrays: list) -> Passed:
        return Passed(name, arrays, self.owner, self.widths, self._theta)

    def __getstate__(self) -> dict:
        passed = {name: getattr(self, name).arrays for name in ("_Z", "_A", "_dZ")}
        own = {name: value for name, value in vars(self).items() if not isinstance(value, (Layers, Owner))}
        return own | {"passed": passed}

    def __setstate__(self, state: dict) -> None:
        passed = state.pop("passed")
        vars(self).update(state)
        self._theta, self._gradient = self._theta.copy(), self._gradient.copy()
        self._lay_out(*([None if D is None else D.copy() for D in arrays] for arrays in passed.values()))

    @property
    def _lead(self) -> tuple[int, ...]:
        return () if self.members is None else (self.members,)

    @property
    def _shapes(self) -> list[tuple[int, int]]:
        """(N[k], N[k-1]) for k = 1 … L."""
        return list(zip(self.widths[1:], self.widths[:-1], strict=True))

    def blocks(self, flat: np.ndarray) -> list[Any]:
        """[W[k] | b[k]] for k = 1 … L as views of a flat array of all parameters; index 0 is empty."""
        P = self._theta.shape[-1]
        if np.ndim(flat) < 1 or np.shape(flat)[-1] != P:
            raise WrongValue(f"This net has {P} parameters; the last axis of {np.shape(flat)} is another.")
        out: list = [None]
        start = 0
        for n, m in self._shapes:
            stop = start + n * (m + 1)
            out.append(flat[..., start:stop].reshape(*flat.shape[:-1], n, m + 1))
            start = stop
        return out

    def _views(self, flat: np.ndarray) -> tuple[list, list]:
        blocks = self.blocks(flat)
        return [None] + [B[..., :-1] for B in blocks[1:]], [None] + [B[..., -1:] for B in blocks[1:]]
