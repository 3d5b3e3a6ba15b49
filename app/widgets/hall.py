"""A page for a hall: all of its pictures and panels are large."""

import traitlets as T

from app.widgets.base import Widget


class Hall(Widget):
    """Where it stands it turns that on or off, for all of the page, and says so."""

    script = "hall.js"
    on = T.Bool(True).tag(sync=True)
