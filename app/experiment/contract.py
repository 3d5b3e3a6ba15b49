"""The contract on one page: what an experiment gives to whatever shows it. Read this first to add an experiment.

    Experiment   knobs, and `start(previous)`, which builds a Run from their values
    Run          `step()` until nothing is left to do; `result()` at any time: what there is to see
    Result       a frozen value: what pictures draw, and the words, tables and code beside them
    Prediction   a question about a change of the settings, and what settles it

All of it is plain Python and numpy: no widget and no figure is loaded for it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from app.experiment.experiment import Experiment
    from app.experiment.net_state import NetState

Settings = dict[str, Any]


class Result(ABC):
    """What a run has to show at one moment. A subclass is a frozen dataclass (`frozen=True, eq=False, kw_only=True`):
    its fields are the numbers that pictures draw. What is optional has a default here, which means "there is none".
    """

    settings: Settings  # the values of the knobs it was made with

    @property
    @abstractmethod
    def sentence(self) -> str:
        """What the picture shows, in one or two sentences; **…** is bold."""

    @property
    @abstractmethod
    def status(self) -> str:
        """How far the run is, and the seeds: 'update 40 · seeds 0 to 7'."""

    outcome: Mapping[str, float] | None = (
        None  # what a comparison with a pinned run lists; None: it cannot be pinned
    )
    net: "NetState | tuple[NetState, ...] | None" = None  # the net, or some side by side, drawn unit by unit
    remedy: tuple[str, Settings] | None = (
        None  # what is worth trying, in words, and {knob: value}: one press away
    )
    snippet: str | None = None  # code that computes what is drawn, to the last bit
    table: list[tuple[str, ...]] | None = (
        None  # rows of text, the first one the header: the numbers of the picture
    )
    tables: Mapping[str, Mapping[str, np.ndarray]] = {}  # {file: {column: values of one length}}, for CSV
    archives: Mapping[str, Mapping[str, np.ndarray]] = {}  # {file: {name: array}}, for .npz


class Run(ABC):
    """What a player drives. `settings` may be replaced while it goes on, by values that differ in what is shown only
    (knobs with `view`) or that `adjust` has accepted.
    """

    settings: Settings
    pace: float | None = None  # updates a second; None: as fast as it goes
    epoch: int = 1  # steps in which every sample is seen once; 1 with the full batch
    ready: bool = True  # where step() does parts of an update: a whole one is done, and there is a result
    reversible: bool = False  # whether `back()` is there
    descends: bool = False  # whether `descend()` is there
    aim: str = ""  # what one may play to, in words: "a loss of 0.1"
    reached: bool = True  # whether it is there
    progress: float | None = None  # from 0 to 1 where there is an end that takes its time
    frames: float = 1.0  # the share of the time that results and their pictures may take while it is played
    coarse: bool = False  # it is being played: a result may be coarser than that of a run at rest

    @abstractmethod
    def step(self) -> bool:
        """One update, or a part of one; False when nothing is left to do after it."""

    @abstractmethod
    def result(self) -> Result:
        """What there is to see now; changes nothing."""

    def back(self) -> bool:
        """One step back, where `reversible`; False when it is at its first one."""
        raise NotImplementedError(f"{type(self).__name__} cannot go back")

    def descend(self) -> None:
        """One step downhill of the net that is drawn, where `descends`; kept by the experiment until its `reset`."""
        raise NotImplementedError(f"{type(self).__name__} has no net that learns")

    def rest(self) -> None:  # noqa: B027 - most have nothing to give back
        """No update is asked for soon: give back memory that the next one takes anew. No result is another for it."""

    def adjust(self, settings: Settings) -> None:
        """Go on with other values of the knobs that are marked `live`, from the next update on."""
        raise NotImplementedError(f"{type(self).__name__} has no setting that changes in the middle of a run")


@dataclass(frozen=True, eq=False)
class Prediction:
    """A change to the learner's settings and a question about what it will do, answered before it is computed."""

    ask: Callable[["Experiment"], str]  # experiment -> the question
    change: Callable[["Experiment"], Settings]  # experiment -> {knob: value}
    options: tuple[str, ...]  # what can be answered
    judge: Callable[
        [Any, Any], tuple[int, str]
    ]  # results before and after -> index of the right option, and why
    updates: float = (
        0  # to train before looking; inf: to the end of the run. Both runs, if the change makes another
    )
    decides: tuple[
        Any, ...
    ] = ()  # the parts of the picture that settle it: "name", or ("names", which of them)
    keeps_back: str = (
        r"\*\*.+?\*\*"  # what of a sentence would give it away while it is open: a pattern; "" for nothing
    )
