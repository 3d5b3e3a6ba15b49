"""A pad to draw samples on, with pointer or keyboard, and a place for a text or a file of them."""

import traitlets as T

from app.widgets.base import Widget


class Pad(Widget):
    """`value` is a text that the browser sent, unchecked; whoever reads it answers with the points as they are kept,
    "0.5,-0.2,1 …"."""

    script = "pad.js"
    style = "theme.css+pad.css"
    value = T.Unicode("").tag(sync=True)
    label = T.Unicode("").tag(sync=True)
    disabled = T.Bool(False).tag(sync=True)
