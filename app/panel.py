"""Experiment, controls, picture, play bar and the sentence that says what the picture shows: one widget."""

import ipywidgets as W

from app.controls import control
from app.player import Player
from app.view import View
from app.words import html, table


class Panel(W.VBox):
    """`Panel(experiment, plot)` in the last line of a cell is all a lesson needs.

    heights   of the picture on a wide and on a narrow page, in CSS pixels
    """

    def __init__(self, experiment, plot, heights=(400, 980)):
        self.experiment, self.view = experiment, View(plot, heights)
        self.sentence, self.status, self.message = (
            self._words(name) for name in ("sentence", "status", "message")
        )
        self.player = Player(experiment, self.view)
        super().__init__([self._side(), self._stage()])
        self.add_class("bl-panel")
        self._told()
        self.player.told = self._told
        experiment.observe(self.player.changed, list(experiment.knobs()))

    # ------------------------------------------------------------------ parts

    def _words(self, name):
        words = W.HTML()
        words.add_class(f"bl-{name}")
        return words

    def _controls(self, place):
        names = [name for name, knob in self.experiment.knobs().items() if knob.place == place]
        return [control(self.experiment, name, self._heard) for name in names]

    def _side(self):
        """Few controls, the rest folded away; on a narrow page all of them are folded."""
        more = W.VBox(self._controls("more"))
        more.add_class("bl-more").add_class("bl-closed")
        folded = [fold("more settings", more), more] if more.children else []
        knobs = W.VBox([*self._controls("side"), *folded, self._defaults()])
        knobs.add_class("bl-knobs").add_class("bl-closed")
        settings = fold("settings", knobs)
        settings.add_class("bl-narrow")
        side = W.VBox([settings, knobs])
        side.add_class("bl-side")
        return side

    def _defaults(self):
        return button(
            "Back to the lesson’s settings",
            lambda: self._heard(self.experiment.set(**self.experiment.defaults)),
        )

    def _stage(self):
        self.play_button = button("▶ Play", self._toggle)
        self.play_button.add_class("bl-primary")
        self.buttons = {
            "step": button("Step", self.player.step, "One update"),
            "reset": button("Reset", self._reset, "Back to step 0, the same weights"),
            "reseed": button("Reseed", self._reseed, "New seeds: other weights, other samples"),
        }
        bar = W.HBox([self.play_button, *self.buttons.values(), self.status])
        bar.add_class("bl-bar")
        main = W.VBox(self._controls("main"))
        main.add_class("bl-main")
        stage = W.VBox([self.view.picture, main, bar, self.sentence, self.message, *self._numbers()])
        stage.add_class("bl-stage")
        return stage

    def _numbers(self):
        """The numbers behind the picture, folded, where the result has a table of them."""
        if not hasattr(self.player.result, "table"):
            return []
        self.numbers = self._words("numbers")
        self.numbers.add_class("bl-closed")
        return [fold("the numbers", self.numbers), self.numbers]

    # ------------------------------------------------------------------ what happens

    def _toggle(self):
        self.player.pause() if self.player.playing else self.player.play()

    def _reset(self):
        self.player.playing = False
        self.player.changed()

    def _reseed(self):
        self._heard(self.experiment.reseed())

    def _heard(self, sentences):
        self.message.value = html(" ".join(sentences))

    def _told(self):
        player = self.player
        self.play_button.description = "⏸ Pause" if player.playing else "▶ Play"
        self.sentence.value = html(player.result.sentence)
        self.status.value = html(player.result.status)
        if hasattr(self, "numbers"):
            self.numbers.value = table(player.result.table)


def button(text, act, tooltip=""):
    """A button that calls `act()`."""
    made = W.Button(description=text, tooltip=tooltip or text)
    made.on_click(lambda _: act())
    return made


def fold(what, box):
    """A button that opens and closes a box; its words say which it will do."""
    made = W.Button(description=f"Show {what}")

    def toggle(_):
        closed = "bl-closed" in box._dom_classes
        (box.remove_class if closed else box.add_class)("bl-closed")
        made.description = f"{'Hide' if closed else 'Show'} {what}"

    made.on_click(toggle)
    made.add_class("bl-fold")
    return made
