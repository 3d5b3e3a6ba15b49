"""The style of panels: its colours, and what is laid out with them."""

from app.widgets.base import Widget


class Style(Widget):
    """Brings the style sheet, for what comes without a picture; never displayed. A `Picture` brings it, too."""

    style = "theme.css+panel.css+hall.css+paper.css"
