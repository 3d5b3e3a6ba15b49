"""Small nets as the browser draws them: units with their values or as small maps, edges that can be dragged."""

import math
import time
from collections.abc import Callable

import traitlets as T

from app.widgets.base import Widget
from app.widgets.picture import LOST_AFTER

REACH = 20.0  # a weight is not dragged further from zero


class Net(Widget):
    """Shows a `NetState`, or several side by side, with flow control, as `Picture` does: at most one is on its way to
    the browser, and of those that come meanwhile the last one is sent. The edges report what a hand does:

    changed(layer, i, j, value)   a weight was dragged or moved by the keys
    shaped(layer, by)             a unit more or less is asked for in a hidden layer; of layer 0, a layer more or less
    opened()                      the page is there and would like to see the net at work
    touched()                     somebody has taken over
    """

    script = "theme.js+lecture.js+net_maps.js+net_numbers.js+net.js"
    style = "theme.css+net.css"
    state = T.Dict().tag(sync=True)
    alt = T.Unicode().tag(sync=True)
    frame = T.Int(0).tag(sync=True)
    draggable = T.Bool(False).tag(sync=True)
    shapeable = T.Bool(False).tag(sync=True)
    action = T.Unicode("").tag(
        sync=True
    )  # what a button beneath it says, which calls `acted()`; "": no button
    painted = T.Int(0)

    def __init__(self, changed=None, opened=lambda: None, touched=lambda: None, now=time.monotonic):
        super().__init__(draggable=changed is not None)
        self.changed, self.opened, self.touched = changed, opened, touched
        self.acted: Callable[[], object] = lambda: None
        self.shaped: Callable[[int, int], object] = lambda layer, by: None
        self.waiting = None  # the newest state, while another is on its way
        self.shown = ()  # the states that were sent last
        self._now, self._sent = now, 0.0
        self.on_msg(self._heard)

    def show(self, *states, wait=True):
        """Send states now, or when the page has painted those before; an answer may be lost with a connection, and a
        cell that is busy hears none: it does not wait."""
        self.waiting = states
        if not wait or self.painted == self.frame or self._now() - self._sent > LOST_AFTER:
            self._send_waiting()

    def _send_waiting(self):
        self.shown, self.waiting, self._sent = self.waiting, None, self._now()
        with self.hold_sync():
            self.state = {"nets": [state.message() for state in self.shown]}
            self.alt = " ".join(state.alt for state in self.shown)
            self.frame += 1

    def _heard(self, _, content, __):
        """What the page says is checked: a browser can send anything."""
        if not isinstance(content, dict):
            return
        if whole(painted := content.get("painted")) and 0 <= painted <= self.frame:
            self.painted = painted
            if self.waiting is not None and self.painted == self.frame:
                self._send_waiting()
        if self.action and content.get("acted") is True:
            self.acted()
        if self.shapeable and self._is_shape(shape := content.get("shape")):
            self.shaped(*shape)
        if content.get("opened") is True:
            self.opened()
        if content.get("touched") is True:
            self.touched()
        if self.changed and (found := self._weight(content.get("weight"), content.get("value"))):
            self.changed(*found)

    def _is_shape(self, shape):
        """[layer, by]: a hidden layer that is shown, or 0, and 1 or −1."""
        if len(self.shown) != 1 or not (
            isinstance(shape, list) and len(shape) == 2 and all(map(whole, shape))
        ):
            return False
        return 0 <= shape[0] < len(self.shown[0].W) and abs(shape[1]) == 1

    def _weight(self, place, value):
        """(layer, i, j, value) if the net that is shown has such a weight and the value is a number, else None."""
        if len(self.shown) != 1 or not (
            isinstance(place, list) and len(place) == 3 and all(map(whole, place))
        ):
            return None
        layer, i, j = place
        W = self.shown[0].W
        rows, columns = W[layer].shape if layer in W else (0, 0)
        if not (0 <= i < rows and 0 <= j < columns):
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        return layer, i, j, max(-REACH, min(REACH, float(value)))


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool)
