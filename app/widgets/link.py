"""The settings of a panel in the page's address; never displayed."""

import traitlets as T

from app.widgets.base import Widget


class Link(Widget):
    """`arrived(settings)` gets what the address says of the panel `name`: texts, unchecked."""

    script = "link.js"
    name = T.Unicode().tag(sync=True)
    formerly = T.Unicode().tag(sync=True)  # the name that it had in older links, if any
    settings = T.Dict().tag(sync=True)

    def __init__(self, name, arrived, formerly=""):
        super().__init__(name=name, formerly=formerly)
        self.on_msg(lambda _, content, __: arrived(query(content)))


def query(content):
    """The texts in a message of the browser, which can send anything."""
    found = content.get("query") if isinstance(content, dict) else None
    items = found.items() if isinstance(found, dict) else ()
    return {str(key): value for key, value in items if isinstance(value, str) and len(value) < 100}
