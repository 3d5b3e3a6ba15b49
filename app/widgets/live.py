"""Words that a screen reader says when they change."""

import traitlets as T

from app.widgets.base import Widget


class Live(Widget):
    """A polite live region; `value` is HTML, made by `app.experiment.words.html`, as for ipywidgets' HTML."""

    script = "live.js"
    style = "questions.css"
    value = T.Unicode("").tag(sync=True)
