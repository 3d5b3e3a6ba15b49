"""The style of panels, for what comes without a picture; never displayed."""

from pathlib import Path

import anywidget


class Style(anywidget.AnyWidget):
    """Brings the style sheet; a `Picture` brings it, too."""

    _esm = "export default {};"
    _css = Path(__file__).with_name("panel.css")
