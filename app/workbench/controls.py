"""A control for each knob, chosen by its type, and kept in step with the experiment in both directions."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ipywidgets as W

from app.experiment import Choice, Drawn, Experiment, Knob, Layered, Lines, Real, Switches, Whole, Written
from app.widgets import Pad, Slider
from app.widgets.typed import number
from app.workbench.buttons import Switchboard
from app.workbench.layer_menus import LayerMenus
from app.workbench.listing import Listing


def control(
    experiment: Experiment, name: str, report: Callable[[Iterable[str]], object] = lambda sentences: None
) -> W.DOMWidget:
    """The widget of one knob. `report` gets the sentences about values that were replaced or refused."""
    knob = experiment.knobs()[name]
    make = next(maker for kind, maker in MAKERS if isinstance(knob, kind))
    widget = make(experiment, knob).add_class(f"bl-knob-{name}")
    implied = ""  # what moving this one has set as well, in words

    def to_experiment(change: Any) -> None:
        nonlocal implied
        new = change["new"]
        if isinstance(widget, Slider) and isinstance(new, str):
            try:
                new = number(new)
            except ValueError as wrong:
                report([f"{knob.label}: {wrong} The old value stays."])
                return to_widget()
        if new != knob.shown(experiment):
            implies = knob.implies if knob.takes(new) else {}
            others = {n: v for n, v in implies.items() if v != getattr(experiment, n)}
            sentences = experiment.set(**implies, **{name: new})
            implied = implied or in_words(experiment, knob, others)
            report([sentence for sentence in (*sentences, implied) if sentence])
        return to_widget()

    def to_widget(moved: Any = None) -> None:
        nonlocal implied
        if moved and moved["name"] not in (name, *knob.implies):
            implied = ""  # it stands while this one is moved on
        value = knob.shown(experiment)
        if not same(widget.value, value):
            widget.value = value
        describe(widget, experiment, knob)

    to_widget()
    widget.observe(to_experiment, "value")
    experiment.observe(to_widget, [*experiment.knobs(), "revision"])
    return widget


def same(sent: Any, value: Any) -> bool:
    """Whether the browser need not hear of it: a last digit sent back would undo what was moved in the meantime."""
    numbers = all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in (sent, value))
    return sent == value or (numbers and math.isclose(sent, value, rel_tol=1e-9))


def choice(experiment: Experiment, knob: Choice) -> W.Dropdown:
    """A menu of names."""
    return W.Dropdown(options=knob.values, value=knob.shown(experiment), description=knob.label)


def lines(experiment: Experiment, knob: Lines) -> Listing:
    """The lines of a listing, one of which can be pressed."""
    return Listing(knob.listing, knob.values[0], knob.label)


def switches(experiment: Experiment, knob: Switches) -> Switchboard:
    """A button for each of several names."""
    return Switchboard(knob.names, knob.shown(experiment), knob.label)


def layered(experiment: Experiment, knob: Layered) -> LayerMenus:
    """A menu for each layer."""
    return LayerMenus(knob, knob.shown(experiment))


def written(experiment: Experiment, knob: Written) -> W.Text:
    """A field for a text."""
    return W.Text(value=knob.shown(experiment), description=knob.label, continuous_update=False)


def pad(experiment: Experiment, knob: Drawn) -> Pad:
    """A pad to draw samples on."""
    return Pad(value=knob.shown(experiment), label=knob.label)


def slider(experiment: Experiment, knob: Real) -> Slider:
    """A slider for a number, which can be typed, too."""
    return Slider(
        value=knob.shown(experiment),
        min=knob.min,
        max=knob.max,
        log=knob.log,
        whole=knob.whole,
        label=knob.label,
        unit=knob.unit,
    )


def in_words(experiment: Experiment, knob: Knob, others: Mapping[str, Any]) -> str:
    """What moving a knob has set as well."""
    known = experiment.knobs()
    return " ".join(
        f"{known[n].label} is now **{v}**, since {knob.label} was moved." for n, v in others.items()
    )


def describe(widget: W.DOMWidget, experiment: Experiment, knob: Any) -> None:
    """What stands beside the value: words and marks, which may follow other knobs."""
    used = knob.used(experiment)
    widget.disabled = not used
    if isinstance(widget, W.Dropdown):
        if [*widget.options] != knob.values:  # one was registered since
            widget.options, widget.value = knob.values, knob.shown(experiment)
        widget.description = knob.label if used else f"{knob.label} ({UNUSED})"
    if isinstance(widget, LayerMenus):
        widget.layers = knob.layers(experiment)
    if isinstance(widget, Slider):
        widget.note = knob.note(experiment) if used else UNUSED
        widget.marks = {
            str(value): text for value, text in (knob.marks(experiment) if knob.marks else {}).items()
        }


UNUSED = "not used here"
MAKERS: list[tuple[type[Knob], Callable[..., W.DOMWidget]]] = [
    (Lines, lines),
    (Drawn, pad),
    (Switches, switches),
    (Layered, layered),
    (Written, written),
    (Choice, choice),
    (Whole, slider),
    (Real, slider),
]
