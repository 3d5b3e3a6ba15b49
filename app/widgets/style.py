"""The style of panels: its colours, and what is laid out with them."""

from pathlib import Path

import anywidget

HERE = Path(__file__).parent


def sheet(name):
    """A style sheet of this folder, with the colours before it."""
    return "".join((HERE / each).read_text(encoding="utf-8") for each in ("theme.css", name))


def module(*names):
    """Scripts of this folder as one module, the last of which exports what a widget is."""
    return "\n".join((HERE / each).read_text(encoding="utf-8") for each in names)


class Style(anywidget.AnyWidget):
    """Brings the style sheet, for what comes without a picture; never displayed. A `Picture` brings it, too."""

    _esm = "export default {};"
    _css = sheet("panel.css")
