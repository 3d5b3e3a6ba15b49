"""An exhibit: everything about a panel in one descriptor, which a lesson's cell turns into the panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.experiment import Experiment, Prediction
from app.experiment.contract import Settings
from mlcore.checks.errors import WrongArgument
from mlcore.checks.modules import answers

if TYPE_CHECKING:
    from app.workbench.deeper import Deeper, Later
    from app.workbench.panel import Panel
    from app.workbench.view import Plot


@dataclass(frozen=True, kw_only=True, eq=False)
class Exhibit:
    """The folder of an experiment hands over one of these; making it loads neither widgets nor matplotlib.

    package     the folder, as one imports it: its last part is the exhibit's name, in links, too
    experiment  the `Experiment` class
    picture     module whose `picture(fig)` draws its results; usually the one beside the experiment
    what        what it is, as a closed part of a lesson says it: "Show …"
    heights     of the picture on a wide and on a narrow page, in CSS pixels
    questions   `Prediction`s to offer
    presets     {words: {knob: value}}: settings worth a look, one press away
    settings    {knob: value} where this exhibit begins with others than the experiment
    formerly    what it was called in older links, which still work
    pauses      updates of which the lesson's text speaks: playing stands still there
    focus       its picture has the keys when the page opens: for one exhibit of a lesson, if any
    opens       a lesson begins with it: it is built at once
    stacked     it has more than two pictures and none needs its neighbour: in a hall they stand one beneath the other
    """

    package: str
    experiment: type[Experiment]
    picture: str = ""
    what: str
    heights: tuple[int, int] = (400, 980)
    questions: tuple[Prediction, ...] = ()
    presets: Mapping[str, Settings] = field(default_factory=dict)
    settings: Settings = field(default_factory=dict)
    formerly: str = ""
    pauses: tuple[int, ...] = ()
    focus: bool = False
    opens: bool = False
    stacked: bool = False

    def __post_init__(self) -> None:
        answers(self.package, self._called, lambda: ("panel", "deeper"), self._instead)

    def _instead(self) -> dict[str, str]:
        """What is said where the module is asked for a setting."""
        return {
            knob: f"It is a setting: {self.name}.panel({knob}=…)." for knob in self.experiment.knobs()
        } | dict.fromkeys(("show", "play", "plot", "run"), f"Did you mean {self.name}.panel()?")

    def _called(self, settings: dict[str, Any]) -> str:
        """What is said where the module is called in place of its panel."""
        given = ", ".join(f"{name}={value!r}" for name, value in settings.items())
        return f"{self.name} is a module; its panel comes by {self.name}.panel({given})."

    @property
    def name(self) -> str:
        """What it is called in links and in Python."""
        return self.package.rpartition(".")[2]

    def start(self, **settings: Any) -> Experiment:
        """The experiment with the exhibit's settings and these."""
        return self.experiment(**(self.settings | settings))

    def plot(self) -> Plot:
        """`picture(fig)`, which makes a `Drawing`; loads matplotlib."""
        beside = self.experiment.__module__.rpartition(".")[0] + ".picture"
        return import_module(self.picture or beside).picture

    def panel(self, *places: Any, **settings: Any) -> Panel | Later:
        """The panel, in JupyterLab or in a lesson; with other settings than the exhibit's, if any are given by name.

        On a lesson's page those that do not open it are built when they are near the screen.
        """
        from app.widgets import served

        self._by_name("panel", places)
        if self.opens or not served():
            return self.built(**settings)
        from app.workbench.deeper import Later

        return Later(self, **settings)

    def _by_name(self, what: str, places: tuple) -> None:
        if places:
            knob = next(iter(self.experiment.knobs()))
            raise WrongArgument(f"A panel takes its settings by name, as {self.name}.{what}({knob}=…).")

    def built(self, **settings: Any) -> Panel:
        """The panel, at once."""
        from app.workbench.panel import Panel

        return Panel(
            self.start(**settings),
            self.plot(),
            name=self.name,
            heights=self.heights,
            questions=self.questions,
            presets=self.presets,
            pauses=self.pauses,
            focus=self.focus,
            exhibit=self,
        )

    def deeper(self, *places: Any, **settings: Any) -> Deeper:
        """The same as a closed part, which neither computes nor draws until it is opened."""
        from app.workbench.deeper import Deeper

        self._by_name("deeper", places)
        if settings:
            self.start(**settings)  # a name that there is not is told at once, not when it is opened
        return Deeper(self, **settings)
