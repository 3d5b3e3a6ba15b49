"""Buttons and folds, as every part of a panel uses them."""

from collections.abc import Callable

import ipywidgets as W


def button(text: str, act: Callable[[], object], tooltip: str = "") -> W.Button:
    """A button that calls `act()`."""
    made = W.Button(description=text, tooltip=tooltip or text)
    made.on_click(lambda _: act())
    return made


class Fold(W.Button):
    """A button that opens and closes a box; its words say which it will do. `opened()` is called before it opens."""

    def __init__(self, what: str, box: W.DOMWidget, opened: Callable[[], object] = lambda: None) -> None:
        self.what, self.box, self.before = what, box, opened
        super().__init__()
        self.add_class("bl-fold")
        self.on_click(lambda _: self.fold() if self.unfolded else self.unfold())
        self.fold()

    @property
    def unfolded(self) -> bool:
        """Whether the box is open."""
        return "bl-closed" not in self.box._dom_classes

    def unfold(self) -> None:
        """Open the box."""
        self.before()
        self.box.remove_class("bl-closed")
        self.add_class("bl-open")  # and the page says so (voice.js)
        self.description = self.tooltip = f"Hide {self.what}"

    def fold(self) -> None:
        """Close the box."""
        self.box.add_class("bl-closed")
        self.remove_class("bl-open")
        self.description = self.tooltip = f"Show {self.what}"
