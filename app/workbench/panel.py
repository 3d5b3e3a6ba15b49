"""Experiment, controls, picture, play bar and the sentence that says what the picture shows: one widget."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as W

from app.experiment import Experiment, Prediction, Result
from app.experiment.contract import Settings
from app.experiment.net_state import NetState
from app.experiment.words import html, plain, table
from app.widgets import Link, Net, Voice, served
from app.workbench.ahead import ahead
from app.workbench.buttons import Fold, button
from app.workbench.clock import Clock
from app.workbench.compare import Compare
from app.workbench.controls import control
from app.workbench.export.share import Share, texts
from app.workbench.export.snapshot import Snapshot
from app.workbench.player import Player
from app.workbench.questions.predict import Predict
from app.workbench.questions.score import score
from app.workbench.screen import Screen
from app.workbench.view import Plot, View

if TYPE_CHECKING:
    from app.workbench.exhibit import Exhibit

USUAL = "the usual"
SPEEDS = {
    USUAL: None,
    "1 update a second": 1,
    "10 updates a second": 10,
    "100 updates a second": 100,
    "as fast as it can": math.inf,
}


LOST = "The computation had stopped: with the same settings the run is done again."
PAUSED = "Update {:,}, of which the text speaks: Play goes on."
THERE = "The run has reached {} already: Play and Step go on."
END = "The run is at its end: Play begins it again."


class Panel(W.VBox):
    """`Panel(experiment, plot)` in the last line of a cell is all a lesson needs.

    name        of the panel in links; two panels of a page need two
    heights     of the picture on a wide and on a narrow page, in CSS pixels
    questions   `Prediction`s to offer
    presets     {words: {knob: value}}: settings worth a look, one press away
    pauses      updates at which playing stands still, since the lesson's text speaks of them
    focus       its picture has the keys when the page opens: for one panel of a page, if any
    exhibit     what it was made from, if anything: how it can be typed again
    clock       the time, for tests
    """

    def __init__(
        self,
        experiment: Experiment,
        plot: Plot,
        name: str = "",
        heights: tuple[int, int] = (400, 980),
        questions: Iterable[Prediction] = (),
        presets: Mapping[str, Settings] | None = None,
        pauses: tuple[int, ...] = (),
        focus: bool = False,
        exhibit: Exhibit | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.exhibit = exhibit
        clock = clock or Clock()
        self.experiment, self.view = experiment, View(plot, heights, clock)
        self.name = name_of(experiment, name)
        screen = Screen(self.view, clock)
        self.player = Player(experiment, screen, clock=clock, pauses=pauses)
        self.sentences: tuple[str, ...] = experiment.remarks  # about what was replaced or refused
        self.told = ""  # about a question, until a setting is another
        self.sentence, self.status, self.message = (words(part) for part in ("sentence", "status", "message"))
        self.net, self.ahead = self._net(focus), words("ahead")
        self.predict = self._predict(tuple(questions))
        screen.words = self._said
        self.parts = self._parts()
        self.presets = [
            button(text, partial(self._preset, change)) for text, change in (presets or {}).items()
        ]
        picture = self.view.picture
        picture.alt = f"{plain(self._said(self.player.result))} {picture.alt}"  # also where nobody scrolls to
        self.snapshot: Snapshot | None = None  # in a notebook
        self.voice = Voice(name=exhibit.what if exhibit else self.name)
        asked = [self.predict] if self.predict else []
        side = [self._side()] if experiment.knobs() else []
        super().__init__(
            [*asked, self._stage(), *side, self._more(), self.voice]
        )  # the keys reach the picture before settings
        self.add_class("bl-panel").add_class(f"bl-exhibit-{self.name}")
        self.link = Link(self.name, self.arrived, exhibit.formerly if exhibit else "", self.again)
        self._refresh()
        self.player.refresh = self._refresh
        self.view.picture.observe(lambda _: self.player.reported(), "reports")
        experiment.observe(self._changed, list(experiment.knobs()))
        self.view.picture.pressed, self.view.picture.focus = self._pressed, focus
        self.view.picture.dragged = self._dragged

    def _ipython_display_(self) -> None:
        """In a notebook's output, with what the notebook keeps when the kernel is gone; on a lesson's page alone."""
        from IPython.display import display

        display(self._repr_mimebundle_(), raw=True)
        if not served():
            self.snapshot = Snapshot(self)

    @property
    def said(self) -> str:
        """The sentence under the picture as it stands there."""
        return self._said(self.player.result)

    # ------------------------------------------------------------------ parts

    def _predict(self, questions: tuple[Prediction, ...]) -> Predict | None:
        """The questions, beside the picture."""
        if not questions:
            return None
        player = self.player
        return Predict(
            self.experiment,
            player,
            questions,
            self.name,
            score(),
            reveal=lambda parts, words: self.view.mark(parts, player.result, words),
            report=player.look,
            say=self._tell,
        )

    def _parts(self) -> list[Any]:
        """What stands beneath the sentence: each has a button of its own and is refreshed at every change."""
        result, player = self.player.result, self.player
        parts: list[Any] = []
        parts += [Compare(self.experiment, player)] if result.outcome is not None else []
        parts += [Share(self)] if result.snippet is not None else []
        return parts + ([Numbers(player)] if result.table is not None else [])

    def _net(self, shows_itself: bool) -> Net | None:
        """The net unit by unit, where results have one. That of the page's first picture shows itself once, until the
        first touch."""
        if self.player.result.net is None:
            return None
        edited = self._edited if self.experiment.editable else None
        net = Net(edited, *([self.player.demonstrate, self.player.pause] if shows_itself else []))
        if self.experiment.reshapable:
            net.shapeable, net.shaped = True, self._shaped
        if self.player.run.descends:
            net.action, net.acted = "Take a step: w − η dw", self.player.descend
        return net

    def arrived(self, query: dict[str, str]) -> None:
        """A link has settings for this panel: texts, unchecked."""
        self._report(self.experiment.read(query))
        if self.experiment.reset():
            self.player.changed()

    def again(self, updates: int, playing: bool) -> None:
        """A run was lost with its kernel: it is done again, so many updates, and goes on if it was playing."""
        go_on = self.player.play if playing else lambda: None
        self.player.train(updates, go_on) if updates else go_on()
        self._report([LOST])

    def _dragged(self, name: str, x: float, y: float) -> None:
        """A handle of the picture was taken somewhere: within their range, its settings follow."""
        asked = self.view.taken(name, x, y)
        if isinstance(asked, str):
            self.view.picture.follow(asked)
        elif isinstance(asked, int):
            self.player.go(asked)
        else:
            known = self.experiment.knobs()
            within = {n: known[n].nearest(v)[0] for n, v in asked.items() if n in known}
            self._report(self.experiment.set(**within))

    def _edited(self, *weight: Any) -> None:
        self._report(self.experiment.set(**self.experiment.edit(*weight)))

    def _shaped(self, layer: int, by: int) -> None:
        self._report(self.experiment.set(**self.experiment.reshape(layer, by)))

    def _controls(self, place: str) -> list[W.DOMWidget]:
        names = [name for name, knob in self.experiment.knobs().items() if knob.place == place]
        return [control(self.experiment, name, self._report) for name in names]

    def _side(self) -> W.VBox:
        """Few controls, the rest folded away; on a narrow page all of them are folded."""
        more = W.VBox([*self._controls("more"), self._speed()])
        folded = [Fold("more settings", more), more]
        defaults = button("Back to the lesson’s settings", self._defaults)
        knobs = W.VBox([*self._controls("side"), *folded, defaults])
        knobs.add_class("bl-knobs")
        settings = Fold("settings", knobs, self.view.picture.into_view)
        done = button("Done", settings.fold, "Close the settings")  # where they lie over the lower half
        knobs.children = done.add_class("bl-done"), *knobs.children
        settings.add_class("bl-narrow")
        side = W.VBox([settings, knobs])
        side.add_class("bl-side")
        return side

    def _speed(self) -> W.Dropdown:
        """How many updates a second; not a setting, since it changes no number."""
        self.speed = W.Dropdown(options=list(SPEEDS), description="Speed")
        self.speed.observe(lambda change: setattr(self.player, "speed", SPEEDS[change["new"]]), "value")
        return self.speed

    def _stage(self) -> W.VBox:
        self.play_button = button("▶ Play", self._toggle)
        self.play_button.add_class("bl-primary")
        self.buttons = {
            "step": button("Step", self.player.step, "One update"),
            "epoch": button("One epoch", self._epoch),
            "reset": button("Reset", self.player.reset, "Back to step 0, the same weights"),
        }
        if self.player.run.reversible:
            back = button("Back", self.player.back, "One step back")
            self.buttons = {"back": back, **self.buttons}
        if "seed" in self.experiment.knobs():
            self.buttons["reseed"] = button(
                "Reseed", lambda: self._report(self.experiment.reseed()), "Other seeds"
            )
        bar = W.HBox([self.play_button, *self.buttons.values(), self.status])
        bar.add_class("bl-bar")
        main = W.VBox(self._controls("main") if self.experiment.knobs() else [self._speed()])
        main.add_class("bl-main")
        self.smaller = button("A smaller net, which answers at once", self._shrink)
        # What a hand is for stands beneath what it moves: the net, or else the picture.
        under = [main, bar, self.ahead]
        top = [self.net, *under, self.view.picture] if self.net else [self.view.picture, *under]
        self.remedy = button("", self._mend)
        words = [self.sentence, self.message, self.remedy, self.smaller]
        stage = W.VBox([*self._controls("code"), *top, *words])
        stage.add_class("bl-stage")
        return stage

    def _more(self) -> W.VBox:
        """Settings worth a look, and what the run can be kept as."""
        tries = W.HBox(self.presets)
        tries.add_class("bl-tools").add_class("bl-presets")
        self.aim = button("", self._to_aim)
        tools = W.HBox(
            [self.aim] * bool(self.player.run.aim)
            + [
                tool
                for part in self.parts
                for tool in (part.buttons if isinstance(part, Compare) else [part.fold])
            ]
        )
        tools.add_class("bl-tools")
        more = W.VBox([tries, tools, *self.parts])
        more.add_class("bl-more")
        return more

    # ------------------------------------------------------------------ what happens

    def _toggle(self) -> None:
        self.player.pause() if self.player.moving else self.player.play()

    def _epoch(self) -> None:
        """As many updates as it takes to see every sample once; stopped by pause."""
        self.player.play(self.player.run.epoch)

    def _to_aim(self) -> None:
        """Play to what the run may be played to; say so where it is there."""
        there = self.player.run.reached and not self.player.ended
        self.player.play_to_aim()
        if there:
            self._report([THERE.format(self.player.run.aim)])

    def _shrink(self) -> None:
        self._report(self.experiment.set(**self.experiment.smaller()))

    def _mend(self) -> None:
        """What the result says is worth trying, from step 0, playing."""
        if self.player.result.remedy:
            self._report(self.experiment.set(**self.player.result.remedy[1]))
            self.player.reset()
            self.player.play()

    def _preset(self, change: Settings) -> None:
        self._report(self.experiment.set(**(self.experiment.defaults | change)))
        self.player.reset()

    def _defaults(self) -> None:
        self.speed.value = USUAL
        self._preset({})

    def _pressed(self, key: object) -> None:
        """A key pressed while the picture has the focus."""
        keys = {
            "play": self._toggle,
            "step": self.player.step,
            "back": self.player.back,
            "reset": self.player.reset,
            "pin": self.player.pin,
        }
        keys.get(key, lambda: None)() if isinstance(key, str) else None

    def _said(self, result: Result) -> str:
        """The sentence, which keeps back what gives an open question away."""
        return self.predict.withheld(result.sentence) if self.predict else result.sentence

    def _tell(self, words: str) -> None:
        """Say what became of a question aloud, once."""
        self.told, self.voice.said = words, plain(words)

    def _changed(self, change: Any) -> None:
        self.told = ""
        self.link.settings = texts(self.experiment)
        self.player.changed(change["name"])

    def _report(self, sentences: Iterable[str]) -> None:
        """Say what was replaced or refused, and whether the run is at its end."""
        self.sentences = tuple(sentences)
        player = self.player
        end = [END] if player.ended and not player.moving else []
        end += [PAUSED.format(player.whole)] if player.pausing and not player.moving and not end else []
        self.message.value = html(" ".join([*self.sentences, *end]))
        if self.player.moving:
            self.told = ""
        else:
            if self.snapshot:
                self.snapshot.soon()
            result = self.player.result
            self.voice.said = plain(
                " ".join(
                    filter(None, [self.told, *self.sentences, *end, f"{result.status}.", self._said(result)])
                )
            )

    def _refresh(self) -> None:
        player = self.player
        self.sentence.value = html(self._said(player.result))
        self.status.value = html(player.result.status + player.words_left)
        if self.net:
            self.net.show(*drawn_nets(player.result))
        epoch = self.buttons["epoch"]
        epoch.layout.display = (
            "" if player.run.epoch > 1 else "none"
        )  # with the full batch it is what Step does
        epoch.tooltip = f"{player.run.epoch} steps, in which every sample is seen once"
        self.aim.description = self.aim.tooltip = f"Play to {player.run.aim}"
        self.smaller.layout.display = "" if self.experiment.smaller() else "none"
        remedy = player.result.remedy
        self.remedy.layout.display = "" if remedy else "none"
        self.remedy.description = f"Try {remedy[0]}" if remedy else ""
        self.ahead.value = ahead(player)
        for part in [*self.parts, *([self.predict] if self.predict else [])]:
            part.refresh()
        self._report(self.sentences)
        self.link.updates, self.link.playing = player.whole, player.playing
        # Last, since the page shows these in their order: where it says Play, nothing moves any more.
        self.play_button.description = "‖ Pause" if player.moving else "▶ Play"


class Numbers(W.VBox):
    """The numbers behind the picture, folded, where the result has a `table` of them."""

    def __init__(self, player: Player) -> None:
        self.player, self.words = player, words("numbers")
        self.fold = Fold("the numbers", self.words)
        super().__init__([self.words])

    def refresh(self) -> None:
        """Write them anew; called at every change of the player's state or result."""
        self.words.value = table(self.player.result.table or [])


def drawn_nets(result: Result) -> tuple[NetState, ...]:
    """The nets of a result that are drawn unit by unit."""
    nets = result.net or ()
    return nets if isinstance(nets, tuple) else (nets,)


def name_of(experiment: Experiment, name: str = "") -> str:
    """What a panel of this experiment is called in links."""
    return name or type(experiment).__name__.lower()


def words(name: str) -> W.HTML:
    """A place for a sentence."""
    made = W.HTML()
    made.add_class(f"bl-{name}")
    return made
