"""Larger networks: what do width and depth buy, and what do they cost? The time of an update is measured, live."""

import time
from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Real, Result, Run, Whole
from app.experiment.columns import by_seed
from app.experiment.snippet import written
from app.experiment.words import fixed, number, plural, seeds
from app.took_off.larger_nets.recipe import losses_by_width
from mlcore import MLP, Adam, train
from mlcore.datasets import moons

WIDTHS = (2, 4, 8, 16, 32, 64, 128)
BATCH, LAST, TEST, TEST_SEED = 100, 600, 2000, 20_000
SLOWER = 1.5  # times that the widest net must take the narrowest's before a law goes through both


class LargerNets(Experiment):
    """Moons, ReLU, Adam 0.01, minibatches of 100; every width has the same data."""

    depth = Whole(2, "Hidden layers", 1, 6, place="main")
    samples = Whole(1000, "Samples to learn from", 100, 10_000, log=True)
    noise = Real(0.25, "Noise of the data", 0.05, 1)
    seeds = Whole(3, "Seeds", 1, 5, unit="nets a width")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return LargerNetsRun(self)


class LargerNetsRun(Run):
    """Nets of all widths in step; each update is timed, and the shortest time counts."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        self.data = moons(s["samples"], noise=s["noise"], rng=s["seed"] + 10_000)
        self.test = moons(TEST, noise=s["noise"], rng=s["seed"] + TEST_SEED)
        self.nets, self.trainings = [], []
        for n in WIDTHS:
            net = MLP([2] + [n] * s["depth"] + [1], "ReLU", rng=s["seed"], members=s["seeds"])
            self.nets.append(net)
            self.trainings.append(
                train(
                    net, self.data.X, self.data.Y, Adam(0.01), LAST, min(BATCH, s["samples"]), rng=s["seed"]
                )
            )
        self.seconds, self.now = np.full(len(WIDTHS), np.inf), -1
        self.step()

    def step(self):
        """One update of every net."""
        for i, training in enumerate(self.trainings):
            start = time.perf_counter()
            record = next(training, None)
            if record is None:
                return False
            if record.step:
                self.seconds[i] = min(self.seconds[i], time.perf_counter() - start)
        self.now = record.step
        return True

    @property
    def progress(self):
        return self.now / LAST

    def result(self):
        with np.errstate(all="ignore"):
            learnt, test = (
                np.array([net.loss(d.X, d.Y) for net in self.nets]) for d in (self.data, self.test)
            )
        each = self.settings["seeds"]
        return LargerNetsResult(
            settings=self.settings,
            step=self.now,
            learnt=learnt,
            test=test,
            parameters=np.array([net.theta.shape[-1] for net in self.nets]),
            products=np.array([sum(a * b for a, b in net._shapes) for net in self.nets]),
            seconds=self.seconds / each if self.now else np.full(len(WIDTHS), np.nan),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class LargerNetsResult(Result):
    """learnt, test: losses (WIDTHS × seeds); parameters and weights of one net of each width; seconds: the
    shortest update of one net so far (several seeds are computed at once, and share it)."""

    settings: dict
    step: int
    learnt: np.ndarray
    test: np.ndarray
    parameters: np.ndarray
    products: np.ndarray
    seconds: np.ndarray

    @property
    def operations(self):
        """Multiplications and additions of an update: 2 for each weight and sample forward, 4 back."""
        return 6 * self.products * min(BATCH, self.settings["samples"])

    @property
    def told_apart(self):
        """The widest net takes clearly longer than the narrowest: the times measure work, and not what else runs."""
        first, last = self.seconds[[0, -1]]
        return bool(last > SLOWER * first)

    @property
    def law(self):
        """Seconds = overhead + operations / speed, through the smallest and the largest net."""
        first, last = self.seconds[[0, -1]]
        speed = (self.operations[-1] - self.operations[0]) / max(last - first, 1e-9)
        return max(first - self.operations[0] / speed, 0), speed

    @property
    def sentence(self):
        if self.step == 0:
            sizes = f"{self.parameters[0]:,} to {self.parameters[-1]:,} parameters"
            return f"Widths {WIDTHS[0]} to {WIDTHS[-1]}: {sizes}. Play trains and times them all."
        test = np.median(self.test, axis=1)
        best = WIDTHS[int(np.argmin(test))]
        narrow, wide = (number(1e3 * self.seconds[i]) for i in (0, -1))
        text = (
            f"After {plural(self.step, 'update')} the held-out loss is **{number(test[0])}** at width {WIDTHS[0]} and "
            f"**{number(test[-1])}** at width {WIDTHS[-1]}, best at {best}. An update of the widest net takes "
            f"**{wide}** ms on this machine, of the narrowest {narrow} ms"
        )
        if not self.told_apart:
            return f"{text}: this computer is busy, and these times do not tell overhead from work yet."
        overhead, speed = self.law
        rest = f"**{number(speed / 1e9)}** billion operations a second"
        return f"{text}: {number(1e3 * overhead)} ms of overhead and {rest}."

    @property
    def table(self):
        """What each width costs, as rows of text."""
        rows = [("width", "size of θ", "its memory", "operations, an update", "shortest update")]
        for n, p, ops, s in zip(WIDTHS, self.parameters, self.operations, self.seconds, strict=True):
            took = f"{fixed(1e3 * s)} ms" if np.isfinite(s) else "–"
            rows.append((str(n), f"{p:,}", f"{8 * p / 1024:,.1f} KiB", f"{ops:,}", took))
        return rows

    @property
    def snippet(self):
        """Computes the held-out losses, `test`, to the last bit."""
        return written(losses_by_width, "test", self.settings, widths=WIDTHS, updates=self.step)

    @property
    def outcome(self):
        test = np.median(self.test, axis=1)
        return {f"held-out loss, width {n}": float(v) for n, v in zip(WIDTHS, test, strict=True)} | {
            "updates": self.step
        }

    @property
    def tables(self):
        """Tables for files: losses and costs by width."""
        curves = {"learnt from": self.learnt, "held out": self.test}
        costs = {"parameters": self.parameters, "operations": self.operations, "seconds": self.seconds}
        return {"widths": by_seed("width", np.array(WIDTHS), curves, self.settings["seed"]) | costs}

    @property
    def status(self):
        return f"update {self.step:,} of {LAST} · {seeds(self.settings)}"
