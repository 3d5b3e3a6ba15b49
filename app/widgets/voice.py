"""What a panel says to those who do not see it; and what its folds, buttons without a state of their own, say."""

import anywidget
import traitlets as T

from app.widgets.style import HERE


class Voice(anywidget.AnyWidget):
    """One live region a panel: `said` is read aloud, politely, when it has not changed for a moment.

    Where it stands it makes the panel a group with the name `name`.
    """

    _esm = HERE / "voice.js"
    name = T.Unicode().tag(sync=True)
    said = T.Unicode().tag(sync=True)
