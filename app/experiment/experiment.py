"""An experiment: knobs in, a run out. It knows no widget and no figure."""

from difflib import get_close_matches
from typing import Any, cast

import traitlets as T

from app.experiment.contract import Run, Settings
from app.experiment.knobs import Knob, Whole
from mlcore.checks.errors import WrongArgument


class Experiment(T.HasTraits):
    """Subclasses declare knobs (`app.experiment.knobs`) and give `start`.

    `Experiment(depth=30)` begins with other settings, which are then its defaults. TypeError for a name that is no
    setting, traitlets.TraitError for what cannot be a value of one; a number out of range is replaced by the nearest,
    with a sentence in `remarks`.
    """

    def __init__(self, *nameless: Any, **settings: Any):
        super().__init__()
        called, known = type(self).__name__, self.knobs()
        if nameless:
            some = next(iter(known), "")
            raise WrongArgument(f"{called} takes its settings by name, as {called}({some}=…).")
        for name, value in settings.items():
            if name not in known:
                raise WrongArgument(f"{called}: {self.unknown(name)}")
            setattr(self, name, value)
        self.remarks = tuple(
            filter(None, (known[name].nearest(value)[1] for name, value in settings.items()))
        )
        self.defaults = self.settings()

    def start(self, previous: Run | None = None) -> Run:
        """A run of the settings as they are; `previous` is the run before, whose buffers may be used again."""
        raise NotImplementedError

    @classmethod
    def knobs(cls) -> dict[str, Knob]:
        """{name: Knob} in the order in which they are written (`class_traits` would sort them)."""
        names = dict.fromkeys(name for c in reversed(cls.__mro__) for name in vars(c))
        return {name: knob for name in names if isinstance(knob := getattr(cls, name, None), Knob)}

    def settings(self) -> Settings:
        """The value of every knob."""
        return {name: getattr(self, name) for name in self.knobs()}

    def changes(self) -> Settings:
        """The settings that differ from the defaults."""
        return {name: value for name, value in self.settings().items() if value != self.defaults[name]}

    def read(self, texts: dict[str, str]) -> tuple[str, ...]:
        """Set knobs from the texts of a link, the others to their defaults; returns sentences, as `set`."""
        known = self.knobs()
        values = {name: known[name].read(text) if name in known else text for name, text in texts.items()}
        return self.set(**(self.defaults | values))

    def set(self, /, **settings: Any) -> tuple[str, ...]:  # a browser chooses the names, "self" among them
        """Set knobs; returns the sentences about what was replaced or refused, and goes on."""
        known, sentences = self.knobs(), []
        for name, value in settings.items():
            if name not in known:
                sentences.append(self.unknown(name))
                continue
            try:
                nearest, replaced = known[name].nearest(value)
            except T.TraitError as refused:
                sentences.append(str(refused))
                continue
            setattr(self, name, nearest)
            sentences.append(replaced)
        return tuple(filter(None, sentences))

    @classmethod
    def unknown(cls, name: str) -> str:
        """There is no such setting; which one may be meant."""
        like = get_close_matches(name, cls.knobs(), n=1)
        return f"There is no setting called {name[:40]!r}." + (f" Did you mean {like[0]!r}?" if like else "")

    def smaller(self) -> Settings:
        """{knob: value} of a setting whose updates answer at once, where those of this one do not; else empty."""
        return {}

    revision = T.Int(0)  # counts what runs have left here: what stands beside knobs may follow from it

    def reset(self) -> bool:
        """Forget what runs have left here, if anything; whether there was something to forget."""
        return False

    pins = 1  # so many runs can be kept, to be drawn beside the next one

    editable = False  # the weights of the net that it draws can be dragged: there is `edit`

    def edit(self, layer: int, i: int, j: int, value: float) -> Settings:
        """{knob: value} that make W[layer][i, j] this value; for an experiment whose results have a `net`."""
        raise NotImplementedError(f"{type(self).__name__} has no weights to drag")

    reshapable = False  # the net that it draws can be given other units and layers: there is `reshape`

    def reshape(self, layer: int, by: int) -> Settings:
        """{knob: value} with `by` (1 or −1) units more in a hidden layer; layer 0 stands for the number of layers."""
        raise NotImplementedError(f"{type(self).__name__} has no net to reshape")

    def reseed(self) -> tuple[str, ...]:
        """Other seeds than any of these."""
        knob, seed = cast(Whole, self.knobs()["seed"]), self.settings()["seed"] + getattr(self, "seeds", 1)
        return self.set(seed=seed if seed <= knob.max else knob.min)
