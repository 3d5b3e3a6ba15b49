"""Compare: a pinned run is drawn beside the next one, and a table says what differs and what came out."""

from typing import Any

import ipywidgets as W

from app.experiment import Experiment, Result
from app.experiment.words import number, table
from app.workbench.buttons import button
from app.workbench.player import Player


class Compare(W.VBox):
    """The table of a pinned result and the present one; nothing while nothing is pinned."""

    def __init__(self, experiment: Experiment, player: Player) -> None:
        self.experiment, self.player = experiment, player
        self.pin = button("Pin this run", player.pin, "Keep this run and draw the next one beside it")
        self.words = W.HTML()
        super().__init__([self.words])

    def refresh(self) -> None:
        """Say what is so now; called at every change of the player's state or result."""
        pinned = self.player.pinned
        self.pin.description = "Pin this run" if pinned is None else "Unpin"
        self.words.value = "" if pinned is None else table(self.rows(pinned, self.player.result))

    def rows(self, pinned: Result, now: Result) -> list[tuple[str, str, str]]:
        """Header, the settings that differ, and each outcome."""
        knobs = self.experiment.knobs()
        rows = [("", "pinned (dotted)", "now")]
        for name, value in now.settings.items():
            if pinned.settings[name] != value:
                rows.append((knobs[name].label, shown(pinned.settings[name]), shown(value)))
        if len(rows) == 1:
            rows.append(("settings", "the same", "the same"))
        old, new = pinned.outcome or {}, now.outcome or {}
        return rows + [(name, shown(old.get(name)), shown(value)) for name, value in new.items()]


def shown(value: Any) -> str:
    """A setting or an outcome in words."""
    if value is None:
        return "–"
    return number(value, 3) if isinstance(value, float) else str(value)
