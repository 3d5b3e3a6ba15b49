"""Buttons and folds, as every part of a panel uses them."""

from collections.abc import Callable, Sequence

import ipywidgets as W
import traitlets as T


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


class Switchboard(W.VBox):
    """A box to check for each name; `value` is a text of those that are checked, "a, b"; one always is."""

    value = T.Unicode()
    disabled = T.Bool(False)

    def __init__(self, names: Sequence[str], value: str, label: str) -> None:
        title = W.HTML(f"<b>{label}</b>")
        self.switches = [
            W.Checkbox(description=name, indent=False, tooltip=f"{label}: {name}") for name in names
        ]
        row = W.HBox(self.switches)
        row.add_class("bl-switches")
        self.follows = False  # the boxes are being set, not checked by a hand
        super().__init__([title, row], value=value)
        self._show()
        self.observe(lambda _: self._show(), "value")
        for switch in self.switches:
            switch.observe(lambda _: self._checked(), "value")

    def _checked(self) -> None:
        if self.follows:
            return
        checked = ", ".join(switch.description for switch in self.switches if switch.value)
        if checked:
            self.value = checked
        else:
            self._show()

    def _show(self) -> None:
        chosen, self.follows = self.value.split(", "), True
        for switch in self.switches:
            switch.value = switch.description in chosen
        self.follows = False
