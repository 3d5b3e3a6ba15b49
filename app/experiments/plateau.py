"""Noise ε on equal weights: how long until the units have parted and the loss falls? Many seeds for each ε."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Real, Whole
from app.history import History
from app.predict import Prediction
from app.words import number
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import xor

EPSILONS = 10.0 ** np.arange(-12, 1)
LEARNT = 0.45  # nats: guessing costs ln 2 = .693
DATA_SEED, LAST = 10_000, 4000
FITTED = slice(0, 11)  # ε up to 1e-2: larger noise is no small perturbation


class Plateau(Experiment):
    """XOR, a 2-8-1 tanh net; every weight and bias starts at c + ε N(0, 1)."""

    rate = Real(1.0, "Learning rate", 0.1, 3, log=True, place="main")
    c = Real(0.0, "Constant c", -1, 1)
    seeds = Whole(16, "Seeds", 1, 32, unit="nets for each ε")
    samples = Whole(100, "Samples", 20, 400, log=True)
    seed = Whole(0, "First seed", 0, 9999)

    def start(self, previous=None):
        return PlateauRun(self)


class PlateauRun:
    """All ε and all seeds are members of one net; the seeds draw the same noise for every ε."""

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data = xor(s["samples"], rng=s["seed"] + DATA_SEED)
        unit, rngs = INITIALIZERS["normal"](1.0), [s["seed"] + m for m in range(s["seeds"])] * len(EPSILONS)
        self.net = MLP([2, 8, 1], "tanh", initializer=[unit] * len(rngs), bias=unit, rng=rngs)
        self.net.theta *= EPSILONS.repeat(s["seeds"])[:, None]
        self.net.theta += s["c"]
        self.training = train(
            self.net,
            self.data.X,
            self.data.Y,
            GradientDescent(s["rate"]),
            steps=round(LAST / min(s["rate"], 1)),
        )
        self.first = np.full(len(rngs), np.inf)
        self.losses = History(len(EPSILONS))
        self.step()

    def step(self):
        """One update; False when every net has learnt, or at the end."""
        if np.isfinite(self.first).all():
            return False
        record = next(self.training, None)
        if record is None:
            return False
        self.first[(record.loss < LEARNT) & np.isinf(self.first)] = record.step
        medians = np.median(np.nan_to_num(record.loss, nan=10.0).reshape(len(EPSILONS), -1), axis=1)
        self.losses.add(record.step, medians)
        return True

    def result(self):
        return PlateauResult(
            settings=self.settings,
            step=int(self.losses.steps[-1]),
            steps=self.losses.steps,
            losses=self.losses.rows,
            first=self.first.reshape(len(EPSILONS), -1).copy(),
            a_decade=self.theory(),
        )

    def theory(self):
        """Updates a decade of ε near zero weights: w[2] and W[1] then feed each other, both growing by
        1 + η‖g‖ an update, g = Σ (½ − y) x / N_s. None at another constant."""
        if self.settings["c"]:
            return None
        g = np.linalg.norm(((0.5 - self.data.Y) * self.data.X).mean(axis=1))
        return float(np.log(10) / np.log1p(self.settings["rate"] * g))


@dataclass(frozen=True, eq=False)
class PlateauResult:
    """losses: medians over the seeds (steps × ε); first: updates to a loss below LEARNT (ε × seeds), inf where not
    yet; a_decade: theory's updates a decade of ε, or None."""

    settings: dict
    step: int
    steps: np.ndarray
    losses: np.ndarray
    first: np.ndarray
    a_decade: float | None

    @property
    def medians(self):
        return np.array([np.median(row) if np.isfinite(np.median(row)) else np.inf for row in self.first])

    @property
    def slope(self):
        """Measured updates a decade: a line through the medians of small ε; nan before there are two."""
        y = self.medians[FITTED]
        here = np.isfinite(y)
        if here.sum() < 2:
            return np.nan
        x = -np.log10(EPSILONS[FITTED][here])
        return float(np.polyfit(x, y[here], 1)[0])

    @property
    def sentence(self):
        done = int(np.isfinite(self.first).sum())
        text = f"After {self.step:,} updates **{done} of {self.first.size}** nets have left the plateau. "
        if np.isfinite(self.slope):
            text += f"Each factor of ten in ε costs **{self.slope:.0f}** updates"
            text += f"; theory says {self.a_decade:.0f}. " if self.a_decade else ". "
            smallest = next(i for i, m in enumerate(self.medians) if np.isfinite(m))
            text += f"From ε = {number(EPSILONS[smallest])} it takes {self.medians[smallest]:.0f} (median)."
        elif self.step == 0:
            text += "Press play: the larger the noise, the sooner."
        return text

    @property
    def table(self):
        rows = [("ε", "median updates", "fewest", "most", "nets that are through")]
        for e, row, m in zip(EPSILONS, self.first, self.medians, strict=True):
            shown = [f"{v:.0f}" if np.isfinite(v) else "–" for v in (m, row.min(), row.max())]
            rows.append((f"{e:.0e}", *shown, f"{np.isfinite(row).sum()} of {row.size}"))
        return rows

    @property
    def status(self):
        first, n = self.settings["seed"], self.settings["seeds"]
        return f"update {self.step:,} · seeds {first} to {first + n - 1}"


OPTIONS = (
    "about as long",
    "a few hundred updates longer",
    "thousands of updates longer",
    "a million times longer",
)


def longer(before, after):
    m = after.medians
    big, small = m[6], m[0]  # 1e-6 and 1e-12
    if not np.isfinite(small):
        return 2, f"From ε = 1e-12 most nets are not through after {after.step:,} updates."
    gap = small - big
    right = 0 if gap < 50 else 1 if gap < 1000 else 2
    return right, (
        f"ε = 1e-6 takes {big:.0f} updates (median), ε = 1e-12 takes {small:.0f}: **{gap:.0f} more**. The difference "
        "between units grows by the same factor at each update, so a million is six times a factor of ten."
    )


A_MILLION_TIMES_SMALLER = Prediction(
    ask=lambda e: (
        "Take the noise **a million times smaller**, 1e-12 in place of 1e-6. How much longer is the plateau?"
    ),
    change=lambda e: {"c": 0.0, "rate": 1.0},
    options=OPTIONS,
    judge=longer,
    updates=2500,
)
