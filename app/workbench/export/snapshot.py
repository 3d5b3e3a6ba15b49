"""What a notebook keeps of a panel when its kernel is gone: the last picture, with its sentence."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

from app.experiment.words import html, plain

if TYPE_CHECKING:
    from app.experiment import Result
    from app.workbench.panel import Panel
    from app.workbench.view import View

REST = 1.0  # seconds at rest until another one is taken
# Of a live panel and its snapshot only the panel is seen; without a kernel only the snapshot, and no word about a
# widget that is looked for (a bare panel of JupyterLab's while its new kernel starts) or not found. In a notebook whose
# author is not trusted this style is left out, and both are seen.
STYLE = """<style>
.jp-OutputArea:has(.bl-panel, .bl-live) .jp-OutputArea-child:has(.bl-snapshot),
.jp-OutputArea:has(.bl-panel, .bl-live) .jp-OutputArea-child:has(+ .jp-OutputArea-child .bl-snapshot),
.jp-OutputArea:has(.bl-snapshot):not(:has(.bl-panel, .bl-live))
.jp-OutputArea-child:has(> [data-mime-type*="widget-view"], > .jupyter-widgets, > .lm-Panel)
{ display: none }
</style>"""


class Snapshot:
    """Two outputs beneath a panel, PNG and words, shown where a notebook is read without its kernel: in JupyterLab
    opened again, on GitHub, as HTML, as slides. They are taken anew when the panel has come to rest."""

    def __init__(self, panel: Panel) -> None:
        from IPython.display import display

        self.panel = panel
        self.result: Result | None = None  # what it shows
        self.timer: asyncio.TimerHandle | None = None
        self.outputs = [
            display(part, raw=True, metadata=about, display_id=True) for part, about in self._parts()
        ]

    def soon(self) -> None:
        """Take another one, if the panel is still at rest in a moment."""
        if self.timer:
            self.timer.cancel()
        try:
            self.timer = self.panel.player.clock.later(REST, self.take)
        except RuntimeError:  # no event loop: a script
            self.timer = None

    def take(self) -> None:
        """Take another one, if there is anything else to be seen."""
        player = self.panel.player
        if player.result is not self.result and not player.moving:
            for output, (part, about) in zip(self.outputs, self._parts(), strict=True):
                output.update(part, raw=True, metadata=about)

    def _parts(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """(what, its metadata) of both outputs."""
        player = self.panel.player
        self.result = player.result
        words = f"{player.result.status}. {self.panel.said}"
        return kept(self.panel.view, player.result, words, player.pinned)


def kept(
    view: View, result: Result, words: str, pinned: Result | None = None
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(what, its metadata) of both outputs that a notebook keeps: the picture of a result, and its words."""
    png = view.png(result, ratio=2.0, pinned=pinned)
    width = view.picture.width or None
    picture = {"image/png": base64.b64encode(png).decode(), "text/plain": plain(words)}
    text = {"text/html": f'{STYLE}<p class="bl-snapshot">{html(words)}</p>', "text/plain": plain(words)}
    return [(picture, {"image/png": {"width": width}} if width else {}), (text, {})]
