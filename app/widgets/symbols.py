"""What the symbols of a lesson mean: a list to open; in JupyterLab it brings the keyboard to the terms of the text."""

import traitlets as T

from app.widgets.base import Widget


class Symbols(Widget):
    """terms: [HTML of a symbol, what it means]. The page of a lesson sees to the terms of its text itself (page.js)."""

    script = "symbols.js"
    style = "symbols.css"
    terms = T.List().tag(sync=True)
