"""Knobs: the settings of an experiment. Each guards itself, since a browser can send anything.

`nearest` says what would be set: what is out of range is replaced by the nearest allowed value, with a sentence that
says so; what is no value at all is refused with a sentence (`traitlets.TraitError`). Asking changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

import traitlets as T

from app.experiment.words import number
from mlcore.checks.errors import Sentence
from mlcore.checks.names import near

if TYPE_CHECKING:
    from app.experiment.experiment import Experiment

Words = Callable[["Experiment"], str]


class WrongSetting(Sentence, T.TraitError):
    """What cannot be a value of a knob."""


class Knob(T.TraitType):
    """A setting with what a control needs to show it.

    label, unit    in words, always visible
    place          "main" (under the picture), "side", "more" (folded away), or "code" (above the picture)
    note           experiment -> words beside the value, such as another unit
    shown          experiment -> the value to show, where another knob decides over this one
    implies        {knob: value} that moving this one sets as well
    used           experiment -> whether this knob matters with the other settings as they are
    view           it only chooses what is shown: the run goes on, and is looked at anew
    live           moved in the middle of a run it takes effect from the next update on (see `Run.adjust`)
    """

    name: str

    def __init__(
        self,
        default: Any,
        label: str,
        unit: str = "",
        place: str = "side",
        note: Words | None = None,
        shown: Callable[[Experiment], Any] | None = None,
        implies: Mapping[str, Any] | None = None,
        used: Callable[[Experiment], bool] | None = None,
        view: bool = False,
        live: bool = False,
    ):
        super().__init__(default_value=default)
        self.label, self.unit, self.place = label, unit, place
        self.note = note or (lambda experiment: "")
        self.shown = shown or (lambda experiment: getattr(experiment, self.name))
        self.implies, self.view, self.live = implies or {}, view, live
        self.used = used or (lambda experiment: True)

    def nearest(self, value: Any) -> tuple[Any, str]:
        """(the value that would be set, a sentence if it is another); TraitError if there is none."""
        raise NotImplementedError

    def validate(self, obj: T.HasTraits, value: Any) -> Any:
        """What traitlets asks before it sets a value."""
        return self.nearest(value)[0]

    def takes(self, value: Any) -> bool:
        """Whether this value, or the nearest allowed one, would be set."""
        try:
            self.nearest(value)
        except T.TraitError:
            return False
        return True

    def read(self, text: str) -> Any:
        """The value that a text of a link stands for; a text that stands for none is left to `nearest`."""
        return text

    def refuse(self, value: Any, wanted: str, hint: str = "") -> WrongSetting:
        """The error, with its sentence, for what is no value of this knob."""
        return WrongSetting(f"{self.label}: {str(value)[:40]!r} is not {wanted}.{hint} The old value stays.")


class Real(Knob):
    """A number in [min, max]; `log` for a logarithmic slider. `marks(experiment)` gives {value: text} to show on it."""

    whole = False

    def __init__(
        self,
        default: float,
        label: str,
        min: float,
        max: float,
        log: bool = False,
        marks: Callable[[Experiment], Mapping[float, str]] | None = None,
        **more: Any,
    ):
        super().__init__(default, label, **more)
        self.min, self.max, self.log, self.marks = min, max, log, marks

    def nearest(self, value: Any) -> tuple[float, str]:
        try:
            number = math.nan if isinstance(value, (bool, str)) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.inf if isinstance(value, int) and value > 0 else math.nan
        if math.isnan(number):
            raise self.refuse(value, "a number")
        nearest = min(max(number, self.min), self.max)
        nearest = round(nearest) if self.whole else nearest
        return nearest, "" if nearest == number else self.replaced(value, nearest)

    def read(self, text: str) -> Any:
        try:
            return float(text)
        except ValueError:
            return text

    def replaced(self, value: Any, nearest: float) -> str:
        """The sentence about a value out of range."""
        return (
            f"{self.label} {str(value)[:20]} is not between {number(self.min, 4)} and "
            f"{number(self.max, 4)}: {number(nearest, 4)} is used."
        )


class Whole(Real):
    """A whole number in [min, max]."""

    whole = True

    def replaced(self, value: Any, nearest: float) -> str:
        """The sentence about a value out of range, or between two whole numbers."""
        return f"{self.label} {str(value)[:20]} is not a whole number from {self.min} to {self.max}: {nearest} is used."


class Choice(Knob):
    """One of `values`, which are names; those of a table, or of a function, are read when they are asked for, so that
    an entry that a learner registers stands in every menu."""

    def __init__(
        self, values: Iterable[str] | Callable[[], Iterable[str]], default: str, label: str, **more: Any
    ):
        super().__init__(default, label, **more)
        self.source = values if callable(values) or isinstance(values, Mapping) else [*values]

    @property
    def values(self) -> list[str]:
        """The names, as they are now."""
        return [*(self.source if isinstance(self.source, (Mapping, list)) else self.source())]

    def nearest(self, value: Any) -> tuple[str, str]:
        if value not in self.values:
            close = near(str(value)[:40], self.values)
            hint = f" Did you mean {close!r}?" if close else ""
            raise self.refuse(value, f"one of {', '.join(self.values)}", hint)
        return value, ""


class Lines(Choice):
    """Which line of a listing stands there otherwise, and how; `listing` is ((line, {value: what stands there}), …).

    `default` is the value for the listing as it is.
    """

    def __init__(
        self, listing: Iterable[tuple[str, Mapping[str, str]]], default: str, label: str, **more: Any
    ):
        self.listing = tuple(listing)
        ways = (value for _, ways in self.listing for value in ways)
        super().__init__([default, *ways], default, label, **{"place": "code"} | more)


class Switches(Choice):
    """Some of `names`, at least one: a switch for each. The value is a text, "x₁, x₂"."""

    def __init__(self, names: Iterable[str], default: str, label: str, **more: Any):
        self.names = list(names)
        some = (chosen for n in range(len(self.names)) for chosen in combinations(self.names, n + 1))
        super().__init__(map(", ".join, some), default, label, **more)

    def nearest(self, value: Any) -> tuple[str, str]:
        if value not in self.values:
            raise self.refuse(value, f"some of {', '.join(self.names)}, at least one, in this order")
        return value, ""


class Written(Choice):
    """A text of a certain form, of which `values` are examples. `form(text)` gives it as it is kept; ValueError, with a
    sentence, for any other text."""

    def __init__(
        self, examples: Iterable[str], default: str, label: str, form: Callable[[str], str], **more: Any
    ):
        super().__init__(examples, default, label, **more)
        self.form = form

    def nearest(self, value: Any) -> tuple[str, str]:
        if not isinstance(value, str):
            raise self.refuse(value, "a text")
        try:
            return self.form(value), ""
        except ValueError as wrong:
            raise T.TraitError(f"{self.label}: {wrong} The old value stays.") from None


class Drawn(Written):
    """Samples that are drawn by hand or come as a text, as `form` keeps them: "0.5,-0.2,1 …"."""


class Layered(Written):
    """`what` single layers have otherwise than the others: a menu for each of the `layers(experiment)` there are now.

    by_layer has the `names` in the menus, and `numbers`, {name: (usual, least, most)} of those that take a `number`;
    its `read` and `write` make {layer: (name, number or None)} of a text, and the text of that. What is said of layers
    that are not there is kept, and does nothing."""

    def __init__(self, by_layer: Any, what: str, layers: Callable[[Experiment], int], **more: Any):
        self.by_layer, self.what, self.layers = by_layer, what, layers
        examples = ("", f"1 {by_layer.names[0]}", f"2 {by_layer.names[-1]}")
        label = f"{what} of single layers"
        super().__init__(examples, "", label, lambda text: by_layer.write(by_layer.read(text)), **more)
