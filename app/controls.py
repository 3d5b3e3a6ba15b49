"""A control for each knob, chosen by its type, and kept in step with the experiment in both directions."""

import ipywidgets as W

from app.experiment import Choice, Real, Whole
from app.widgets import Slider


def control(experiment, name, heard=lambda sentences: None):
    """The widget of one knob. `heard` gets the sentences about values that were replaced or refused."""
    knob = experiment.knobs()[name]
    make = next(maker for kind, maker in MAKERS if isinstance(knob, kind))
    widget = make(experiment, knob)

    def to_experiment(change):
        if change["new"] != knob.shown(experiment):
            heard(experiment.set(**knob.implies, **{name: change["new"]}))
        to_widget()

    def to_widget(_=None):
        value = knob.shown(experiment)
        if widget.value != value:
            widget.value = value
        describe(widget, experiment, knob)

    describe(widget, experiment, knob)
    widget.observe(to_experiment, "value")
    experiment.observe(to_widget, list(experiment.knobs()))
    return widget


def choice(experiment, knob):
    return W.Dropdown(options=knob.values, value=knob.shown(experiment), description=knob.label)


def slider(experiment, knob):
    return Slider(
        value=knob.shown(experiment),
        min=knob.min,
        max=knob.max,
        log=knob.log,
        whole=knob.whole,
        label=knob.label,
        unit=knob.unit,
    )


def describe(widget, experiment, knob):
    """What stands beside the value: words and marks, which may follow other knobs."""
    if isinstance(widget, Slider):
        widget.note = knob.note(experiment)
        widget.marks = {
            str(value): text for value, text in (knob.marks(experiment) if knob.marks else {}).items()
        }


MAKERS = [(Choice, choice), (Whole, slider), (Real, slider)]
