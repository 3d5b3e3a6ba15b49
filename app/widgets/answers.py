"""What became of a panel's questions: the words for it, and what the page keeps of it over a reload."""

import traitlets as T

from app.widgets.base import Widget


class Answers(Widget):
    """`value` is HTML, made by `app.experiment.words.html`, as for ipywidgets' HTML.

    `arrived(kept)` gets what the page kept of the panel `name` before it was loaded again: anything, unchecked. The
    lesson's page is told of every change of `states`, too: a `backprop-questions` event, {name, at, states}.
    """

    script = "lecture.js+answers.js"
    style = "questions.css"
    value = T.Unicode("").tag(sync=True)
    name = T.Unicode().tag(sync=True)
    states = T.Dict().tag(sync=True)

    def __init__(self, name, arrived):
        super().__init__(name=name)
        self.on_msg(
            lambda _, content, __: arrived(content.get("kept") if isinstance(content, dict) else None)
        )
