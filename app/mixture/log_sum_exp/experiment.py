"""Why the loss of a mixture is computed from logarithms: a sample far from every kernel, naively and stably."""

from dataclasses import dataclass
from inspect import getsource

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run
from app.experiment.words import number

PRECISIONS = {"float64": np.float64, "float32": np.float32}
FAR = 1000.0
REACH = 0.1, FAR, 241  # distances of the curves


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
        grid = np.geomspace(*REACH)
        return LogSumExpResult(
            settings=self.settings,
            moves=self.moves,
            distance=self.distance,
            grid=grid,
            naive_curve=np.array([float(naive(logits, kind(d))) for d in grid]),
            stable_curve=np.array([float(stable(logits, kind(d))) for d in grid]),
            naive=float(naive(logits, kind(self.distance))),
            stable=float(stable(logits, kind(self.distance))),
        )


def residuals(y):
    """(y − μ_k)/σ_k: the kernels stand at 0 and −1, the sample at y."""
    return np.array([y, y + 1], dtype=y.dtype)


HALF_LOG_TWO_PI = 0.5 * np.log(2 * np.pi)


def naive(logits, y):
    """−ln Σ π_k 𝒩(y; μ_k, 1), as written: exponentials first, the logarithm last."""
    with np.errstate(all="ignore"):
        E = np.exp(logits)
        pi = E / E.sum()
        return -np.log((pi * np.exp(-0.5 * residuals(y) ** 2) / y.dtype.type((2 * np.pi) ** 0.5)).sum())


def stable(logits, y):
    """The same from logarithms: the largest is taken out before anything is exponentiated."""

    def log_sum_exp(v):
        return v.max() + np.log(np.exp(v - v.max()).sum())

    log_pi = logits - log_sum_exp(logits)
    return -log_sum_exp(log_pi - 0.5 * residuals(y) ** 2 - y.dtype.type(HALF_LOG_TWO_PI))


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
            f"At **{number(self.distance, 3)}** widths from the nearest kernel",
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
        """What came of it, for a comparison."""
        return {"distance": float(self.distance), "stable loss": self.stable, "naive loss": self.naive}

    @property
    def snippet(self):
        """Both losses as one would type them: the very functions of this file, and the curves."""
        kind = f"np.{self.settings['precision']}"
        parts = [
            "import numpy as np\n\nHALF_LOG_TWO_PI = 0.5 * np.log(2 * np.pi)\n",
            *map(getsource, (residuals, naive, stable)),
            f"logits = np.array([{self.settings['logit']!r}, 0.0], {kind})\n"
            f"distances = np.geomspace{REACH!r}\n"
            f"losses = {{f: [float(f(logits, {kind}(d))) for d in distances] for f in (naive, stable)}}",
        ]
        return "\n\n".join(parts)

    @property
    def tables(self):
        """A table for a file: both losses by distance."""
        return {"losses": {"distance": self.grid, "stable": self.stable_curve, "naive": self.naive_curve}}

    @property
    def status(self):
        return f"moved {self.moves} times · {self.settings['precision']}"
