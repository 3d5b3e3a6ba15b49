"""Parts of a lesson that neither compute nor draw at first: a closed one until it is opened, and any other until it is
near the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as W

from app.widgets import Link, Room
from app.workbench.buttons import Fold

if TYPE_CHECKING:
    from app.workbench.exhibit import Exhibit
    from app.workbench.panel import Panel


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
        super().__init__(exhibit.what, lambda: exhibit.built(**settings))
        self.add_class(f"bl-exhibit-{exhibit.name}")
        self.link = Link(exhibit.name, self._arrived, exhibit.formerly)

    def _arrived(self, query: dict[str, str]) -> None:
        """Settings in a link open it and are set."""
        self.fold.unfold()
        self.box.children[0].arrived(query)


class Later(W.VBox):
    """Room for an exhibit's panel. The page scrolls near, is quiet, prints, or has a link for it: it is built."""

    def __init__(self, exhibit: Exhibit, **settings: Any) -> None:
        self.exhibit, self.settings = exhibit, settings
        self.panel: Panel | None = None
        room = Room(exhibit.heights, f"A panel that is about to be built: {exhibit.what}.", self.build)
        super().__init__([room])
        self.add_class(f"bl-exhibit-{exhibit.name}")
        self.link = Link(exhibit.name, self._arrived, exhibit.formerly)

    def build(self) -> Panel:
        """The panel, built at the first call."""
        if self.panel is None:
            self.panel = self.exhibit.built(**self.settings)
            self.children = [self.panel]
        return self.panel

    def _arrived(self, query: dict[str, str]) -> None:
        """Settings in a link."""
        self.build().arrived(query)
