"""What stands beneath a panel: settings worth a look, and what the run can be kept as."""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as W

from app.experiment.words import table
from app.workbench.buttons import Fold, button
from app.workbench.compare import Compare
from app.workbench.layout.words import place
from app.workbench.player import Player

THERE = "The run has reached {} already: Play and Step go on."


class Tools(W.VBox):
    """Presets, the button that plays to the run's aim, and the parts, each with a button of its own."""

    def __init__(
        self,
        player: Player,
        presets: list[W.Button],
        parts: list[Any],
        report: Callable[[Iterable[str]], object],
    ) -> None:
        self.player, self.parts, self.report = player, parts, report
        tries = W.HBox(presets)
        tries.add_class("bl-tools").add_class("bl-presets")
        self.aim = button("", self._to_aim)
        tools = [self.aim] * bool(player.run.aim)
        for part in parts:
            tools += part.buttons if isinstance(part, Compare) else [part.fold]
        row = W.HBox(tools)
        row.add_class("bl-tools")
        super().__init__([tries, row, *parts])
        self.add_class("bl-more")

    def _to_aim(self) -> None:
        """Play to what the run may be played to; say so where it is there."""
        there = self.player.run.reached and not self.player.ended
        self.player.play_to_aim()
        if there:
            self.report([THERE.format(self.player.run.aim)])

    def refresh(self) -> None:
        """Follow the player; called at every change of its state or result."""
        self.aim.description = self.aim.tooltip = f"Play to {self.player.run.aim}"
        for part in self.parts:
            part.refresh()


class Numbers(W.VBox):
    """The numbers behind the picture, folded, where the result has a `table` of them."""

    def __init__(self, player: Player) -> None:
        self.player, self.words = player, place("numbers")
        self.fold = Fold("the numbers", self.words)
        super().__init__([self.words])

    def refresh(self) -> None:
        """Write them anew; called at every change of the player's state or result."""
        self.words.value = table(self.player.result.table or [])
