"""A slider with a label, a typed number and marks: a native range, so that keyboard and screen reader know it."""

from pathlib import Path

import anywidget
import traitlets as T

from app.widgets.typed import number

HERE = Path(__file__).parent


class Slider(anywidget.AnyWidget):
    """`value` is what the browser sent, unchecked: whoever reads it guards it (see `app.experiment`).

    `refused(sentence)` gets what there is to say about a text that was typed and is no number.
    """

    _esm = HERE / "slider.js"
    value = T.Any(0).tag(sync=True)
    min = T.Float(0.0).tag(sync=True)
    max = T.Float(1.0).tag(sync=True)
    log = T.Bool(False).tag(sync=True)
    whole = T.Bool(False).tag(sync=True)
    label = T.Unicode("").tag(sync=True)
    unit = T.Unicode("").tag(sync=True)
    note = T.Unicode("").tag(sync=True)
    disabled = T.Bool(False).tag(sync=True)
    marks = T.Dict().tag(sync=True)

    def __init__(self, refused=lambda sentence: None, **traits):
        super().__init__(**traits)
        self.refused = refused
        self.on_msg(self._typed)

    def _typed(self, _, content, __):
        """A text typed into the field, which then shows the value as it is: the new one, or the old."""
        text = content.get("typed") if isinstance(content, dict) else None
        try:
            self.value = number(text)
        except ValueError as wrong:
            self.refused(f"{self.label}: {wrong} The old value stays.")
        self.send("answered")
