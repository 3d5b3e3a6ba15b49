"""Go deeper: a closed part of a lesson that neither computes nor draws until it is opened."""

import ipywidgets as W

from app.parts import Fold


class Deeper(W.VBox):
    """`Deeper("the schemes", lambda: Panel(…))`: the panel is built when the part is first opened."""

    def __init__(self, what, build):
        self.build, self.box = build, W.VBox()
        self.fold = Fold(what, self.box, self._open)
        super().__init__([self.fold, self.box])
        self.add_class("bl-deeper")

    def _open(self):
        if not self.box.children:
            self.box.children = [self.build()]
