"""How does the start decide what a deep net can learn? Signal, gradient and training of one net, over many seeds."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import number, seed_range
from app.initialization import starts
from app.initialization.ensemble import PATIENCE, Ensemble, members_that_fit, seconds
from app.initialization.reach import below_theory
from app.initialization.signal.recipe import losses_by_seed
from app.initialization.signal.words import growth, median, sentence
from mlcore import ACTIVATIONS, DATASETS, INITIALIZERS, GradientDescent
from mlcore.meanfield import finite_depth
from mlcore.probes import norm_dW, rms_dZ, std_A

DATA_SEED = 10_000  # added to the first seed: the data have a generator of their own
CURVES = ("median and band", "every seed too")
CLASSES_2 = ("circles", "moons", "xor", "spiral")


class Initialization(Experiment):
    """Depth counts weight matrices: depth 20 is 19 hidden layers and an output. Two inputs, one sigmoid output."""

    initializer = Choice(INITIALIZERS, "normal", "Initializer")
    depth = Whole(20, "Depth", 1, 50, unit="weight matrices")
    width = Whole(64, "Width", 2, 256, log=True, unit="units")
    activation = Choice(ACTIVATIONS, "ReLU", "Activation")
    seeds = Whole(8, "Seeds", 1, 32, unit="nets")
    variance = Real(
        0.01,
        "Weight variance σ²",
        1e-6,
        1e2,
        log=True,
        place="main",
        note=lambda e: e.in_words(),
        shown=lambda e: e.hidden_variance(),
        marks=lambda e: {1 / e.width: "1/n", 2 / e.width: "2/n"},
        implies={"initializer": "normal"},
    )
    rate = Real(0.1, "Learning rate", 1e-4, 10, log=True, place="more", live=True)
    bias = Real(0.0, "Bias at the start", -1, 1, place="more")
    data = Choice(CLASSES_2, "circles", "Data", place="more")
    samples = Whole(64, "Samples", 10, 1000, log=True, place="more")
    curves = Choice(CURVES, CURVES[0], "Loss curves", place="more", view=True)
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def widths(self):
        """[N[0], …, N[L]]"""
        return [2] + [self.width] * (self.depth - 1) + [1]

    def members(self):
        """How many of the seeds there is room for."""
        return members_that_fit(self.widths(), self.samples, self.seeds)

    def smaller(self):
        """A width at which one net answers at once, where this one does not."""
        if seconds(self.widths(), self.samples) <= PATIENCE:
            return {}
        factor = (
            PATIENCE / seconds(self.widths(), self.samples)
        ) ** 0.5  # work goes with the square of the width
        return {"width": max(2, int(self.width * factor))}

    def scheme(self, name=None):
        """The `Initializer` that the settings (or a name) ask for."""
        name = name or self.initializer
        if name == "normal":
            return INITIALIZERS[name](self.variance)
        if name == "constant":  # 1/n keeps a constant signal as large as it is, whatever the depth
            return INITIALIZERS[name](tuple(1 / n for n in self.widths()[:-1]))
        return INITIALIZERS[name]

    def hidden_variance(self):
        """The variance of a weight between two hidden layers, as near as the slider can show it."""
        knob = self.knobs()["variance"]
        return min(max(self.scheme().std(self.width, self.width) ** 2, knob.min), knob.max)

    def in_words(self):
        """Variance and standard deviation both, since N(0, σ²) is so often misread."""
        if self.initializer in ("zeros", "constant"):
            return f"{self.initializer}: every weight the same"
        variance = self.scheme().std(self.width, self.width) ** 2
        return f"= {number(variance * self.width, 3)}/n, standard deviation {number(variance**0.5, 3)}"

    def start(self, previous=None):
        return InitializationRun(self, previous)


class InitializationRun(Run):
    """The nets of one setting and what their training left. A plain object, built from settings."""

    def __init__(self, experiment, previous=None):
        self.settings, self.widths = experiment.settings(), experiment.widths()
        self.scheme = experiment.scheme()
        s = self.settings
        drawn = [s[name] for name in ("data", "samples", "seed")]
        same = previous is not None and previous.drawn == drawn
        self.drawn = drawn
        self.data = previous.data if same else DATASETS[s["data"]](s["samples"], rng=s["seed"] + DATA_SEED)
        self._nets(experiment, previous)
        schemes = [
            *map(experiment.scheme, starts.NAMES),
            INITIALIZERS["He"] if self.scheme.base == "ones" else self.scheme,
        ]
        shape = self.widths, s["activation"], s["seed"], s["bias"], self.data
        self.starts = starts.Starts(schemes, shape, s["rate"], previous and previous.starts)
        self.losses, self.rates = History(self.nets.members), Rates(s["rate"])
        self.layers = self.theory = None
        if len(self.nets.nets) == 1:  # a short update, which nobody need wait for
            self.step()

    def _nets(self, experiment, previous):
        """The nets, in the buffers of the run before where they fit: a slider moved must not allocate 100 MB."""
        s, optimizer = self.settings, GradientDescent(self.settings["rate"])
        members = experiment.members()
        self.shape = self.widths, s["activation"], members, self.data
        if previous is not None and previous.shape == self.shape:
            self.nets = previous.nets
        else:
            self.nets = Ensemble(self.widths, s["activation"], members, s["seed"], self.data, optimizer)
        self.nets.begin(
            self.scheme, replace(self.scheme, scale_of=lambda n, value: 1.0), s["bias"], optimizer
        )

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(len(self.losses.steps) - 1, settings["rate"])
        optimizer = GradientDescent(self.rates.schedule())
        for training in (*self.nets.trainings, self.starts.training):
            training.optimizer = optimizer

    @property
    def ready(self):
        """There is a result: every net has made as many updates, and at least its first forward and backward."""
        return self.nets.whole and len(self.losses.steps) > 0

    def step(self):
        """One update of some of the nets; False when all of them have diverged."""
        goes_on = self.nets.step()
        if self.nets.whole:
            updates = len(self.losses.steps)
            self.losses.add(updates, self.nets.loss)
            if updates:
                self.starts.step_to(updates)
            else:
                self._by_layer()
                self.theory = self._theory()
                self.below = self._below()
                self.began = growth(self.layers[1][:-1])
        return goes_on

    def rest(self):
        self.nets.rest()
        self.starts.rest()

    def _by_layer(self):
        """std of A, RMS of dZ and ‖dW‖ by layer and seed; who has diverged keeps what was last seen of it."""
        if self.layers is not None and self.measured == len(self.losses.steps):
            return self.layers
        self.measured = len(self.losses.steps)
        now = [self.nets.measure(probe) for probe in (std_A, rms_dZ, norm_dW)]
        gone = ~self.nets.alive
        if self.layers is not None and gone.any():
            now = [np.where(gone, old, new) for old, new in zip(self.layers, now, strict=True)]
        self.layers = now
        return now

    def _theory(self):
        """Mean-field theory of the start; None where nothing is random."""
        if self.scheme.base == "ones":
            return None
        pairs = enumerate(pairwise(self.widths), start=1)
        var_w = [self.scheme.std(n_in, n_out, k) ** 2 for k, (n_in, n_out) in pairs]
        top, s = self.layers[1][-1], self.settings
        top = np.median(top[np.isfinite(top)]) if np.isfinite(top).any() else np.nan
        return finite_depth(self.widths, s["activation"], var_w, self.data.X, mean_b=s["bias"], rms_top=top)

    def _below(self):
        """By about what factor a net of these widths lies below theory, signal or gradient; 1 without theory."""
        if self.theory is None or len(self.widths) < 3:
            return 1.0
        s = self.settings
        return max(below_theory(self.widths, s["activation"], self.theory.std_Z, s["bias"]))

    def result(self):
        """What the pictures show, as of this step."""
        hidden, theory = len(self.widths) - 2, self.theory
        spread, gradient, weights = self._by_layer()
        return InitializationResult(
            settings=self.settings,
            scheme=self.scheme.name,
            step=int(self.losses.steps[-1]),
            std_A=spread[:hidden],
            rms_dZ=gradient,
            began=self.began,
            norm_dW=weights,
            below=self.below,
            theory_A=theory and theory.std_A[:hidden],
            theory_dZ=theory and theory.rms_dZ,
            steps=self.losses.steps,
            losses=self.losses.rows,
            guessing=guessing(self.data.Y),
            distinct_steps=self.starts.history.steps,
            distinct=self.starts.counts(),
            diverged=tuple(self.nets.diverged),
            wait=seconds(self.widths, self.settings["samples"]),
            rates=self.rates,
            nets={"widths": self.widths, "scheme": self.scheme, "members": self.nets.members},
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class InitializationResult(Result):
    """Arrays by layer are (layers × seeds); `wait` is about how many seconds an update of one net takes;
    theory and `began`, the factor a layer of dZ, describe step 0; theory is None where nothing is random,
    below: by about what factor nets as narrow as these lie below it; nets: their widths, scheme and number."""

    settings: dict
    scheme: str
    step: int
    std_A: np.ndarray
    rms_dZ: np.ndarray
    began: float
    norm_dW: np.ndarray
    below: float
    theory_A: np.ndarray | None
    theory_dZ: np.ndarray | None
    steps: np.ndarray
    losses: np.ndarray
    guessing: float
    distinct_steps: np.ndarray
    distinct: dict
    diverged: tuple
    wait: float
    rates: Rates
    nets: dict

    @property
    def depth(self):
        return self.settings["depth"]

    @property
    def single(self):
        """A line is asked for of every seed."""
        return self.settings["curves"] == CURVES[1]

    sentence = property(sentence)

    @property
    def outcome(self):
        top = max(self.depth - 2, 0)
        with np.errstate(all="ignore"):
            share = float(median(self.rms_dZ[0]) / np.float64(median(self.rms_dZ[top])))
        return {
            "median loss": median(self.losses[-1]),
            "updates": self.step,
            f"gradient of layer 1 over layer {top + 1}’s": share,
            "seeds that diverged": len(self.diverged),
        }

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        rate = self.rates.schedule()
        return written(losses_by_seed, "losses, net", self.settings | self.nets, rate=rate, updates=self.step)

    @property
    def tables(self):
        """Tables for files: the losses by update, and the magnitudes by layer."""
        seeds = range(self.settings["seed"], self.settings["seed"] + self.losses.shape[1])
        losses = {"update": self.steps} | {
            f"loss, seed {m}": row for m, row in zip(seeds, self.losses.T, strict=True)
        }
        layers = {"layer": np.arange(1, self.depth + 1)}
        for name, values in (("RMS dZ", self.rms_dZ), ("norm dW", self.norm_dW)):
            layers |= {f"{name}, seed {m}": row for m, row in zip(seeds, values.T, strict=True)}
        return {"losses": losses, "layers": layers}

    @property
    def status(self):
        """Where the run stands, and its seeds: always on the screen."""
        first, members, asked = self.settings["seed"], self.losses.shape[1], self.settings["seeds"]
        fewer = "" if members == asked else f" (room for {members} of {asked} nets this large)"
        return f"update {self.step:,} · {seed_range(first, members)}{fewer}"
