"""Go deeper: a closed part of a lesson that neither computes nor draws until it is opened."""

import ipywidgets as W

from app.widgets import Link
from app.workbench.panel import Panel, name_of
from app.workbench.parts import Fold


class Closed(W.VBox):
    """`Closed("what it is", build)`: what `build()` makes when the part is first opened."""

    def __init__(self, what, build):
        self.build, self.box = build, W.VBox()
        self.fold = Fold(what, self.box, self._open)
        super().__init__([self.fold, self.box])
        self.add_class("bl-deeper")

    def _open(self):
        if not self.box.children:
            self.box.children = [self.build()]


class Deeper(Closed):
    """`Deeper("what it is", experiment, plot, …)`: the Panel of these arguments. A link that has settings for it
    opens it, too."""

    def __init__(self, what, experiment, plot, name="", *rest, **more):
        super().__init__(what, lambda: Panel(experiment, plot, name, *rest, **more))
        self.link = Link(name_of(experiment, name), lambda query: self.fold.unfold())
