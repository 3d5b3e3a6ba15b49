"""Go deeper: a closed part of a lesson that neither computes nor draws until it is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as W

from app.widgets import Link
from app.workbench.buttons import Fold

if TYPE_CHECKING:
    from app.workbench.exhibit import Exhibit


class Closed(W.VBox):
    """`Closed("what it is", build)`: what `build()` makes when the part is first opened."""

    def __init__(self, what: str, build: Callable[[], W.Widget]) -> None:
        self.build, self.box = build, W.VBox()
        self.fold = Fold(what, self.box, self._open)
        super().__init__([self.fold, self.box])
        self.add_class("bl-deeper")

    def _open(self) -> None:
        if not self.box.children:
            self.box.children = [self.build()]


class Deeper(Closed):
    """An `Exhibit`, closed. A link that has settings for it opens it, too."""

    def __init__(self, exhibit: Exhibit, **settings: Any) -> None:
        super().__init__(exhibit.what, lambda: exhibit.panel(**settings))
        self.add_class(f"bl-exhibit-{exhibit.name}")
        self.link = Link(exhibit.name, self._arrived, exhibit.formerly)

    def _arrived(self, query: dict[str, str]) -> None:
        """Settings in a link open it and are set."""
        self.fold.unfold()
        self.box.children[0].arrived(query)
