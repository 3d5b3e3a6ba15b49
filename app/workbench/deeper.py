"""Go deeper: a closed part of a lesson that neither computes nor draws until it is opened."""

import ipywidgets as W

from app.widgets import Link
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
    """An `Exhibit`, closed. A link that has settings for it opens it, too."""

    def __init__(self, exhibit, **settings):
        super().__init__(exhibit.what, lambda: exhibit.panel(**settings))
        self.add_class(f"bl-exhibit-{exhibit.name}")
        self.link = Link(exhibit.name, lambda query: self.fold.unfold(), exhibit.formerly)
