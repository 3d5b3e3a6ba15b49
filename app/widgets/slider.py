"""A slider with a label, a typed number and marks: a native range, so that keyboard and screen reader know it."""

import traitlets as T

from app.widgets.base import Widget


class Slider(Widget):
    """`value` is what the browser sent, unchecked: whoever reads it guards it (see `app.experiment`).

    What was typed is a text; whoever reads it answers by a number, the new one or the old.
    """

    script = "lecture.js+slider.js"
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
