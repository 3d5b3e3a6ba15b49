"""A listing whose lines are buttons: a press breaks a line, the next breaks it otherwise or mends it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as W
import traitlets as T

from app.experiment.words import html
from app.workbench.buttons import button


class Listing(W.VBox):
    """The widget of a `Lines` knob: `value` is one of the knob's values."""

    value = T.Unicode()
    disabled = False

    def __init__(self, listing: Sequence[tuple[str, Mapping[str, str]]], default: str, label: str) -> None:
        self.listing, self.default = listing, default
        title = W.HTML(f"<b>{html(label)}</b>")
        self.rows = [self._row(i, line, ways) for i, (line, ways) in enumerate(listing)]
        super().__init__([title, *self.rows], value=default)
        self.add_class("bl-code")
        self.observe(lambda _: self._show(), "value")
        self._show()

    def _row(self, i: int, line: str, ways: Mapping[str, str]) -> Any:
        """A line that can be broken is a button, any other is text."""
        if ways:
            return button(line, lambda: self._press(i), "Break this line")
        row = W.HTML(f"<pre>{escape(spaced(i, line))}</pre>")
        row.add_class("bl-line")
        return row

    def _press(self, i: int) -> None:
        """The next way to break line i; after the last one it is whole."""
        values = [self.default, *self.listing[i][1]]
        at = values.index(self.value) if self.value in values else 0
        self.value = values[(at + 1) % len(values)]

    def _show(self) -> None:
        for i, (row, (line, ways)) in enumerate(zip(self.rows, self.listing, strict=True)):
            if ways:
                broken = self.value in ways
                row.description = spaced(i, ways[self.value] if broken else line, broken)
                (row.add_class if broken else row.remove_class)("bl-broken")
                row.tooltip = "Broken: press for the next way, or to mend it" if broken else "Break this line"


def spaced(i: int, line: str, broken: bool = False) -> str:
    """With its number, and a mark that does not need the colour."""
    return f"{i + 1} {'✗' if broken else ' '} {line}"
