"""The settings of a panel in the page's address; never displayed."""

import traitlets as T

from app.widgets.base import Widget

MOST = 1_000_000  # updates of a run that is done again


class Link(Widget):
    """`arrived(settings)` gets what the address says of the panel `name`: texts, unchecked.

    `again(updates, playing)` gets how far the run was on a page whose kernel was lost.
    """

    script = "link.js"
    name = T.Unicode().tag(sync=True)
    formerly = T.Unicode().tag(sync=True)  # the name that it had in older links, if any
    settings = T.Dict().tag(sync=True)
    updates = T.Int(-1).tag(sync=True)  # of the run; -1 where there is none
    playing = T.Bool(False).tag(sync=True)

    def __init__(self, name, arrived, formerly="", again=None):
        super().__init__(name=name, formerly=formerly, updates=-1 if again is None else 0)
        self._arrived, self._again = arrived, again or (lambda updates, playing: None)
        self.on_msg(self._said)

    def _said(self, _, content, __):
        found = content.get("again") if isinstance(content, dict) else None
        if found is None:
            self._arrived(query(content))
        elif isinstance(found, dict) and type(found.get("updates")) is int and 0 <= found["updates"] <= MOST:
            self._again(found["updates"], found.get("playing") is True)


def query(content):
    """The texts in a message of the browser, which can send anything."""
    found = content.get("query") if isinstance(content, dict) else None
    items = found.items() if isinstance(found, dict) else ()
    return {str(key): value for key, value in items if isinstance(value, str) and len(value) < 100}
