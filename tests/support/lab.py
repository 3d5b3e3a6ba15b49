"""What the tests of experiments and panels share: runs, parts of a panel, states, code that was offered. Not a test."""

import asyncio
import io
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from app.experiment import Choice, Whole
from app.widgets import Slider
from app.workbench.clock import Clock
from mlcore import MLP

SMALL = {"depth": 4, "width": 6, "seeds": 2, "samples": 20}  # an Initialization that answers at once


def run(experiment, steps=0):
    """The experiment's run after so many steps."""
    made = experiment.start()
    for _ in range(steps):
        made.step()
    return made


def result(experiment, steps=0):
    return run(experiment, steps).result()


def part(panel, kind):
    return next(p for p in panel.parts if isinstance(p, kind))


def widgets(widget, kind):
    found = [widget] if isinstance(widget, kind) else []
    return found + [w for child in getattr(widget, "children", ()) for w in widgets(child, kind)]


def slider(panel, label):
    return next(w for w in widgets(panel, Slider) if w.label == label)


def page_reports(panel, width=816, ratio=1.0, visible=True):
    """What the browser's side of the picture sends."""
    picture = panel.view.picture
    picture._report(
        None, {"width": width, "ratio": ratio, "visible": visible, "painted": picture.frame}, None
    )


def pixels(png):
    """Height × width × channels of a picture that was sent."""
    return np.asarray(Image.open(io.BytesIO(png)))


def states(kind, **limits):
    """Every state of an experiment's knobs, with some upper limits to keep a test quick."""

    def values(name, knob):
        if isinstance(knob, Choice):
            return st.sampled_from(knob.values)
        top = limits.get(name, knob.max)
        return st.integers(knob.min, top) if isinstance(knob, Whole) else st.floats(knob.min, top)

    return st.fixed_dictionaries({name: values(name, knob) for name, knob in kind.knobs().items()})


def executed(result):
    """The names that the offered code defines."""
    names = {}
    exec(result.snippet, names)
    return names


def net_of(result):
    """The last net that the offered code makes, as it leaves it."""
    made = []

    class Kept(MLP):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            made.append(self)

    with patch("mlcore.MLP", Kept):
        executed(result)
    return made[-1]


class FakeClock(Clock):
    """Time that passes only while somebody sleeps, and by `tick` each time it is asked for: exact, and instant.

    share: how much of the processor a process gets."""

    def __init__(self, tick=0.0, share=1.0):
        self.time, self.tick, self.waiting, self.share = 0.0, tick, [], share
        self.slept = 0.0

    def now(self):
        self.time += self.tick
        return self.time

    def worked(self):
        return self.share * (self.time - self.slept)

    async def sleep(self, seconds):
        self.time += seconds
        self.slept += seconds
        for waiting in [w for w in self.waiting if w.at <= self.time]:
            self.waiting.remove(waiting)
            waiting.act()
        await asyncio.sleep(0)

    def later(self, seconds, act):
        waiting = Waiting(self, self.time + seconds, act)
        self.waiting.append(waiting)
        return waiting


class Waiting:
    def __init__(self, clock, at, act):
        self.clock, self.at, self.act = clock, at, act

    def cancel(self):
        if self in self.clock.waiting:
            self.clock.waiting.remove(self)


def paints_while(panel, clock, seconds, **page):
    """A page that paints each frame at once, for so long by the clock; a coroutine."""

    async def hours():
        end = clock.time + seconds
        while clock.time < end:
            page_reports(panel, **page)
            await clock.sleep(0.001)

    return hours()


def moved(exhibit):
    """A panel of it with every choice at its last value that is not view only, and the first number changed."""
    experiment = exhibit.start()
    knobs = experiment.knobs()
    state = {name: knob.values[-1] for name, knob in knobs.items() if isinstance(knob, Choice)}
    if "seed" in knobs:
        state["seed"] = 3
    return exhibit.panel(**state)
