"""More data: what is learnt from and what is not, as the number of samples grows a thousandfold."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.columns import by_seed
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import number, plural, seeds
from app.took_off.more_data.recipe import losses_by_samples
from mlcore import ACTIVATIONS, DATASETS, MLP, Adam, train

SIZES = (10, 30, 100, 300, 1000, 3000, 10_000)
BATCH, TEST, LOOKED_AT = 100, 2000, 1000  # samples a step, held out, and of those learnt from
TEST_SEED = 20_000


class MoreData(Experiment):
    """2-n-n-1, cross-entropy, Adam, minibatches of 100; every seed has data of its own."""

    noise = Real(0.25, "Noise of the data", 0.05, 1, place="main")
    width = Whole(32, "Width n", 2, 64, log=True, unit="units")
    seeds = Whole(5, "Seeds", 1, 10, unit="nets a size")
    updates = Whole(600, "Updates of each net", 50, 3000, log=True)
    data = Choice(("moons", "circles", "spiral"), "moons", "Data", place="more")
    activation = Choice(ACTIVATIONS, "ReLU", "Hidden units", place="more")
    rate = Real(0.01, "Learning rate", 1e-4, 0.1, log=True, place="more", live=True)
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return MoreDataRun(self)


class MoreDataRun(Run):
    """Nets of all sizes of data in step; the seeds of one size are members of one net."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        source = DATASETS[s["data"]]
        self.test = source(TEST, noise=s["noise"], rng=s["seed"] + TEST_SEED)
        self.nets, self.trainings, self.learnt_from = [], [], []
        for n in SIZES:
            drawn = [source(n, noise=s["noise"], rng=s["seed"] + 1000 + m) for m in range(s["seeds"])]
            X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])
            widths = [2, s["width"], s["width"], 1]
            net = MLP(widths, s["activation"], rng=s["seed"], members=s["seeds"])
            self.nets.append(net)
            self.trainings.append(train(net, X, Y, Adam(s["rate"]), s["updates"], BATCH, rng=s["seed"]))
            self.learnt_from.append((X[..., :LOOKED_AT], Y[..., :LOOKED_AT]))
        self.measured, self.rates = None, Rates(s["rate"])
        self.step()

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(self.now, settings["rate"])
        for training in self.trainings:
            training.optimizer = Adam(self.rates.schedule())

    def step(self):
        """One update of every net."""
        records = [next(training, None) for training in self.trainings]
        if all(record is None for record in records):
            return False
        self.now = max(record.step for record in records if record is not None)
        return True

    @property
    def progress(self):
        return self.now / self.settings["updates"]

    def result(self):
        """Losses are measured when somebody looks, once an update at the most."""
        if self.measured is None or self.measured[0] != self.now:
            with np.errstate(all="ignore"):
                learnt = np.array([net.loss(*d) for net, d in zip(self.nets, self.learnt_from, strict=True)])
                test = np.array([net.loss(self.test.X, self.test.Y) for net in self.nets])
            self.measured = self.now, learnt, test
        step, learnt, test = self.measured
        return MoreDataResult(settings=self.settings, rates=self.rates, step=step, learnt=learnt, test=test)


@dataclass(frozen=True, eq=False, kw_only=True)
class MoreDataResult(Result):
    """learnt, test: mean loss on what was learnt from (LOOKED_AT of it at the most) and on held-out data:
    (SIZES × seeds)."""

    settings: dict
    rates: Rates
    step: int
    learnt: np.ndarray
    test: np.ndarray

    @property
    def gap(self):
        """Median over the seeds of held-out minus learnt, for each of SIZES."""
        return np.median(self.test - self.learnt, axis=1)

    @property
    def sentence(self):
        (few, some, many), gap = (0, 2, len(SIZES) - 1), self.gap
        if self.step == 0:
            return (
                f"Nothing learnt yet: {SIZES[few]} samples or {SIZES[many]:,}, the loss is that of the start."
            )
        learnt, test = np.median(self.learnt, axis=1), np.median(self.test, axis=1)
        return (
            f"After {plural(self.step, 'update')}, held-out minus learnt loss: **{number(gap[few])}** with "
            f"{SIZES[few]} "
            f"samples, **{number(gap[some])}** with {SIZES[some]}, **{number(gap[many])}** with {SIZES[many]:,}. "
            f"With more data the loss on what is learnt from {moved(learnt[few], learnt[many])}, the held-out loss "
            f"{moved(test[few], test[many])}."
        )

    @property
    def outcome(self):
        gap = self.gap
        return {f"gap at {n:,} samples": float(g) for n, g in zip(SIZES, gap, strict=True)} | {
            "updates": self.step
        }

    @property
    def snippet(self):
        """Computes the held-out losses, `test`, to the last bit."""
        others = {"sizes": SIZES, "rate": self.rates.schedule(), "updates": self.step}
        return written(losses_by_samples, "test", self.settings, **others)

    @property
    def tables(self):
        """Tables for files: both losses by the number of samples."""
        curves = {"learnt from": self.learnt, "held out": self.test}
        return {"losses": by_seed("samples", np.array(SIZES), curves, self.settings["seed"])}

    @property
    def status(self):
        return f"update {self.step:,} of {self.settings['updates']:,} · {seeds(self.settings)}"


def moved(first, last):
    """How a loss moves from few samples to many."""
    if number(first, 3) == number(last, 3):
        return f"stays at **{number(last, 3)}**"
    return f"{'rises' if last > first else 'falls'} from {number(first, 3)} to **{number(last, 3)}**"
