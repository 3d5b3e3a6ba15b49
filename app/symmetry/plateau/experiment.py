"""Noise ε on equal weights: how long until the units have parted and the loss falls? Many seeds for each ε."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import number, seeds
from app.symmetry.data import data_of
from app.symmetry.plateau.noise import EPSILONS, FITTED
from app.symmetry.plateau.recipe import losses_by_noise
from app.symmetry.plateau.round_off import WIDTHS, RoundOff
from app.symmetry.plateau.words import middle, sentence, table
from mlcore import INITIALIZERS, MLP, GradientDescent, train

# Losses, in nats, that say a step has been taken. On XOR one unit is no help (.545 at best) and there is one step;
# the moons have two, of which the first ends near the .25 that one unit can reach.
GOALS = {"xor": (0.45,), "moons": (0.45, 0.2)}
LAST = 4000
GIVEN = 2000  # updates that round-off is given, at least


class Plateau(Experiment):
    """A 2-8-1 tanh net; every weight and bias starts at c + ε N(0, 1)."""

    rate = Real(1.0, "Learning rate", 0.1, 3, log=True, place="main")
    data = Choice(GOALS, "xor", "Data")
    c = Real(0.0, "Constant c", -1, 1)
    seeds = Whole(16, "Seeds", 1, 32, unit="nets for each ε")
    samples = Whole(100, "Samples", 20, 400, log=True)
    seed = Whole(0, "First seed", 0, 9999)

    def start(self, previous=None):
        return PlateauRun(self)


class PlateauRun(Run):
    """All ε and all seeds are members of one net; the seeds draw the same noise for every ε."""

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data, self.goals = data_of(s["data"], s["samples"], s["seed"]), GOALS[s["data"]]
        unit, rngs = INITIALIZERS["normal"](1.0), [s["seed"] + m for m in range(s["seeds"])] * len(EPSILONS)
        self.net = MLP([2, 8, 1], "tanh", initializer=unit, bias=unit, rng=rngs)
        self.net.theta *= EPSILONS.repeat(s["seeds"])[:, None]
        self.net.theta += s["c"]
        self.training = train(self.net, self.data.X, self.data.Y, GradientDescent(s["rate"]))
        self.round_off = RoundOff(self.data, s["c"], s["rate"], self.goals[-1])
        self.first = np.full((len(self.goals), len(rngs)), np.inf)
        self.losses, self.now = History(len(EPSILONS)), -1
        self.step()

    @property
    def waiting(self):
        """Some net with noise has not learnt yet."""
        return np.isinf(self.first[-1]).any()

    def step(self):
        """One update; False when every net has learnt and round-off has had its time, or at the end."""
        if self.now >= self._last():
            return False
        self.now += 1
        self.round_off.step()
        record = next(self.training, None) if self.waiting else None
        if record is not None:
            for first, goal in zip(self.first, self.goals, strict=True):
                first[(record.loss < goal) & np.isinf(first)] = record.step
            medians = np.median(np.nan_to_num(record.loss, nan=10.0).reshape(len(EPSILONS), -1), axis=1)
            self.losses.add(record.step, medians)
        return True

    def _last(self):
        """The update at which it ends, as far as one knows."""
        return (LAST if self.waiting else GIVEN) / min(self.settings["rate"], 1)

    @property
    def progress(self):
        return self.now / self._last()

    def result(self):
        return PlateauResult(
            settings=self.settings,
            step=int(self.losses.steps[-1]),
            steps=self.losses.steps,
            losses=self.losses.rows,
            goals=self.goals,
            firsts=self.first.reshape(len(self.goals), len(EPSILONS), -1).copy(),
            a_decade=self.theory(),
            now=self.now,
            equal=self.round_off.c,
            parted=self.round_off.parted.copy(),
            learnt=self.round_off.learnt.copy(),
        )

    def theory(self):
        """Updates a decade of ε near zero weights: once the output knows how frequent the classes are, w[2] and W[1]
        feed each other, both growing by 1 + η‖g‖ an update, g = Σ (ȳ − y) x / N_s. None at another constant."""
        if self.settings["c"]:
            return None
        X, Y = self.data.X, self.data.Y
        g = np.linalg.norm(((Y.mean() - Y) * X).mean(axis=1))
        return float(np.log(10) / np.log1p(self.settings["rate"] * g))


@dataclass(frozen=True, eq=False, kw_only=True)
class PlateauResult(Result):
    """losses: medians over the seeds (steps × ε); firsts: updates to a loss below each of the goals (goals × ε ×
    seeds), inf where not yet; a_decade: theory's updates a decade of ε, or None. Of the nets without noise, which
    start from `equal`, after `now` updates: when round-off parted their units, and when they had learnt."""

    settings: dict
    step: int
    steps: np.ndarray
    losses: np.ndarray
    goals: tuple
    firsts: np.ndarray
    a_decade: float | None
    now: int
    equal: float
    parted: np.ndarray
    learnt: np.ndarray

    @property
    def medians(self):
        """Of the first step, for each ε."""
        return middle(self.firsts[0])

    @property
    def slope(self):
        """Measured updates a decade: a line through the medians of small ε; nan before there are two."""
        y = self.medians[FITTED]
        here = np.isfinite(y)
        if here.sum() < 2:
            return np.nan
        x = -np.log10(EPSILONS[FITTED][here])
        return float(np.polyfit(x, y[here], 1)[0])

    sentence = property(sentence)
    table = property(table)

    @property
    def outcome(self):
        found = {"updates for each factor of ten in ε": self.slope}
        for goal, firsts in zip(self.goals, self.firsts, strict=True):
            for i in (0, 6, 10):
                found[f"median updates to loss < {goal} from ε = {number(EPSILONS[i])}"] = middle(firsts)[i]
        return {name: float(value) if np.isfinite(value) else None for name, value in found.items()}

    @property
    def snippet(self):
        """Computes the medians and the firsts, and when round-off has learnt, to the last bit."""
        others = {"goals": self.goals, "updates": self.step, "widths": WIDTHS}
        others |= {"equal": self.equal, "now": self.now}
        return written(losses_by_noise, "medians, firsts, learnt", self.settings, **others)

    @property
    def tables(self):
        """Tables for files: the median losses, the updates of every net, and what round-off did."""
        n, first = self.firsts.shape[2], self.settings["seed"]
        nets = {"ε": EPSILONS.repeat(n), "seed": np.tile(np.arange(first, first + n), len(EPSILONS))}
        steps = {
            f"updates to loss < {goal}": firsts.ravel()
            for goal, firsts in zip(self.goals, self.firsts, strict=True)
        }
        named = {f"ε = {number(e, 1)}": row for e, row in zip(EPSILONS, self.losses.T, strict=True)}
        return {
            "losses": {"update": self.steps} | named,
            "updates": nets | steps,
            "round-off": {"units": np.array(WIDTHS), "parted": self.parted, "learnt": self.learnt},
        }

    @property
    def status(self):
        return f"update {self.now:,} · {seeds(self.settings)}"
