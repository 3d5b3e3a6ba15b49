"""The style of panels, for what comes without a picture; never displayed."""

from app.widgets.base import Widget


class Style(Widget):
    """Brings the style sheet; a `Picture` brings it, too."""

    style = "panel.css"
