"""What a panel says to those who do not see it; and what its folds, buttons without a state of their own, say."""

import traitlets as T

from app.widgets.base import Widget


class Voice(Widget):
    """One live region a panel: `said` is read aloud, politely, when it has not changed for a moment.

    Where it stands it makes the panel a group with the name `name`.
    """

    script = "voice.js"
    name = T.Unicode().tag(sync=True)
    said = T.Unicode().tag(sync=True)
