"""Sigmoid, tanh or ReLU hidden units, deeper and deeper: who still gets a gradient, and who learns?"""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.columns import by_seed
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import number, or_diverged, percent, plural, seeds
from app.took_off.hidden_units.recipe import losses_by_units
from app.took_off.switches import own_samples
from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.probes import dead_share, rms_dZ

UNITS = ("sigmoid", "tanh", "ReLU")
STARTS = {"Xavier for all": dict.fromkeys(UNITS, "Xavier"), "He for all": dict.fromkeys(UNITS, "He")}
STARTS["Xavier, and He for ReLU"] = {"sigmoid": "Xavier", "tanh": "Xavier", "ReLU": "He"}
LAST, EVERY = 3000, 5


class HiddenUnits(Experiment):
    """Equal widths, gradient descent, full batch. Every seed has samples of its own; the three kinds share them."""

    depth = Whole(5, "Hidden layers", 1, 20, place="main")
    initial = Choice(STARTS, "Xavier, and He for ReLU", "Start of the weights")
    bias = Real(0.0, "Bias at the start", 0, 0.5)
    rate = Real(0.1, "Learning rate", 0.01, 3, log=True, live=True)
    seeds = Whole(8, "Seeds", 1, 32, unit="nets a kind")
    data = Choice(("circles", "moons", "xor"), "circles", "Data", place="more")
    width = Whole(16, "Width", 2, 32, unit="units", place="more")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return HiddenUnitsRun(self)


class HiddenUnitsRun(Run):
    """Three families of nets in step."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        X, self.Y = own_samples(DATASETS[s["data"]], 200, s)
        widths = [2] + [s["width"]] * s["depth"] + [1]
        starts = STARTS[s["initial"]]
        self.nets = {
            u: MLP(
                widths,
                u,
                initializer=INITIALIZERS[starts[u]],
                bias=s["bias"],
                rng=s["seed"],
                members=s["seeds"],
            )
            for u in UNITS
        }
        self.trainings = {
            u: train(net, X, self.Y, GradientDescent(s["rate"]), LAST) for u, net in self.nets.items()
        }
        self.losses, self.rates = {u: History(s["seeds"]) for u in UNITS}, Rates(s["rate"])
        self.step()
        self.first = {u: rms_dZ(net) for u, net in self.nets.items()}

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(self.now, settings["rate"])
        for training in self.trainings.values():
            training.optimizer = GradientDescent(self.rates.schedule())

    def step(self):
        """One update of every net."""
        records = {u: next(training, None) for u, training in self.trainings.items()}
        if all(record is None for record in records.values()):
            return False
        self.now = max(record.step for record in records.values() if record is not None)
        for u, record in records.items():
            if self.now % EVERY == 0 or self.now < 10:
                loss = record.loss if record is not None else np.full(self.settings["seeds"], np.nan)
                self.losses[u].add(self.now, loss)
        return True

    @property
    def progress(self):
        return self.now / LAST

    def result(self):
        return HiddenUnitsResult(
            settings=self.settings,
            rates=self.rates,
            step=self.now,
            gradients={u: rms_dZ(net) for u, net in self.nets.items()},
            steps=self.losses["ReLU"].steps,
            losses={u: history.rows for u, history in self.losses.items()},
            dead=float(np.nanmean(dead_share(self.nets["ReLU"]))),
            guessing=guessing(self.Y[0]),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class HiddenUnitsResult(Result):
    """gradients: {units: RMS of dZ[k], (layers × seeds)}; losses: {units: (n × seeds)} at `steps`;
    dead: share of ReLU units that are 0 for every sample."""

    settings: dict
    rates: Rates
    step: int
    gradients: dict
    steps: np.ndarray
    losses: dict
    dead: float
    guessing: float

    @property
    def shares(self):
        """{units: median over the seeds of layer 1's gradient over that of the top hidden layer}"""
        with np.errstate(all="ignore"):
            ratios = {u: g[0] / g[-2] for u, g in self.gradients.items()}
        return {u: float(np.median(v[~np.isnan(v)])) if (v == v).any() else np.nan for u, v in ratios.items()}

    @property
    def medians(self):
        """{units: median loss now}; nan where all have diverged."""
        out = {}
        for u, rows in self.losses.items():
            finite = rows[-1][np.isfinite(rows[-1])]
            out[u] = float(np.median(finite)) if finite.size else np.nan
        return out

    @property
    def sentence(self):
        s = {u: "unknown" if np.isnan(v) else number(v) for u, v in self.shares.items()}
        text = (
            f"With {plural(self.settings['depth'], 'hidden layer')}, layer 1 now gets of the top hidden layer’s "
            f"gradient: sigmoid "
            f"**{s['sigmoid']}**, tanh **{s['tanh']}**, ReLU **{s['ReLU']}**. "
            f"Of the ReLU units {percent(self.dead)} are dead. "
        )
        if self.step == 0:
            return text + f"Guessing costs {number(self.guessing)}."
        m = self.medians
        text += f"Median losses after {plural(self.step, 'update')}: "
        text += (
            ", ".join(f"{u} **{or_diverged(v)}**" for u, v in m.items())
            + f"; guessing costs {number(self.guessing)}."
        )
        if np.isfinite(m["tanh"]) and m["tanh"] < 0.8 * self.guessing and m["tanh"] <= 1.2 * m["ReLU"]:
            text += " **Tanh keeps up** with ReLU here."
        return text

    @property
    def outcome(self):
        return {f"median loss, {u}": v for u, v in self.medians.items()} | {"updates": self.step}

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        starts, rate = STARTS[self.settings["initial"]], self.rates.schedule()
        others = {"starts": starts, "rate": rate, "updates": self.step, "every": EVERY}
        return written(losses_by_units, "losses", self.settings, **others)

    @property
    def tables(self):
        """Tables for files: losses by update, gradients by layer."""
        first, layers = self.settings["seed"], np.arange(1, self.settings["depth"] + 2)
        return {
            "losses": by_seed("update", self.steps, self.losses, first),
            "gradients": by_seed("layer", layers, self.gradients, first),
        }

    @property
    def status(self):
        return f"update {self.step:,} · {seeds(self.settings)}"
