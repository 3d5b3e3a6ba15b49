"""What the tests of experiments and panels share: runs, parts of a panel, states, code that was offered. Not a test."""

from hypothesis import strategies as st

from app.experiment import Choice, Whole
from app.widgets import Slider

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
