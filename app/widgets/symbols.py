"""What the symbols of a lesson mean: a list to open; in JupyterLab it brings the keyboard to the terms of the text."""

from pathlib import Path

import anywidget
import traitlets as T


class Symbols(anywidget.AnyWidget):
    """terms: [HTML of a symbol, what it means]. The page of a lesson sees to the terms of its text itself (page.js)."""

    _esm = Path(__file__).with_name("symbols.js")
    _css = Path(__file__).with_name("symbols.css")
    terms = T.List().tag(sync=True)
