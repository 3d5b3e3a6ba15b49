"""What there is to see of nets that were just typed, and its sentence."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.experiment import Result
from app.experiment.columns import by_member
from app.experiment.words import listed, number, part_of, percent

SHOWN = 3  # answers, at most


class Inside(NamedTuple):
    """By layer: shares of the entries of A[k] (hidden layers × bins) and of log₁₀ |dZ[k]| (layers × bins); shares of
    the hidden units that are (saturated and dead), 2 × hidden layers × members; ‖ΔW[k]‖ / ‖W[k]‖, layers × members."""

    activations: np.ndarray
    gradients: np.ndarray
    shares: np.ndarray
    ratio: np.ndarray


@dataclass(frozen=True, eq=False, kw_only=True)
class WatchResult(Result):
    """Everything by the name of the net: losses and tested (that of test data) are (steps, n × members), right is
    the share of the classes or None, magnitudes are (layers × members), answers as in `task`; units: of one
    net, a list of hidden layers (units × n × n); net: the small ones unit by unit; inside: of the first one, or None;
    drawable: the names of all nets whose answers could be drawn; unshown: a sentence where there is no picture."""

    settings: dict
    net: tuple | None
    losses: dict
    tested: dict
    right: dict
    rms_dZ: dict
    norm_dW: dict
    diverged: dict
    answers: dict
    units: list
    inside: Inside | None
    drawable: tuple
    unshown: str

    @property
    def step(self):
        """Updates made, of the net that is furthest."""
        return max(int(steps[-1]) for steps, _ in self.losses.values())

    @property
    def sentence(self):
        return " ".join(self._of(name) for name in self.losses) + self.not_drawn + self.unshown

    @property
    def not_drawn(self):
        """A word about the nets whose answers have no room."""
        left = self.drawable[SHOWN:]
        return f" No answer is drawn of {listed(left)}: there is room for {SHOWN}." if left else ""

    def _of(self, name):
        _, rows = self.losses[name]
        who = f"{name}: " if len(self.losses) > 1 else ""
        gone = self.diverged[name]
        if gone:
            first = gone[0]
            return f"{who}**diverged**: {part_of(len(gone), rows.shape[1], 'net')}, first {first}."
        bottom, top = (float(np.median(self.rms_dZ[name][k])) for k in (0, -1))
        share = f"dZ of layer 1 is **{number(bottom / top)} ×** that on top" if top else "all gradients are 0"
        right, held = self.right[name], self.tested.get(name)
        test = "" if held is None else f" (test {number(float(np.median(held[1][-1])))})"
        classes = "" if right is None else f", **{percent(right)}** right"
        return f"{who}the loss is **{number(float(np.median(rows[-1])))}**{test}{classes}; {share}."

    @property
    def status(self):
        return f"update {self.step:,}"

    @property
    def outcome(self):
        """The last loss of each net, a median where it has members: what a pinned run is compared by."""
        of = {name: f" of {name}" if len(self.losses) > 1 else "" for name in self.losses}
        return {f"loss{of[name]}": float(np.median(rows[-1])) for name, (_, rows) in self.losses.items()} | {
            "updates": self.step
        }

    @property
    def tables(self):
        """Tables for files, of each net: its losses by update, and the sizes of its gradients by layer."""
        tables = {}
        for name, (steps, rows) in self.losses.items():
            of = f"-{name}" if len(self.losses) > 1 else ""
            tables[f"losses{of}"] = by_member("update", steps, {"loss": rows})
            if name in self.tested:
                steps, rows = self.tested[name]
                tables[f"test{of}"] = by_member("update", steps, {"test loss": rows})
            sizes = {"RMS of dZ": self.rms_dZ[name], "norm of dW": self.norm_dW[name]}
            layers = np.arange(1, len(self.rms_dZ[name]) + 1)
            tables[f"gradients{of}"] = by_member("layer", layers, sizes)
        return tables
