"""A net as it is drawn unit by unit: a few arrays, and the words for each unit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MOST_LAYERS, MOST_UNITS = 6, 8


@dataclass(frozen=True, eq=False, kw_only=True)
class NetState:
    """One sample's way through a small net. Layer 0 are the inputs; None stands for what is not computed yet.

    names      [layer][unit] as the lecture writes them: "a₁[1]"
    values     [layer][unit] of the forward pass
    gradients  [layer][unit] of the way back, the slope of the loss
    words      [layer][unit] the unit's equation with its numbers
    W, dW      {layer: array (units × units before)}, layers from 1; dW may lack a layer
    forward    which way the step just made went
    through    layers whose weights it went through
    reached    layers whose units it reached
    measured   layers whose dW it computed
    edge       (layer, i, j) of the weight that was changed, and what it was before: ((1, 0, 2), 0.1)
    caption    what has just been computed: its equation and the same in numbers
    loss       the height of the loss bar, if one is drawn, as (value, value of a full bar)
    maps       [layer] what its units answer over the input plane (units × n × n, the first row the lowest); then
               units are drawn as small maps, without `values` and `gradients`
    title      over the net, where several stand side by side
    """

    names: list[list[str]]
    words: list[list[str]]
    W: dict[int, np.ndarray]
    values: list[list[float | None]] = field(default_factory=list)
    gradients: list[list[float | None]] = field(default_factory=list)
    dW: dict[int, np.ndarray] = field(default_factory=dict)
    forward: bool = True
    through: tuple[int, ...] = ()
    reached: tuple[int, ...] = ()
    measured: tuple[int, ...] = ()
    edge: tuple[tuple[int, int, int], float] | None = None
    caption: tuple[str, str] = ("", "")
    loss: tuple[float, float] | None = None
    alt: str = ""
    maps: list[np.ndarray] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        widths = [len(layer) for layer in self.names]
        if len(widths) > MOST_LAYERS + 1 or max(widths) > MOST_UNITS:
            raise ValueError(
                f"a drawn net has at most {MOST_LAYERS} layers of {MOST_UNITS} units, not {widths[1:]}"
            )

    def message(self) -> dict[str, Any]:
        """What the page needs, as plain lists; a number that is not finite is None, as one not yet there."""
        return {
            "names": self.names,
            "values": [numbers(layer) for layer in self.values],
            "gradients": [numbers(layer) for layer in self.gradients],
            "words": self.words,
            "W": [matrix(self.W[k]) for k in sorted(self.W)],
            "dW": [matrix(self.dW[k]) if k in self.dW else None for k in sorted(self.W)],
            "forward": self.forward,
            "through": list(self.through),
            "reached": list(self.reached),
            "measured": list(self.measured),
            "edge": None if self.edge is None else {"at": list(self.edge[0]), "before": float(self.edge[1])},
            "caption": list(self.caption),
            "loss": None if self.loss is None else numbers(self.loss),
            "maps": [in_bytes(layer) for layer in self.maps],
            "title": self.title,
        }


FULL, NOT_FINITE = 127, -128  # of the bytes of a map


def in_bytes(maps: np.ndarray) -> dict[str, Any]:
    """Maps (units × n × n) as one byte a point: ±127 is the largest value of the layer; only exactly 0 is 0."""
    finite = np.isfinite(maps)
    known = np.where(finite, maps, 0.0)
    largest = float(np.abs(known).max(initial=0.0))
    shares = FULL * (known / largest if largest else known)
    whole = np.sign(known) * np.maximum(np.abs(shares.round()), 1)
    return {
        "n": maps.shape[-1],
        "largest": largest,
        "values": np.where(finite, whole, NOT_FINITE).astype(np.int8).tobytes(),
    }


def numbers(values: Iterable[float | None]) -> list[float | None]:
    """Floats, None for what is missing or not finite."""
    return [float(v) if v is not None and np.isfinite(v) else None for v in values]


def matrix(array: np.ndarray) -> list[list[float | None]]:
    """An array (rows × columns) as lists, row by row."""
    return [numbers(row) for row in array]
