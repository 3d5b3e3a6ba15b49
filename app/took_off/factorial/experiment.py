"""All 32 sets of the five switches between 1986 and 2015: which one matters, and when?"""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Result, Run, Whole
from app.experiment.snippet import written
from app.experiment.words import percent, seeds
from app.took_off.factorial.recipe import accuracy_by_set
from app.took_off.factorial.words import sentence, table
from app.took_off.switches import LAST, NAMES, SETS, SWITCHES, called, right, trained, turned

ENOUGH = 0.95  # share right: a set of switches that works
INITIAL = list(SWITCHES).index("initial")


class Factorial(Experiment):
    """The nets of the sandbox above, all sets of switches one after the other; play fills the picture."""

    switch = Choice(NAMES.values(), "Adam", "Switch to compare, on and off", place="main", view=True)
    data = Choice(("circles", "moons", "spiral"), "circles", "Data")
    layers = Whole(5, "Hidden layers", 1, 10)
    seeds = Whole(8, "Seeds", 1, 8, unit="nets a set")
    updates = Whole(LAST, "Updates of each net", 50, 2000, log=True, place="more")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return FactorialRun(self)


def jobs():
    """Sets that differ in the start of the weights alone train together; from both ends, 1986 and 2015, inwards."""
    firsts = [on for on in SETS if not on[INITIAL]]
    return sorted(firsts, key=lambda on: (min(sum(on), len(on) - 1 - sum(on)), sum(on)))


def with_He(on):
    """The same switches, and He."""
    return (*on[:INITIAL], True, *on[INITIAL + 1 :])


class FactorialRun(Run):
    """One job after the other: both starts of the weights, all seeds of them at once."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        self.shares, self.done = np.full((len(SETS), s["seeds"]), np.nan), np.zeros(len(SETS), bool)
        self.jobs = iter(jobs())
        self._next_job()

    def _next_job(self):
        self.now, self.job = 0, next(self.jobs, None)
        if self.job is not None:
            self.net, self.training, self.data = trained(
                self.settings | turned(self.job), SWITCHES["initial"]
            )

    def step(self):
        """One update of one job's nets; False when all sets are done."""
        if self.job is None:
            return False
        record = next(self.training, None)
        if record is not None:
            self.now = record.step
        if record is None or record.step == self.settings["updates"]:
            both = [SETS.index(self.job), SETS.index(with_He(self.job))]
            self.shares[both] = right(self.net, self.training, self.data).reshape(2, -1)
            self.done[both] = True
            self._next_job()
        return self.job is not None

    @property
    def progress(self):
        return self.done.mean()

    def result(self):
        now = None if self.job is None else (called(turned(self.job)), self.now)
        return FactorialResult(
            settings=self.settings, shares=self.shares.copy(), done=self.done.copy(), now=now
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class FactorialResult(Result):
    """shares: of right answers in the end, (SETS × seeds), nan where diverged or not done; done: (SETS);
    now: (name, update) of what is being trained, or None."""

    settings: dict
    shares: np.ndarray
    done: np.ndarray
    now: tuple | None

    @property
    def medians(self):
        """Over the seeds that did not diverge, (SETS); 0 where all of them did, nan where it is not done."""
        fine = np.where(np.isfinite(self.shares).any(axis=1, keepdims=True), self.shares, 0.0)
        return np.where(self.done, np.nanmedian(fine, axis=1), np.nan)

    @property
    def order(self):
        """Indices of SETS from the worst outcome to the best; what is not done comes last."""
        return np.lexsort((np.nan_to_num(self.shares).mean(axis=1), self.medians))

    def on(self, i):
        """Whether the i-th switch is on, (SETS)."""
        return np.array(SETS)[:, i]

    @property
    def compared(self):
        """Index of the switch that is compared."""
        return list(NAMES.values()).index(self.settings["switch"])

    @property
    def works(self):
        """Whether the median net is right in more than ENOUGH, (SETS)."""
        return np.nan_to_num(self.medians) > ENOUGH

    def gains(self, i):
        """What the i-th switch adds to the median, for each set of the other four: (16), from 1986 to all others on."""
        return self.medians[self.on(i)] - self.medians[~self.on(i)]

    sentence = property(sentence)

    table = property(table)

    @property
    def outcome(self):
        mean = {
            f"{name}, mean gain": row[3] for name, row in zip(NAMES.values(), self.table[1:], strict=True)
        }
        works, done = int(self.works.sum()), int(self.done.sum())
        return {f"sets above {percent(ENOUGH)}": f"{works} of {done}" if done else "–"} | mean

    @property
    def snippet(self):
        """Computes `shares` of all sets, to the last bit."""
        return written(accuracy_by_set, "shares", self.settings)

    @property
    def tables(self):
        """A table for a file: a row for each set that is done."""
        rows = np.flatnonzero(self.done)
        first = self.settings["seed"]
        return {
            "sets": {"set": np.array([called(turned(SETS[i])) for i in rows])}
            | {name: self.on(i)[rows] for i, name in enumerate(NAMES.values())}
            | {f"right, seed {first + m}": column[rows] for m, column in enumerate(self.shares.T)}
        }

    @property
    def status(self):
        now = "" if self.now is None else f" · now {self.now[0]}, update {self.now[1]:,}"
        return f"{int(self.done.sum())} of {len(SETS)} sets{now} · {seeds(self.settings)}"
