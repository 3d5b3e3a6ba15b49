"""From 1986 to 2015, one switch at a time: which change mattered?"""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Result, Run, Whole
from app.experiment.columns import by_seed
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import between, percent, plural, seeds
from app.took_off.sandbox.recipe import accuracy_by_update
from app.took_off.switches import LAST, SWITCHES, called, right, trained
from mlcore import INITIALIZERS, Adam, GradientDescent

EVERY, MOST = 5, 8  # updates between two measurements; stages kept


class Sandbox(Experiment):
    """Five hidden layers of 16. Adam (2015) is later than the quotation's list of changes: it is the last switch."""

    units = Choice(SWITCHES["units"], "sigmoid", "Hidden units")
    loss = Choice(SWITCHES["loss"], "squared error", "Loss")
    initial = Choice(SWITCHES["initial"], "N(0, 1)", "Start of the weights")
    batch = Choice(SWITCHES["batch"], "full batch", "Samples of an update")
    optimizer = Choice(
        SWITCHES["optimizer"], "gradient descent", "Optimizer (Adam: later than the quotation)"
    )
    data = Choice(("circles", "moons", "spiral"), "circles", "Data", place="more")
    layers = Whole(5, "Hidden layers", 1, 10, place="more")
    seeds = Whole(8, "Seeds", 1, 16, place="more", unit="nets")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return SandboxRun(self, previous)


class SandboxRun(Run):
    """The nets of one set of switches, and what the sets before it came to on the same data."""

    def __init__(self, experiment, previous=None):
        s = self.settings = experiment.settings()
        self.stages = stages_before(previous, s)
        self.net, self.training, self.data = trained(s)
        self.epoch = -(-self.data[0].shape[-1] // self.training.batch)
        self.accuracy = History(s["seeds"])
        self.step()

    def step(self):
        """One update of every net."""
        record = next(self.training, None)
        if record is None:
            return False
        self.now = record.step
        if record.step % EVERY == 0:
            self.accuracy.add(record.step, right(self.net, self.training, self.data))
        return True

    def stage(self):
        """(settings, name, updates, steps, accuracy): what a later run keeps of this one."""
        return self.settings, called(self.settings), self.now, self.accuracy.steps, self.accuracy.rows

    @property
    def progress(self):
        return self.now / LAST

    def result(self):
        others = tuple(stage for stage in self.stages if stage[1] != called(self.settings))
        return SandboxResult(
            settings=self.settings,
            step=self.now,
            steps=self.accuracy.steps,
            accuracy=self.accuracy.rows,
            stages=others,
        )


def stages_before(previous, settings):
    """The stages of the runs before, on the same data and nets, each set of switches once, the newest last."""
    if previous is None or any(previous.settings[k] != v for k, v in settings.items() if k not in SWITCHES):
        return []
    stages = [*previous.stages, previous.stage()] if previous.now >= 50 else previous.stages
    newest = {called(stage[0]): stage for stage in stages}
    return [*newest.values()][-MOST:]


def percentiles(values):
    """10th, 50th and 90th percentile of what is finite."""
    return np.nanpercentile(values, (10, 50, 90)) if np.isfinite(values).any() else np.full(3, np.nan)


@dataclass(frozen=True, eq=False, kw_only=True)
class SandboxResult(Result):
    """accuracy: (n × seeds) at `steps`; stages: what was tried before, as `SandboxRun.stage`."""

    settings: dict
    step: int
    steps: np.ndarray
    accuracy: np.ndarray
    stages: tuple

    @property
    def name(self):
        return called(self.settings)

    @property
    def scores(self):
        """[(name, 10th percentile, median, 90th percentile of the accuracy)]: the stages, and this one last."""
        rows = [*((name, acc[-1]) for _, name, _, _, acc in self.stages), (self.name, self.accuracy[-1])]
        return [(name, *percentiles(accuracy)) for name, accuracy in rows]

    @property
    def sentence(self):
        *before, (name, low, middle, high) = self.scores
        now = (
            f"{name}: after {plural(self.step, 'update')} a median of **{percent(middle)}** right "
            f"(10th to 90th percentile: {between(low, high, percent)})."
        )
        if self.step == 0:
            now = f"{name}, not trained yet. Half of the answers are right by guessing."
        if not before:
            return now + " Play, then turn one switch and play again: every stage is kept."
        best = max(before, key=lambda row: row[2])
        return f"{now} The best of what was tried before: {best[0]} with {percent(best[2])}."

    @property
    def outcome(self):
        return {"median accuracy": float(self.scores[-1][2]), "updates": self.step}

    @property
    def snippet(self):
        """Computes `accuracy`, to the last bit."""
        s, adam = self.settings, self.settings["optimizer"] == "Adam"
        return written(
            accuracy_by_update,
            "accuracy",
            s,
            head=f"sigmoid + {s['loss']}",
            start=INITIALIZERS["He"] if s["initial"] == "He" else INITIALIZERS["normal"](1.0),
            optimizer=Adam if adam else GradientDescent,
            rate=0.01 if adam else 0.1,
            batch=None if s["batch"] == "full batch" else 32,
            updates=self.step,
            every=EVERY,
        )

    @property
    def tables(self):
        """Tables for files: the share of right answers by update, of this stage."""
        return {"accuracy": by_seed("update", self.steps, {"right": self.accuracy}, self.settings["seed"])}

    @property
    def status(self):
        return f"update {self.step:,} of {LAST} · {seeds(self.settings)}"
