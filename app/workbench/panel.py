"""Experiment, controls, picture, play bar and the sentence that says what the picture shows: one widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets as W

from app.experiment import Experiment, Prediction, Result
from app.experiment.contract import Settings
from app.experiment.net_state import NetState
from app.experiment.words import plain
from app.widgets import Link, Net, served
from app.workbench.buttons import button
from app.workbench.clock import Clock
from app.workbench.compare import Compare
from app.workbench.export.share import Share, texts
from app.workbench.export.snapshot import Snapshot
from app.workbench.layout.side import USUAL, Side, controls, speed
from app.workbench.layout.stage import Stage
from app.workbench.layout.tools import Numbers, Tools
from app.workbench.layout.words import Words
from app.workbench.player import Player
from app.workbench.questions.predict import Predict
from app.workbench.questions.score import score
from app.workbench.screen import Screen
from app.workbench.view import Plot, View

if TYPE_CHECKING:
    from app.workbench.exhibit import Exhibit

LOST = "The computation had stopped: with the same settings the run is done again."


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
        self.view.stacked = exhibit is not None and exhibit.stacked
        self.name = name_of(experiment, name)
        screen = Screen(self.view, clock)
        self.player = Player(experiment, screen, clock=clock, pauses=pauses)
        self.snapshot: Snapshot | None = None  # in a notebook
        what = exhibit.what if exhibit else self.name
        self.words = Words(self.player, experiment.remarks, what, self._rests)
        self.predict = self._predict(tuple(questions))
        if predict := self.predict:
            self.words.withheld = predict.withheld
            self.view.hushed = lambda: predict.keeps
        screen.words = self.words.said
        picture = self.view.picture
        picture.alt = f"{plain(self.said)} {picture.alt}"  # also where nobody scrolls to
        self.net, self.parts = self._net(focus), self._parts()
        self._build(presets or {})
        self.add_class("bl-panel").add_class(f"bl-exhibit-{self.name}")
        self.link = Link(self.name, self.arrived, exhibit.formerly if exhibit else "", self.again)
        self._refresh()
        self.player.refresh = self._refresh
        picture.observe(lambda _: self.player.reported(), "reports")
        experiment.observe(self._changed, list(experiment.knobs()))
        picture.pressed, picture.focus, picture.dragged = self._pressed, focus, self._dragged

    def _build(self, presets: Mapping[str, Settings]) -> None:
        """Lay the parts out, in the order in which keys reach them: the picture before the settings."""
        experiment, report = self.experiment, self.words.report
        picture, knobs = self.view.picture, experiment.knobs()
        self.speed = speed(self.player)
        main = controls(experiment, "main", report) if knobs else [self.speed]
        self.stage = Stage(experiment, self.player, picture, self.net, self.words, main)
        self.presets = [button(text, partial(self._preset, change)) for text, change in presets.items()]
        self.tools = Tools(self.player, self.presets, self.parts, report)
        asked = [self.predict] if self.predict else []
        side = [Side(experiment, self.speed, report, self._defaults, picture.into_view)] if knobs else []
        super().__init__([*asked, self.stage, *side, self.tools, self.words.voice])
        # What a hand reaches for, by name.
        self.play_button, self.buttons, self.aim = self.stage.play_button, self.stage.buttons, self.tools.aim
        self.smaller, self.ahead, self.voice = self.stage.smaller, self.stage.ahead, self.words.voice
        self.sentence, self.status = self.words.sentence, self.words.status
        self.message = self.words.message

    def _ipython_display_(self) -> None:
        """In a notebook's output, with what the notebook keeps when the kernel is gone; on a lesson's page alone."""
        from IPython.display import display

        display(self._repr_mimebundle_(), raw=True)
        if not served():
            self.snapshot = Snapshot(self)

    @property
    def said(self) -> str:
        """The sentence under the picture as it stands there."""
        return self.words.said(self.player.result)

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
            say=self.words.tell,
        )

    def _parts(self) -> list[Any]:
        """What stands beneath the sentence: each has a button of its own and is refreshed at every change."""
        result, player = self.player.result, self.player
        parts: list[Any] = []
        parts += [Compare(self.experiment, player)] if result.outcome is not None else []
        parts += [Share(self)] if result.snippet is not None or result.tables else []
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

    # ------------------------------------------------------------------ what happens

    def arrived(self, query: dict[str, str]) -> None:
        """A link has settings for this panel: texts, unchecked."""
        self.words.report(self.experiment.read(query))
        if self.experiment.reset():
            self.player.changed()

    def again(self, updates: int, playing: bool) -> None:
        """A run was lost with its kernel: it is done again, so many updates, and goes on if it was playing."""
        go_on = self.player.play if playing else lambda: None
        self.player.train(updates, go_on) if updates else go_on()
        self.words.report([LOST])

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
            self.words.report(self.experiment.set(**within))

    def _edited(self, *weight: Any) -> None:
        self.words.report(self.experiment.set(**self.experiment.edit(*weight)))

    def _shaped(self, layer: int, by: int) -> None:
        self.words.report(self.experiment.set(**self.experiment.reshape(layer, by)))

    def _preset(self, change: Settings) -> None:
        self.words.report(self.experiment.set(**(self.experiment.defaults | change)))
        self.player.reset()

    def _defaults(self) -> None:
        self.speed.value = USUAL
        self._preset({})

    def _pressed(self, key: object) -> None:
        """A key pressed while the picture has the focus."""
        keys = {
            "play": self.stage.toggle,
            "step": self.player.step,
            "back": self.player.back,
            "reset": self.player.reset,
            "pin": self.player.pin,
        }
        keys.get(key, lambda: None)() if isinstance(key, str) else None

    def _changed(self, change: Any) -> None:
        self.words.told = ""
        self.link.settings = texts(self.experiment)
        self.player.changed(change["name"])

    def _rests(self) -> None:
        if self.snapshot:
            self.snapshot.soon()

    def _refresh(self) -> None:
        player = self.player
        self.words.refresh()
        if self.net:
            self.net.show(*drawn_nets(player.result))
        self.stage.refresh()
        self.tools.refresh()
        if self.predict:
            self.predict.refresh()
        self.words.report(self.words.sentences)
        self.link.updates, self.link.playing = player.whole, player.playing
        self.stage.say_what_play_does()


def drawn_nets(result: Result) -> tuple[NetState, ...]:
    """The nets of a result that are drawn unit by unit."""
    nets = result.net or ()
    return nets if isinstance(nets, tuple) else (nets,)


def name_of(experiment: Experiment, name: str = "") -> str:
    """What a panel of this experiment is called in links."""
    return name or type(experiment).__name__.lower()
