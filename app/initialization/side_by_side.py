"""Several nets side by side, each with all seeds, trained in turns on the same data: a `Run` and its `Result`."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Result, Run
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.words import seeds
from mlcore import GradientDescent, train
from mlcore.probes import rms_dZ, std_A

DATA_SEED = 10_000  # the samples have a seed of their own: this and the first seed


class SideBySide(Run):
    """A subclass makes the nets, and calls `begin` with them."""

    at_once = 1  # nets that make an update in one step

    def begin(self, settings, nets, data):
        """The first forward pass of each net, nothing learnt yet."""
        self.settings, self.nets = settings, nets
        self.guessing = guessing(data.Y)
        self.trainings = [train(net, data.X, data.Y, GradientDescent(settings["rate"])) for net in nets]
        self.losses, self.rates = [History(settings["seeds"]) for _ in nets], Rates(settings["rate"])
        self.measured = [None for _ in nets]
        self.measured_at = [-1 for _ in nets]  # how many updates had been made
        self.next_net = 0
        for i in range(len(nets)):
            self._update(i)
        self.layers_0 = [self._layers(i) for i in range(len(nets))]

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(max(int(history.steps[-1]) for history in self.losses), settings["rate"])
        for training in self.trainings:
            training.optimizer = GradientDescent(self.rates.schedule())

    @property
    def ready(self):
        """All nets have made as many updates."""
        return self.next_net == 0

    def step(self):
        """One update of as many nets as are trained at once; False when every net has diverged."""
        last = min(self.next_net + self.at_once, len(self.nets))
        for i in range(self.next_net, last):
            self._update(i)
        self.next_net = last % len(self.nets)
        return self.next_net > 0 or any(training.alive.any() for training in self.trainings)

    def _update(self, i):
        record = next(self.trainings[i], None)
        if record is not None:
            self.losses[i].add(record.step, record.loss)

    def rest(self):
        for training in self.trainings:
            training.rest()

    def _layers(self, i):
        """Signal and gradient (layers × seeds) of net i; who has diverged keeps what was last seen of it."""
        if self.measured_at[i] == self.losses[i].length:
            return self.measured[i]
        self.measured_at[i] = self.losses[i].length
        now, alive = (std_A(self.nets[i])[:-1], rms_dZ(self.nets[i])), self.trainings[i].alive
        if self.measured[i] is not None:
            now = [np.where(alive, new, old) for new, old in zip(now, self.measured[i], strict=True)]
        self.measured[i] = now
        return now

    def measurements(self):
        """What a `SideBySideResult` holds."""
        layers = [self._layers(i) for i in range(len(self.nets))]
        return {
            "settings": self.settings,
            "step": max(int(history.steps[-1]) for history in self.losses),
            "signal": [signal for signal, _ in layers],
            "gradient": [gradient for _, gradient in layers],
            "steps": [history.steps for history in self.losses],
            "losses": [history.rows for history in self.losses],
            "guessing": self.guessing,
            "rates": self.rates,
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class SideBySideResult(Result):
    """Lists with one array for each net: signal, the std of A[k], (hidden layers × seeds); gradient, the RMS of dZ[k],
    (layers × seeds); losses, (updates × seeds), nan from where a seed diverged, after `steps` updates. A subclass has
    `labels`, what the nets are called, and `looks(style)`, the colour and the dash of each."""

    settings: dict
    step: int
    signal: list
    gradient: list
    steps: list
    losses: list
    guessing: float
    rates: Rates

    @property
    def tables(self):
        """The losses and the gradients for files, a column for each net and seed; nan from where it diverged."""
        losses = {"update": np.arange(self.step + 1)}
        layers = {"layer": np.arange(1, len(self.gradient[0]) + 1)}
        for label, rows, gradient in zip(self.labels, self.losses, self.gradient, strict=True):
            rest = np.full((self.step + 1 - len(rows), rows.shape[1]), np.nan)
            for m, row in enumerate(np.concatenate([rows, rest]).T):
                seed = self.settings["seed"] + m
                losses[f"{label}, seed {seed}"] = row
                layers[f"RMS dZ, {label}, seed {seed}"] = gradient[:, m]
        return {"losses": losses, "layers": layers}

    @property
    def outcome(self):
        return {
            label: float(np.median(rows[-1])) for label, rows in zip(self.labels, self.losses, strict=True)
        }

    @property
    def status(self):
        return f"update {self.step:,} · {seeds(self.settings)}"
