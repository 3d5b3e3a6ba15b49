"""Why the loss of a mixture is computed from logarithms: a sample far from every kernel, naively and stably."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run
from app.experiment.snippet import arguments, written
from app.experiment.words import noun, number, plural
from app.mixture.log_sum_exp.recipe import losses_by_distance, naive, stable

PRECISIONS = {"float64": np.float64, "float32": np.float32}
FAR = 1000.0
GRID = np.geomspace(0.1, FAR, 241)  # distances of the curves


class LogSumExp(Experiment):
    """Two kernels of width 1 around 0 and −1, and a sample at a distance above the first; play moves it away."""

    precision = Choice(PRECISIONS, "float64", "Precision")
    logit = Real(0.0, "Logit of the first weight (the other is 0)", -1000, 1000)
    distance = Real(
        5.0,
        "Distance of the sample, in widths",
        0.1,
        FAR,
        log=True,
        place="main",
        marks=lambda e: {14.4: "14.4", 38.6: "38.6"},
    )

    def start(self, previous=None):
        return LogSumExpRun(self)


class LogSumExpRun(Run):
    """Moves the sample away by 2 % at a time."""

    pace = 30  # moves a second

    def __init__(self, experiment):
        self.settings = experiment.settings()
        self.distance, self.moves = experiment.distance, 0

    def step(self):
        if self.distance >= FAR:
            return False
        self.distance, self.moves = min(self.distance * 1.02, FAR), self.moves + 1
        return True

    def result(self):
        kind = PRECISIONS[self.settings["precision"]]
        logits = np.array([self.settings["logit"], 0.0], kind)
        curves = losses_by_distance(**arguments(losses_by_distance, self.settings))
        return LogSumExpResult(
            settings=self.settings,
            moves=self.moves,
            distance=self.distance,
            grid=GRID,
            naive_curve=curves[naive],
            stable_curve=curves[stable],
            naive=float(naive(logits, kind(self.distance))),
            stable=float(stable(logits, kind(self.distance))),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class LogSumExpResult(Result):
    """naive_curve and stable_curve: the loss over the grid of distances; naive, stable: at the sample."""

    settings: dict
    moves: int
    distance: float
    grid: np.ndarray
    naive_curve: np.ndarray
    stable_curve: np.ndarray
    naive: float
    stable: float

    @property
    def sentence(self):
        kind, far = (
            self.settings["precision"],
            f"At {(widths := number(self.distance, 3))} {noun(widths, 'width')} from the nearest kernel",
        )
        here = f"{far} the stable loss is **{number(self.stable)}** nats"
        if np.isfinite(self.naive):
            return f"{here}, and so is the naive one: they differ by {number(abs(self.naive - self.stable))}."
        if np.isnan(self.naive):
            return (
                f"{here}; the naive one is **not a number**: exp of a logit of {number(self.settings['logit'], 4)} is "
                f"beyond the largest {kind}, and infinity over infinity is no weight."
            )
        return (
            f"{here}; the naive one is **infinite**: every density is below the smallest {kind} and their sum "
            f"is exactly 0, so that no gradient can bring a kernel nearer."
        )

    @property
    def outcome(self):
        return {"distance": float(self.distance), "stable loss": self.stable, "naive loss": self.naive}

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        return written(losses_by_distance, "losses", self.settings)

    @property
    def tables(self):
        """A table for a file: both losses by distance."""
        return {"losses": {"distance": self.grid, "stable": self.stable_curve, "naive": self.naive_curve}}

    @property
    def status(self):
        return f"moved {plural(self.moves, 'time')} · {self.settings['precision']}"
