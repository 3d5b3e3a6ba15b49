"""The settings beside a picture: few controls, the rest folded away."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as W

from app.experiment import Experiment
from app.workbench.buttons import Fold, button
from app.workbench.controls import control
from app.workbench.player import Player

USUAL = "the usual"
SPEEDS = {
    USUAL: None,
    "1 update a second": 1,
    "10 updates a second": 10,
    "100 updates a second": 100,
    "as fast as it can": math.inf,
}
Report = Callable[[Iterable[str]], object]


def controls(experiment: Experiment, place: str, report: Report) -> list[W.DOMWidget]:
    """The controls of the knobs that stand at this place."""
    names = [name for name, knob in experiment.knobs().items() if knob.place == place]
    return [control(experiment, name, report) for name in names]


def speed(player: Player) -> W.Dropdown:
    """How many updates a second; not a setting, since it changes no number."""
    made = W.Dropdown(options=list(SPEEDS), description="Speed")

    def follow(change: Any) -> None:
        player.speed = SPEEDS[change["new"]]

    made.observe(follow, "value")
    return made


class Side(W.VBox):
    """The settings; on a narrow page all of them are folded. `opens()` is called before they open there."""

    def __init__(
        self,
        experiment: Experiment,
        speeds: W.Dropdown,
        report: Report,
        defaults: Callable[[], object],
        opens: Callable[[], object],
    ) -> None:
        more = W.VBox([*controls(experiment, "more", report), speeds])
        folded = [Fold("more settings", more), more]
        back = button("Back to the lesson’s settings", defaults)
        knobs = W.VBox([*controls(experiment, "side", report), *folded, back])
        knobs.add_class("bl-knobs")
        settings = Fold("settings", knobs, opens)
        done = button("Done", settings.fold, "Close the settings")  # where they lie over the lower half
        knobs.children = done.add_class("bl-done"), *knobs.children
        settings.add_class("bl-narrow")
        super().__init__([settings, knobs])
        self.add_class("bl-side")
