"""The stage of a panel: its picture and net, what plays them, and the words beneath."""

import ipywidgets as W

from app.experiment import Experiment
from app.widgets import Net, Picture
from app.workbench.ahead import ahead
from app.workbench.buttons import button
from app.workbench.layout.side import controls
from app.workbench.layout.words import Words, place
from app.workbench.player import Player


class Stage(W.VBox):
    """Picture, play bar and sentences. `main` stands above the play bar: what a learner sets most."""

    def __init__(
        self,
        experiment: Experiment,
        player: Player,
        picture: Picture,
        net: Net | None,
        words: Words,
        main: list[W.DOMWidget],
    ) -> None:
        self.experiment, self.player, self.words = experiment, player, words
        self.play_button = button("▶ Play", self.toggle)
        self.play_button.add_class("bl-primary")
        self.buttons = self._buttons()
        self.smaller = button("A smaller net, which answers at once", self._shrink)
        self.remedy = button("", self._mend)
        self.ahead = place("ahead")
        bar = W.HBox([self.play_button, *self.buttons.values(), words.status])
        bar.add_class("bl-bar")
        above = W.VBox(main)
        above.add_class("bl-main")
        # What a hand is for stands beneath what it moves: the net, or else the picture.
        under = [above, bar, self.ahead]
        top = [net, *under, picture] if net else [picture, *under]
        code = controls(experiment, "code", words.report)
        said = W.VBox([words.sentence, words.message])
        said.add_class("bl-said")
        super().__init__([*code, *top, said, self.remedy, self.smaller])
        self.add_class("bl-stage")

    def _buttons(self) -> dict[str, W.Button]:
        player = self.player
        buttons = {"back": button("Back", player.back, "One step back")} if player.run.reversible else {}
        buttons |= {
            "step": button("Step", player.step, "One update"),
            "epoch": button("One epoch", self._epoch),
            "reset": button("Reset", player.reset, "Back to step 0, the same weights"),
        }
        if "seed" in self.experiment.knobs():
            buttons["reseed"] = button("Reseed", self._reseed, "Other seeds")
        return buttons

    def toggle(self) -> None:
        """Play, or pause what plays."""
        self.player.pause() if self.player.moving else self.player.play()

    def _epoch(self) -> None:
        """As many updates as it takes to see every sample once; stopped by pause."""
        self.player.play(self.player.run.epoch)

    def _reseed(self) -> None:
        self.words.report(self.experiment.reseed())

    def _shrink(self) -> None:
        self.words.report(self.experiment.set(**self.experiment.smaller()))

    def _mend(self) -> None:
        """What the result says is worth trying, from step 0, playing."""
        if self.player.result.remedy:
            self.words.report(self.experiment.set(**self.player.result.remedy[1]))
            self.player.reset()
            self.player.play()

    def refresh(self) -> None:
        """Follow the player; called at every change of its state or result."""
        player, epoch = self.player, self.buttons["epoch"]
        # With the full batch it is what Step does.
        epoch.layout.display = "" if player.run.epoch > 1 else "none"
        epoch.tooltip = f"{player.run.epoch} steps, in which every sample is seen once"
        self.smaller.layout.display = "" if self.experiment.smaller() else "none"
        remedy = player.result.remedy
        self.remedy.layout.display = "" if remedy else "none"
        self.remedy.description = f"Try {remedy[0]}" if remedy else ""
        self.ahead.value = ahead(player)

    def say_what_play_does(self) -> None:
        """Its button says Pause while anything moves. Last of all, since the page shows changes in their order: where
        it says Play, nothing moves any more."""
        self.play_button.description = "‖ Pause" if self.player.moving else "▶ Play"
