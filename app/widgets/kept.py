"""What became of a panel's questions, kept by the page over a reload; never displayed."""

import traitlets as T

from app.widgets.base import Widget


class Kept(Widget):
    """`arrived(kept)` gets what the page kept of the panel `name` before it was loaded again: anything, unchecked.

    A lesson's page is told of every change, too: a `backprop-questions` event on the document, {name, at, states}.
    """

    script = "kept.js"
    name = T.Unicode().tag(sync=True)
    states = T.Dict().tag(sync=True)

    def __init__(self, name, arrived):
        super().__init__(name=name)
        self.on_msg(
            lambda _, content, __: arrived(content.get("kept") if isinstance(content, dict) else None)
        )
