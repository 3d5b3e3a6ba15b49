"""Room for what is built when it is near the screen."""

import traitlets as T

from app.widgets.base import Widget
from app.widgets.picture import NARROW


class Room(Widget):
    """As high as the picture that will stand there; `near()` is called once, when the page comes near."""

    script = "room.js"
    style = "theme.css+panel.css+hall.css+paper.css"
    heights = T.List(T.Int(), [400, 400]).tag(sync=True)  # on a wide and on a narrow page, in CSS pixels
    narrow = T.Int(NARROW).tag(sync=True)
    alt = T.Unicode("").tag(sync=True)

    def __init__(self, heights, alt, near):
        super().__init__(heights=list(heights), alt=alt)
        self.on_msg(lambda _, content, __: near() if content == {"near": True} else None)
