"""A picture beneath a cell that is busy: it hears nothing from its page, so frames are sent as they come."""

import time
from contextlib import contextmanager

import IPython.display
import ipywidgets as W
from IPython import get_ipython

from app.experiment.words import html, plain
from app.watch.experiment import FRAMES
from app.watch.picture import IN_HALL
from app.widgets import Net, served
from app.workbench.export.snapshot import kept
from app.workbench.layout.words import place
from app.workbench.panel import drawn_nets
from app.workbench.screen import FRAME
from app.workbench.view import View


class Live:
    """`draw(result)` as often as `due`; `end(result)` once the cell's loop is over.

    plot        as a `View` wants it
    heights     of the picture, wide and narrow
    pace        turns a second, at most, or None
    big         for a hall: large letters, without the net unit by unit
    """

    def __init__(self, plot, heights, pace=None, big=False):
        self.view, self.net, self.words = View(plot, heights), Net(), place("sentence")
        self.view.hall = IN_HALL
        self.pace, self.big = pace, big
        self.box = None
        self.next, self.turn = 0.0, time.monotonic()

    @property
    def due(self):
        """It is time for the next frame: they take no more than their share of the time."""
        return time.monotonic() >= self.next

    def draw(self, result, live=True):
        """Paint it; not `live`: at the screen's own resolution."""
        if self.box is None:
            self._display(result)
        words = f"{result.status}. {result.sentence}"
        self.view.show(result, plain(words), live)
        self.net.show(*drawn_nets(result), wait=False)
        self.say(words)

    def say(self, words):
        """Beneath the picture, in place of its own."""
        self.words.value = html(words)

    @contextmanager
    def frame(self):
        """While a frame is measured and drawn; the next one is due when that was its share of the time."""
        begun = time.monotonic()
        yield
        now = time.monotonic()
        self.next = max(begun + FRAME, now + (now - begun) * (1 / FRAMES - 1))

    def rest(self):
        """Wait for the next turn, where there is a pace; the kernel's interrupt ends it."""
        if self.pace:
            self.turn = max(self.turn + 1 / self.pace, time.monotonic() - 1 / self.pace)
            time.sleep(max(0.0, self.turn - time.monotonic()))

    def end(self, result):
        """The last picture, which a saved notebook keeps, too. Once the cell is done the page can say how wide it is:
        then it is drawn anew for it."""
        self.draw(result)
        self.view.picture.observe(
            lambda _: self.view.fits or self.draw(self.view.result, live=False), "reports"
        )
        if get_ipython() and not served():
            for part, about in kept(self.view, result, f"{result.status}. {result.sentence}"):
                IPython.display.display(part, raw=True, metadata=about)

    def _display(self, result):
        """Beneath the running cell: the picture, and what it says."""
        net = [self.net] if result.net and not self.big else []
        self.box = W.VBox([*net, self.view.picture, self.words]).add_class("bl-live")
        if self.big:
            self.box.add_class("bl-big")
        IPython.display.display(self.box)
