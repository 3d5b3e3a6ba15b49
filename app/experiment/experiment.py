"""An experiment: knobs in, a run out. It knows no widget and no figure.

A knob is a trait that guards itself, since a browser can send anything: what is out of range is replaced by
the nearest allowed value and `notes` says so; what is no value at all is refused with a sentence (TraitError).
"""

import math

import traitlets as T


class Knob(T.TraitType):
    """A setting with what a control needs to show it.

    label, unit    in words, always visible
    place          "main" (under the picture), "side", or "more" (folded away)
    note           experiment -> words beside the value, such as another unit
    shown          experiment -> the value to show, where another knob decides over this one
    implies        {knob: value} that moving this one sets as well
    used           experiment -> whether this knob matters with the other settings as they are
    view           it only chooses what is shown: the run goes on, and is looked at anew
    """

    def __init__(
        self,
        default,
        label,
        unit="",
        place="side",
        note=None,
        shown=None,
        implies=None,
        used=None,
        view=False,
    ):
        super().__init__(default_value=default)
        self.label, self.unit, self.place = label, unit, place
        self.note = note or (lambda experiment: "")
        self.shown = shown or (lambda experiment: getattr(experiment, self.name))
        self.implies, self.view = implies or {}, view
        self.used = used or (lambda experiment: True)

    def read(self, text):
        """The value that a text of a link stands for; what is none is left to `validate`."""
        return text

    def takes(self, experiment, value):
        """Whether this value, or the nearest allowed one, would be set."""
        try:
            self.validate(experiment, value)
        except T.TraitError:
            return False
        return True

    def refuse(self, value, wanted):
        raise T.TraitError(f"{self.label}: {str(value)[:40]!r} is not {wanted}. The old value stays.")


class Real(Knob):
    """A number in [min, max]; `log` for a logarithmic slider. `marks(experiment)` gives {value: text} to show on it."""

    whole = False

    def __init__(self, default, label, min, max, log=False, marks=None, **kwargs):
        super().__init__(default, label, **kwargs)
        self.min, self.max, self.log, self.marks = min, max, log, marks

    def validate(self, experiment, value):
        try:
            number = float("nan") if isinstance(value, (bool, str)) else float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.inf if isinstance(value, int) and value > 0 else math.nan
        if math.isnan(number):
            self.refuse(value, "a number")
        nearest = min(max(number, self.min), self.max)
        nearest = round(nearest) if self.whole else nearest
        if nearest != number:
            experiment.notes = (*experiment.notes, self.replaced(value, nearest))
        return nearest

    def read(self, text):
        try:
            return float(text)
        except ValueError:
            return text

    def replaced(self, value, nearest):
        return f"{self.label} {str(value)[:20]} is not between {self.min:g} and {self.max:g}: {nearest:g} is used."


class Whole(Real):
    """A whole number in [min, max]."""

    whole = True

    def replaced(self, value, nearest):
        return f"{self.label} {str(value)[:20]} is not a whole number from {self.min} to {self.max}: {nearest} is used."


class Choice(Knob):
    """One of `values`, which are names."""

    def __init__(self, values, default, label, **kwargs):
        super().__init__(default, label, **kwargs)
        self.values = list(values)

    def validate(self, experiment, value):
        if value not in self.values:
            self.refuse(value, f"one of {', '.join(self.values)}")
        return value


class Experiment(T.HasTraits):
    """Subclasses declare knobs and give `start(previous)`, which builds a run from the settings.

    A run has `step()` (one update, or a part of one; False when nothing is left to do) and `result()`, a frozen
    value for the plots. Where step() does parts, `ready` says that a whole one is done and there is a result.
    Where it learns from minibatches, `epoch` says how many steps an epoch has. A knob with `view` changes nothing
    but the run's `settings`. `previous` is the run before, whose buffers may be used again.
    """

    notes = T.Tuple()  # what the guards replaced since the last change

    def __init__(self, **settings):
        super().__init__()
        self.defaults = self.settings() | settings
        self.set(**settings)
        self.defaults = self.settings()

    @classmethod
    def knobs(cls):
        """{name: Knob} in the order in which they are written (`class_traits` would sort them)."""
        names = dict.fromkeys(name for c in reversed(cls.__mro__) for name in vars(c))
        return {name: knob for name in names if isinstance(knob := getattr(cls, name, None), Knob)}

    def settings(self):
        """The value of every knob."""
        return {name: getattr(self, name) for name in self.knobs()}

    def changes(self):
        """The settings that differ from the defaults."""
        return {name: value for name, value in self.settings().items() if value != self.defaults[name]}

    def read(self, texts):
        """Set knobs from the texts of a link, the others to their defaults; returns sentences, as `set`."""
        known = self.knobs()
        values = {name: known[name].read(text) if name in known else text for name, text in texts.items()}
        return self.set(**(self.defaults | values))

    def set(self, /, **settings):  # a browser chooses the names, "self" among them
        """Set knobs; returns the sentences about what was replaced or refused, and goes on."""
        self.notes = ()
        for name, value in settings.items():
            if name not in self.knobs():
                self.notes = (*self.notes, f"There is no setting called {name[:40]!r}.")
                continue
            try:
                setattr(self, name, value)
            except T.TraitError as error:
                self.notes = (*self.notes, str(error))
        return self.notes

    def smaller(self):
        """{knob: value} of a setting whose updates answer at once, where those of this one do not; else empty."""
        return {}

    def reseed(self):
        """Other seeds than any of these."""
        knob, seed = self.knobs()["seed"], self.seed + getattr(self, "seeds", 1)
        return self.set(seed=seed if seed <= knob.max else knob.min)
