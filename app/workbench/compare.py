"""Compare: pinned runs are drawn beside the next one, and a table says what differs and what came out."""

from collections.abc import Sequence
from typing import Any

import ipywidgets as W

from app.experiment import Experiment, Result
from app.experiment.words import number, table
from app.workbench.buttons import button
from app.workbench.player import Player

PIN, UNPIN = "Pin this run", "Unpin"


class Compare(W.VBox):
    """The table of the pinned results and the present one; nothing while nothing is pinned."""

    def __init__(self, experiment: Experiment, player: Player) -> None:
        self.experiment, self.player = experiment, player
        self.pin = button(PIN, player.pin, "Keep this run and draw the next one beside it")
        self.unpin = button("Unpin all", player.unpin, "Let the pinned runs go")
        self.words = W.HTML()
        super().__init__([self.words])

    @property
    def buttons(self) -> list[W.Button]:
        """What stands among the tools."""
        return [self.pin, self.unpin] if self.experiment.pins > 1 else [self.pin]

    def refresh(self) -> None:
        """Say what is so now; called at every change of the player's state or result."""
        pins, most = self.player.pins, self.experiment.pins
        if most > 1:
            self.pin.description = f"{PIN} ({len(pins)} of {most})" if pins else PIN
            self.pin.disabled = len(pins) == most
            self.unpin.layout.display = "" if pins else "none"
        else:
            self.pin.description = UNPIN if pins else PIN
        self.words.value = table(self.rows(pins, self.player.result)) if pins else ""

    def rows(self, pins: Sequence[Result], now: Result) -> list[tuple[str, ...]]:
        """Header, the settings that differ, and each outcome."""
        knobs, numbered = self.experiment.knobs(), len(pins) > 1
        head = [f"pinned {i}" if numbered else "pinned (dotted)" for i in range(1, len(pins) + 1)]
        rows: list[tuple[str, ...]] = [("", *head, "now")]
        for name, value in now.settings.items():
            old = [each.settings[name] for each in pins]
            if any(each != value for each in old):
                rows.append((knobs[name].label, *map(shown, old), shown(value)))
        if len(rows) == 1 and now.settings:
            rows.append(("settings", *["the same"] * (len(pins) + 1)))
        outcomes = [each.outcome or {} for each in (*pins, now)]
        return rows + [(name, *(shown(each.get(name)) for each in outcomes)) for name in outcomes[-1]]


def shown(value: Any) -> str:
    """A setting or an outcome in words."""
    if value is None or value == "":
        return "–"
    return number(value, 3) if isinstance(value, float) else str(value)
