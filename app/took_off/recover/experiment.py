"""A whole net, badly initialized on purpose: its output starts saturated. With which loss does it recover?"""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.columns import by_seed
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import between, number, part_of, percent, plural, seeds, unit
from app.took_off.neuron.experiment import HEAD, LOSSES
from app.took_off.recover.recipe import accuracy_by_loss
from app.took_off.switches import own_samples
from mlcore import ACTIVATIONS, MLP, GradientDescent, train
from mlcore.datasets import moons

LAST, EVERY = 2000, 5  # updates in all, and between two measurements
RECOVERED = 0.95


class Recover(Experiment):
    """Moons, 2-8-1, full batch; every seed has samples of its own.

    The bias of the output makes every answer “class 1” at the start.
    """

    bias = Real(6.0, "Bias of the output at the start", 0, 12, place="main")
    rate = Real(1.0, "Learning rate", 0.01, 30, log=True, live=True)
    faster = Real(1.0, "Rate of squared error, times that", 0.1, 100, log=True, live=True)
    activation = Choice(ACTIVATIONS, "tanh", "Hidden units", place="more")
    seeds = Whole(32, "Seeds", 1, 32, unit="nets a loss")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def rates(self):
        return {"cross-entropy": self.rate, "squared error": self.rate * self.faster}

    def start(self, previous=None):
        return RecoverRun(self)


class RecoverRun(Run):
    """The same nets twice, once for each loss."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        self.rates = {loss: Rates(rate) for loss, rate in experiment.rates().items()}
        X, self.Y = own_samples(moons, 300, s)
        self.nets, self.trainings = {}, {}
        for loss in LOSSES:
            net = MLP(
                [2, 8, 1],
                s["activation"],
                HEAD[loss],
                initializer="Xavier",
                rng=s["seed"],
                members=s["seeds"],
            )
            net.b[2][...] = s["bias"]
            self.nets[loss] = net
            self.trainings[loss] = train(net, X, self.Y, GradientDescent(self.rates[loss].now), LAST)
        self.accuracy = {loss: History(s["seeds"]) for loss in LOSSES}
        self.step()
        a = self.nets[LOSSES[0]].A[2]  # before the first update, of both
        self.answers = tuple(np.quantile(a, (0.05, 0.95)))
        self.sleepy = float(np.median(1 / (a * (1 - a))))

    def adjust(self, settings):
        self.settings, factor = settings, {"cross-entropy": 1.0, "squared error": settings["faster"]}
        for loss, rates in self.rates.items():
            rates.change(self.now, settings["rate"] * factor[loss])
            self.trainings[loss].optimizer = GradientDescent(rates.schedule())

    def step(self):
        """One update of every net."""
        records = {loss: next(training, None) for loss, training in self.trainings.items()}
        if all(record is None for record in records.values()):
            return False
        for loss, record in records.items():
            if record is not None:
                self.now = record.step
                if record.step % EVERY == 0:
                    net, Y = self.nets[loss], self.Y
                    right = ((net.A[2] > 0.5) == (Y > 0.5)).mean(axis=(-2, -1))
                    self.accuracy[loss].add(record.step, np.where(self.trainings[loss].alive, right, np.nan))
        return True

    @property
    def progress(self):
        return self.now / LAST

    def result(self):
        return RecoverResult(
            settings=self.settings,
            rates=self.rates,
            step=self.now,
            steps={loss: history.steps for loss, history in self.accuracy.items()},
            accuracy={loss: history.rows for loss, history in self.accuracy.items()},
            answers=self.answers,
            sleepy=self.sleepy,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class RecoverResult(Result):
    """steps, accuracy: {loss: updates measured}, {loss: (n × seeds)}. At the start: between which two answers nine
    tenths lie, and how many times smaller the gradient of squared error is at the output, in the median."""

    settings: dict
    rates: dict
    step: int
    steps: dict
    accuracy: dict
    answers: tuple
    sleepy: float

    @property
    def recovered(self):
        """{loss: how many seeds are right in more than RECOVERED of the samples, now}"""
        return {loss: int((rows[-1] > RECOVERED).sum()) for loss, rows in self.accuracy.items()}

    @property
    def sentence(self):
        n, (ce, se) = self.settings["seeds"], self.recovered.values()
        if self.step == 0:
            right = float(self.accuracy[LOSSES[0]][0].mean())
            return (
                f"With an output bias of {number(self.settings['bias'], 4)} nine tenths of the answers start at a = "
                f"**{between(*self.answers, lambda a: unit(a, 4))}**; **{percent(right)}** of all are right, and "
                f"squared error’s gradients are **{number(self.sleepy)} ×** smaller (median)."
            )
        rates = "at rates {} and {}".format(*(number(self.rates[loss].now, 4) for loss in LOSSES))
        return (
            f"After {plural(self.step, 'update')} {rates}, with cross-entropy **{part_of(ce, n, 'net')}** recovered "
            f"(more than {percent(RECOVERED)} right), with squared error **{part_of(se, n, 'net')}**."
        )

    @property
    def outcome(self):
        return {f"recovered, {loss}": n for loss, n in self.recovered.items()} | {"updates": self.step}

    @property
    def snippet(self):
        """Computes `accuracy`, to the last bit."""
        rates = {loss: rate.schedule() for loss, rate in self.rates.items()}
        others = {"rates": rates, "updates": self.step, "every": EVERY}
        return written(accuracy_by_loss, "accuracy", self.settings, **others)

    @property
    def tables(self):
        """Tables for files: the share of right answers by update."""
        first = self.settings["seed"]
        return {
            loss: by_seed("update", self.steps[loss], {"right": self.accuracy[loss]}, first)
            for loss in LOSSES
        }

    @property
    def status(self):
        return f"update {self.step:,} · {seeds(self.settings)}"
