"""A picture in the page: it has alternative text, and says how wide it is, whether it is seen and what it painted."""

import math
import time
from collections.abc import Callable

import traitlets as T

from app.widgets.base import Widget

NARROW = 600  # CSS pixels: below this width a picture is a narrow one
LOST_AFTER = 2.0  # seconds without an answer from the page


class Picture(Widget):
    """PNG frames with flow control: at most one frame is on its way to the browser.

    `width` (CSS pixels), `ratio` (device pixels for one of these), `visible`, `dark` (the page's paper), `letters`
    (beside their usual size) and `room` are what the page last reported; they stay in the kernel. Without a page
    `width` is 0 and frames are simply kept, the last one counts.
    """

    script = "theme.js+lecture.js+picture.js"
    style = "theme.css+panel.css+hall.css+paper.css"
    png = T.Bytes(b"").tag(sync=True)
    alt = T.Unicode("").tag(sync=True)
    frame = T.Int(0).tag(sync=True)
    on_dark = T.Bool(False).tag(sync=True)  # the paper of this frame
    heights = T.List(T.Int(), [400, 400]).tag(sync=True)  # of a wide and of a narrow picture, in CSS pixels
    narrow = T.Int(NARROW).tag(sync=True)
    reading = T.Dict().tag(sync=True)  # what stands under the pointer: {n, words, x, y}, n counts the answers
    handles = T.List().tag(sync=True)  # places to drag or press: {name, box, cursor, title}, in CSS pixels
    # What is traced over the picture: {line: [[x, y], …]} or {box: […]}, in CSS pixels, and {words}.
    marks = T.List().tag(sync=True)
    focus = T.Bool(False).tag(sync=True)  # it has the keys when a lesson's page opens
    width = T.Int(0)
    ratio = T.Float(1.0)
    visible = T.Bool(False)
    dark = T.Bool(False)
    letters = T.Float(1.0)
    room = T.Int(0)  # CSS pixels of a hall's screen, top to bottom; 0: it is no hall
    painted = T.Int(0)
    reports = T.Int(0)  # observe this one: it changes last, once for each report

    def __init__(self, heights=(400, 400), now=time.monotonic):
        super().__init__(heights=list(heights))
        self._now = now
        self._sent = 0.0
        # "play", "step", "back", "reset" or "pin", pressed while the picture has the focus
        self.pressed = lambda key: None
        # (words, x, y) of what is drawn nearest to a place, in CSS pixels; and a handle was taken to a place
        self.read: Callable[[float, float], tuple[str, float, float] | None] = lambda x, y: None
        self.dragged: Callable[[str, float, float], None] = lambda name, x, y: None
        self.pointer = None  # where the pointer rests on the picture
        self.on_msg(self._report)

    def _report(self, _, content, __):
        """What the page says is checked: a browser can send anything."""
        if not isinstance(content, dict):
            return
        if "key" in content:
            self.pressed(content["key"])
            return
        if "at" in content:
            self._pointed(content["at"], content.get("drag"))
            return
        width, ratio, painted = (_number(content.get(key)) for key in ("width", "ratio", "painted"))
        if width >= 50:  # a hidden tab reports 0: the picture keeps its size
            self.width = int(min(width, 4000))
        self.ratio = min(max(ratio, 1.0), 3.0)
        self.painted = int(min(max(painted, 0), self.frame))
        self.visible = content.get("visible") is True
        self.dark = content.get("dark") is True
        self.letters = min(max(_number(content.get("letters")) or 1.0, 0.7), 2.0)
        self.room = int(min(max(_number(content.get("room")), 0), 4000))
        self.reports += 1

    def _pointed(self, at, drag):
        """The pointer is here, with a handle in its hand or without; or nowhere."""
        known = isinstance(at, list) and len(at) == 2 and all(_number(v) == v for v in at)
        self.pointer = (float(at[0]), float(at[1])) if known else None
        if known and drag in [handle["name"] for handle in self.handles]:
            self.dragged(drag, *self.pointer)
        self._answer(self.reading.get("n", 0) + 1)

    def _answer(self, n):
        words, x, y = (self.read(*self.pointer) if self.pointer else None) or ("", 0, 0)
        self.reading = {"n": n, "words": words, "x": x, "y": y}

    def follow(self, link):
        """Let the page follow a link with settings, as if it stood in the text."""
        self.send({"link": link})

    @property
    def looks(self):
        """All that a picture depends on, but the result and the resolution."""
        return self.width, self.dark, self.letters, self.room

    def into_view(self):
        """Where settings lie over the page's lower half, let it show the picture above them."""
        self.send({"into_view": True})

    def reveal(self, marks):
        """Bring the picture in view and trace what decides in it."""
        self.marks = marks
        self.send({"reveal": True})

    def show(self, png, alt, handles=(), marks=(), on_dark=False):
        """Send a frame with the words that say what it shows, its handles, what is marked in it, and its paper."""
        with self.hold_sync():
            self.png, self.alt, self.on_dark = png, alt, on_dark
            self.handles, self.marks = list(handles), list(marks)
            self.frame += 1
            if self.pointer:
                self._answer(self.reading.get("n", 0))
        self._sent = self._now()

    @property
    def watched(self):
        """Somebody looks: the page says so, and has painted what it was sent, or has had no time to yet.

        A browser that was killed says nothing; its next report, if there is one, brings the work back.
        """
        lost = self.painted < self.frame and self._now() - self._sent > LOST_AFTER
        return self.visible and self.width > 0 and not lost

    @property
    def ready(self):
        """The last frame but one is on the screen: one may be on its way."""
        return self.watched and self.painted >= self.frame - 1


def _number(value):
    """What a browser sent, as a number; 0.0 for anything else."""
    try:
        number = 0.0 if isinstance(value, (bool, str)) else float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0
