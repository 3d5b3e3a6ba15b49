"""Words that a screen reader says when they change."""

from pathlib import Path

import anywidget
import traitlets as T

HERE = Path(__file__).parent


class Live(anywidget.AnyWidget):
    """A polite live region; `value` is HTML, made by `app.experiment.words.html`, as for ipywidgets' HTML."""

    _esm = HERE / "live.js"
    _css = HERE / "questions.css"
    value = T.Unicode("").tag(sync=True)
