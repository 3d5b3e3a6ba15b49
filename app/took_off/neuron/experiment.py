"""One saturated neuron learns the same thing with two losses: which one falls asleep?"""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Real, Result, Run
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import fixed, listed, number, plural, unit
from app.took_off.neuron.recipe import outputs_by_loss
from mlcore import HEADS, MLP, GradientDescent, train
from mlcore.activations import sigmoid

LOSSES = ("cross-entropy", "squared error")
HEAD = {loss: HEADS[f"sigmoid + {loss}"] for loss in LOSSES}
LAST, DONE = 3000, 0.2  # updates in all; |a − y| below this counts as learnt
Z = np.linspace(-8, 8, 321)
# M. Nielsen, Neural Networks and Deep Learning, chapter 3: x = 1, y = 0, rate 0.15, squared error; two digits.
PUBLISHED = {(0.6, 0.9): {0: 0.82, 300: 0.09}, (2.0, 2.0): {0: 0.98, 300: 0.20}}


class Neuron(Experiment):
    """One input x = 1 and one sigmoid neuron, a = σ(w x + b); full batch of one sample."""

    w = Real(2.0, "Weight w at the start", -4, 4, place="main", marks=lambda e: {0.6: "0.6", 2.0: "2"})
    b = Real(2.0, "Bias b at the start", -4, 4, marks=lambda e: {0.9: "0.9", 2.0: "2"})
    y = Real(0.0, "Target y", 0, 1)
    rate = Real(0.15, "Learning rate", 0.01, 10, log=True, live=True)

    def published(self):
        """{update: a} of the published run with these settings; empty where there is none."""
        usual = self.y == 0 and self.rate == 0.15
        return PUBLISHED.get((self.w, self.b), {}) if usual else {}

    def start(self, previous=None):
        return NeuronRun(self)


class NeuronRun(Run):
    """Two neurons from the same start, one for each loss."""

    pace = 40  # updates a second: slow enough to be seen

    def __init__(self, experiment):
        self.settings, self.published = experiment.settings(), experiment.published()
        s = self.settings
        X, Y = np.array([[1.0]]), np.array([[s["y"]]])
        self.nets, self.trainings = [], []
        for loss in LOSSES:
            net = MLP([1, 1], head=HEAD[loss])
            net.W[1][...], net.b[1][...] = s["w"], s["b"]
            self.nets.append(net)
            self.trainings.append(train(net, X, Y, GradientDescent(s["rate"]), LAST))
        self.a, self.dz, self.rates = History(2), History(2), Rates(s["rate"])
        self.step()

    def adjust(self, settings):
        now = int(self.a.steps[-1])
        self.settings, self.published = settings, {n: a for n, a in self.published.items() if n <= now}
        self.rates.change(now, settings["rate"])
        for training in self.trainings:
            training.optimizer = GradientDescent(self.rates.schedule())

    def step(self):
        """One update of each."""
        records = [next(training, None) for training in self.trainings]
        if None in records:
            return False
        self.a.add(records[0].step, [net.A[1].item() for net in self.nets])
        self.dz.add(records[0].step, [net.dZ[1].item() for net in self.nets])
        return True

    @property
    def progress(self):
        return int(self.a.steps[-1]) / LAST

    def result(self):
        A, y = sigmoid(Z), np.full((1, Z.size), self.settings["y"])
        return NeuronResult(
            settings=self.settings,
            rates=self.rates,
            published=self.published,
            steps=self.a.steps,
            a=self.a.rows,
            dz=self.dz.rows,
            z=np.array([net.Z[1].item() for net in self.nets]),
            loss=np.array([net.head.loss(net.Z[1], y[:, :1]).item() for net in self.nets]),
            curve=A,
            losses=np.array([HEAD[loss].each(Z[None], y) for loss in LOSSES]),
            slopes=np.array([HEAD[loss].dZ(Z[None], A[None], y)[0] for loss in LOSSES]),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class NeuronResult(Result):
    """a, dz: (updates × losses), loss by loss as in LOSSES; z, loss: now; curve σ, losses and slopes (losses × Z)
    over the grid Z; published: {update: a} for squared error."""

    settings: dict
    rates: Rates
    published: dict
    steps: np.ndarray
    a: np.ndarray
    dz: np.ndarray
    z: np.ndarray
    loss: np.ndarray
    curve: np.ndarray
    losses: np.ndarray
    slopes: np.ndarray

    @property
    def step(self):
        return int(self.steps[-1])

    @property
    def learnt(self):
        """The first update at which |a − y| was below DONE, for each loss; None where it never was."""
        near = np.abs(self.a - self.settings["y"]) < DONE
        return [int(self.steps[hit.argmax()]) if hit.any() else None for hit in near.T]

    @property
    def ratio(self):
        """How many times larger the gradient of cross-entropy is at the start: 1/σ′(z)."""
        a = self.a[0, 0]
        return float(1 / (a * (1 - a)))

    @property
    def as_published(self):
        """Whether squared error's outputs so far round to the published ones; None where there are none."""
        so_far = {n: a for n, a in self.published.items() if n <= self.step}
        return all(round(self.a[n, 1], 2) == a for n, a in so_far.items()) if so_far else None

    @property
    def sentence(self):
        ce, se = self.a[-1]
        start = (
            f"At the start a = **{unit(self.a[0, 0])}** where {number(self.settings['y'], 4)} is wanted, "
            "and cross-entropy’s "
            f"gradient is **{number(self.ratio)} ×** that of squared error. "
        )
        if self.step == 0:
            return start + "Press play: which of the two wakes up?"
        when = [
            f"is at a = **{unit(a)}**"
            if n is None
            else f"got there after **{plural(n, 'update')}**"
            if n
            else "was there **from the start**"
            for n, a in zip(self.learnt, (ce, se), strict=True)
        ]
        text = f"{start}After {plural(self.step, 'update')} cross-entropy {when[0]}, squared error {when[1]}."
        if self.as_published and self.step >= max(self.published):
            values = listed(fixed(a, 2) for a in self.published.values())
            text += f" Rounded to the two digits that are published, squared error’s outputs are the same: {values}."
        return text

    @property
    def outcome(self):
        return {
            "a, cross-entropy": float(self.a[-1, 0]),
            "a, squared error": float(self.a[-1, 1]),
            "updates": self.step,
        }

    @property
    def table(self):
        """Published and measured outputs of the squared-error neuron."""
        rows = [("update", "published a", "here")]
        for n, a in self.published.items():
            if n <= self.step:
                here = float(self.a[n, 1])
                rows.append((f"{n:,}", fixed(a, 2), fixed(here, 6)))
        return rows

    @property
    def tables(self):
        """Tables for files: outputs and slopes by update."""
        return {
            "neuron": {"update": self.steps}
            | {f"a, {loss}": row for loss, row in zip(LOSSES, self.a.T, strict=True)}
            | {f"dz, {loss}": row for loss, row in zip(LOSSES, self.dz.T, strict=True)}
        }

    @property
    def snippet(self):
        """Computes `outputs`, to the last bit."""
        rate = self.rates.schedule()
        return written(outputs_by_loss, "outputs", self.settings, rate=rate, updates=self.step)

    @property
    def status(self):
        return f"update {self.step:,} · one neuron, nothing is random"
