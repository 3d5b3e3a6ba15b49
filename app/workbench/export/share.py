"""One state, four ways out: a link and a line that bring it back, code that computes it, a picture, and data."""

from __future__ import annotations

import base64
import csv
import html
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import ipywidgets as W
import numpy as np

from app.experiment import Experiment, Result
from app.workbench.buttons import Fold

if TYPE_CHECKING:
    from app.workbench.panel import Panel


class Share(W.VBox):
    """What to take along of the state a panel is in: made when it is opened, made anew when the same run stands still
    somewhere else, closed when the settings are others."""

    def __init__(self, panel: Panel) -> None:
        self.panel, self.words = panel, W.HTML()
        self.words.add_class("bl-share")
        coded = panel.player.result.snippet is not None  # else it is the reader's own: what was typed
        self.fold = Fold("link, code and files" if coded else "files", self.words, self._fill)
        self.shown: Result | None = None
        super().__init__([self.words])

    def refresh(self) -> None:
        """Follow the player; called at every change of its state or result. While it plays, what is open stays."""
        player = self.panel.player
        if not self.fold.unfolded or player.result is self.shown:
            return
        if self.shown is None or player.result.settings != self.shown.settings:
            self.fold.fold()
        elif not player.moving:
            self._fill()

    def _fill(self) -> None:
        panel, result = self.panel, self.panel.player.result
        self.shown = result
        png = panel.view.png(result, ratio=2.0, pinned=panel.player.pinned)
        name, linked = panel.name, bool(panel.experiment.knobs())
        parts = [
            *(
                [f'<a href="{html.escape(query(panel))}">Link to these settings</a> (on the lesson’s page)']
                * linked
            ),
            *([f"As one line in JupyterLab: {code(line(panel))}"] if panel.exhibit else []),
            f"{download(f'{name}.png', 'image/png', png)} (figure)",
            *(
                f"{download(f'{name}-{what}.csv', 'text/csv', to_csv(columns).encode())} (data)"
                for what, columns in result.tables.items()
            ),
            *(
                f"{download(f'{name}-{what}.npz', 'application/octet-stream', to_npz(arrays))} (for np.load: "
                f"{html.escape(', '.join(arrays))})"
                for what, arrays in result.archives.items()
            ),
            *([f"As code, which computes what is drawn: {code(result.snippet)}"] if result.snippet else []),
        ]
        self.words.value = "<ul>" + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"


def query(panel: Panel) -> str:
    """The part of a link after the page's address; '?' alone for the lesson's own settings."""
    return "?" + urlencode({f"{panel.name}.{name}": text for name, text in texts(panel.experiment).items()})


def texts(experiment: Experiment) -> dict[str, str]:
    """The settings that differ from the defaults, as the texts of a link."""
    return {
        name: value if isinstance(value, str) else repr(value) for name, value in experiment.changes().items()
    }


def line(panel: Panel) -> str:
    """What to type in JupyterLab, where a link's query is dropped, for a panel in this state.

    "" for a panel that no exhibit made."""
    exhibit, settings = panel.exhibit, panel.experiment.settings()
    if exhibit is None:
        return ""
    usual = exhibit.start().settings()
    changed = ", ".join(f"{name}={value!r}" for name, value in settings.items() if value != usual[name])
    topic = exhibit.package.rpartition(".")[0]
    return f"from {topic} import {exhibit.name}\n\n{exhibit.name}.panel({changed})"


def to_csv(columns: Mapping[str, np.ndarray]) -> str:
    """{name: values of one length} as CSV; numbers in full, words as they are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(map(cell, values.tolist()) for values in columns.values()), strict=True))
    return out.getvalue()


def to_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """{name: array} as numpy keeps them."""
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]  # which would have them be its flag
    return out.getvalue()


def cell(value: object) -> str:
    """A value in a CSV file: a text as it is, a number with all its digits."""
    return value if isinstance(value, str) else repr(value)


def code(text: str) -> str:
    """Text as HTML, as it is typed."""
    return f"<pre>{html.escape(text)}</pre>"


def download(name: str, kind: str, content: bytes) -> str:
    """A link that saves `content`, which it carries itself: nothing is served for it."""
    data = base64.b64encode(content).decode()
    return f'<a download="{html.escape(name)}" href="data:{kind};base64,{data}">{html.escape(name)}</a>'
