"""Does the variance of the first weights matter with skip connections or a normalization? Four nets, one start."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import seeds
from app.initialization.matter_less.recipe import losses_by_connection
from app.initialization.matter_less.words import numbers, sentence
from app.initialization.signal.words import growth
from mlcore import ACTIVATIONS, DATASETS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.meanfield_skips import finite_depth
from mlcore.probes import rms_dZ, std_A

PLAIN, SKIP = {"plain": (False, None)}, {"skip": (True, None)}
GROUPS = {  # {name: (skip, norm)}, as `MLP` takes them; batch norm is the last
    "one at a time": PLAIN | SKIP | {"layer norm": (False, "layer"), "batch norm": (False, "batch")},
    "together": PLAIN | SKIP | {"skip + layer": (True, "layer"), "skip + batch": (True, "batch")},
}
DATA_SEED = 10_000  # the samples have a seed of their own: this and the first seed
SAMPLES = 64


class MatterLess(Experiment):
    """Depth counts weight matrices. σ_w² is n times the variance of a weight, n the fan-in. Two inputs, one output."""

    group = Choice(GROUPS, "one at a time", "Skips and normalization")
    activation = Choice(ACTIVATIONS, "ReLU", "Activation")
    depth = Whole(50, "Depth", 4, 50, unit="weight matrices")
    width = Whole(32, "Width", 4, 64, log=True, unit="units")
    var_w = Real(
        2.0,
        "σ_w² (n × variance of a weight)",
        0.05,
        20,
        log=True,
        place="main",
        marks=lambda e: {1.0: "Xavier", 2.0: "He"},
    )
    rate = Real(0.03, "Learning rate", 1e-4, 10, log=True, place="more", live=True)
    seeds = Whole(4, "Seeds", 1, 8, place="more", unit="nets a line")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def widths(self):
        return [2] + [self.width] * (self.depth - 1) + [1]

    def start(self, previous=None):
        return MatterLessRun(self)


class MatterLessRun(Run):
    """A net with all seeds for each kind of connections, from the same weights, trained in turns on the same data."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        self.widths, self.kinds = experiment.widths(), GROUPS[s["group"]]
        data = DATASETS["xor"](SAMPLES, rng=s["seed"] + DATA_SEED)
        self.guessing = guessing(data.Y)
        self.var_w = tuple(s["var_w"] / n for n in self.widths[:-1])
        scheme, drawn = INITIALIZERS["normal"](self.var_w), None
        self.nets = []
        for skip, norm in self.kinds.values():
            first = {"initializer": scheme, "rng": s["seed"]} if drawn is None else {"initializer": "zeros"}
            net = MLP(self.widths, s["activation"], **first, members=s["seeds"], skip=skip, norm=norm)
            drawn = net if drawn is None else drawn
            net.theta = drawn.theta
            self.nets.append(net)
        self.trainings = [train(net, data.X, data.Y, GradientDescent(s["rate"])) for net in self.nets]
        self.losses, self.rates = [History(s["seeds"]) for _ in self.nets], Rates(s["rate"])
        self.measured = [None for _ in self.nets]
        self.measured_at = [-1 for _ in self.nets]  # how many updates had been made
        for i in range(len(self.nets)):
            self._update(i)
        self.next_net = 0
        layers = [self._layers(i) for i in range(len(self.nets))]
        self.factors = [growth(gradient[:-1]) for _, gradient in layers]
        self.theory = [
            self._theory(kind, gradient, data)
            for kind, (_, gradient) in zip(self.kinds.values(), layers, strict=True)
        ]

    def _theory(self, kind, gradient, data):
        """Mean-field theory of the start, from the gradient at the output on."""
        top = gradient[-1][np.isfinite(gradient[-1])]
        top = np.median(top) if top.size else np.nan
        return finite_depth(
            self.widths, self.settings["activation"], self.var_w, data.X, top, skip=kind[0], norm=kind[1]
        )

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(int(max(history.steps[-1] for history in self.losses)), settings["rate"])
        for training in self.trainings:
            training.optimizer = GradientDescent(self.rates.schedule())

    @property
    def ready(self):
        """All nets have made as many updates."""
        return self.next_net == 0

    def step(self):
        """One update of one kind of nets; False when every net has diverged."""
        self._update(self.next_net)
        self.next_net = (self.next_net + 1) % len(self.nets)
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

    def result(self):
        layers = [self._layers(i) for i in range(len(self.nets))]
        return MatterLessResult(
            settings=self.settings,
            kinds=self.kinds,
            step=max(int(history.steps[-1]) for history in self.losses),
            signal=[signal for signal, _ in layers],
            gradient=[gradient for _, gradient in layers],
            theory_A=[theory.std_A[:-1] for theory in self.theory],
            theory_dZ=[theory.rms_dZ for theory in self.theory],
            factors=self.factors,
            steps=[history.steps for history in self.losses],
            losses=[history.rows for history in self.losses],
            guessing=self.guessing,
            rates=self.rates,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class MatterLessResult(Result):
    """Lists with one array for each kind of net: signal, the std of A[k], (hidden layers × seeds); gradient, the RMS of
    dZ[k], (layers × seeds); theory's of the start, (hidden layers) and (layers), nan where there is none; factors, of
    dZ a layer at the start; losses, (updates × seeds), nan from where a seed diverged."""

    settings: dict
    kinds: dict
    step: int
    signal: list
    gradient: list
    theory_A: list
    theory_dZ: list
    factors: list
    steps: list
    losses: list
    guessing: float
    rates: Rates

    @property
    def labels(self):
        return list(self.kinds)

    @property
    def expected(self):
        """Theory's factor of dZ a layer, of each kind."""
        return [growth(theory[:-1, None]) for theory in self.theory_dZ]

    sentence = property(sentence)
    table = property(numbers)

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        return written(
            losses_by_connection,
            "losses",
            self.settings,
            connections=self.kinds,
            rate=self.rates.schedule(),
            updates=self.step,
        )

    @property
    def tables(self):
        """The losses and the gradients for files, a column for each net; nan from where it diverged."""
        losses, layers = (
            {"update": np.arange(self.step + 1)},
            {"layer": np.arange(1, len(self.gradient[0]) + 1)},
        )
        for label, rows, gradient in zip(self.labels, self.losses, self.gradient, strict=True):
            rest = np.full((self.step + 1 - len(rows), rows.shape[1]), np.nan)
            for m, row in enumerate(np.concatenate([rows, rest]).T):
                losses[f"{label}, seed {self.settings['seed'] + m}"] = row
                layers[f"RMS dZ, {label}, seed {self.settings['seed'] + m}"] = gradient[:, m]
        return {"losses": losses, "layers": layers}

    @property
    def outcome(self):
        return {
            label: float(np.median(rows[-1])) for label, rows in zip(self.labels, self.losses, strict=True)
        }

    @property
    def status(self):
        return f"update {self.step:,} · {seeds(self.settings)}"
