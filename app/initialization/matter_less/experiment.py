"""Does the variance of the first weights matter with skip connections or a normalization? Four nets, one start."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Whole
from app.experiment.snippet import written
from app.initialization.matter_less.recipe import losses_by_connection
from app.initialization.matter_less.words import numbers, sentence
from app.initialization.side_by_side import DATA_SEED, SideBySide, SideBySideResult
from app.initialization.signal.words import growth
from mlcore import ACTIVATIONS, DATASETS, INITIALIZERS, MLP
from mlcore.meanfield.skips import finite_depth

PLAIN, SKIP = {"plain": (False, None)}, {"skip": (True, None)}
GROUPS = {  # {name: (skip, norm)}, as `MLP` takes them; batch norm is the last
    "one at a time": PLAIN | SKIP | {"layer norm": (False, "layer"), "batch norm": (False, "batch")},
    "together": PLAIN | SKIP | {"skip + layer": (True, "layer"), "skip + batch": (True, "batch")},
}
SAMPLES = 64
MOST = 4  # nets in one picture


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


class MatterLessRun(SideBySide):
    """A net with all seeds for each kind of connections, from the same weights."""

    def __init__(self, experiment):
        s, self.widths = experiment.settings(), experiment.widths()
        self.kinds = GROUPS[s["group"]]
        self.var_w = tuple(s["var_w"] / n for n in self.widths[:-1])
        data = DATASETS["xor"](SAMPLES, rng=s["seed"] + DATA_SEED)
        self.begin(s, self._nets(s), data)
        gradients = [gradient for _, gradient in self.layers_0]
        self.factors = [
            growth(gradient[:-1]) if np.median(gradient[0]) else 0.0 for gradient in gradients
        ]  # 0 where no gradient arrives
        self.silent = [int((gradient[0] == 0).sum()) for gradient in gradients]
        self.theory = [
            self._theory(kind, gradient, data)
            for kind, gradient in zip(self.kinds.values(), gradients, strict=True)
        ]

    @property
    def astray(self):
        """By what factor the typical net lies off theory at the far ends, forward and back, at the start; 1 or more,
        nan where there is no theory."""
        far = []
        for (signal, gradient), theory in zip(self.layers_0, self.theory, strict=True):
            pairs = (signal[-1], theory.std_A[-2]), (gradient[0], theory.rms_dZ[0])
            with np.errstate(all="ignore"):
                far.append(max(np.exp(np.abs(np.log(np.median(now) / there))) for now, there in pairs))
        return far

    def _nets(self, s):
        first, nets = {"initializer": INITIALIZERS["normal"](self.var_w), "rng": s["seed"]}, []
        for skip, norm in self.kinds.values():
            start = {"initializer": "zeros"} if nets else first
            net = MLP(self.widths, s["activation"], **start, members=s["seeds"], skip=skip, norm=norm)
            nets.append(net)
            net.theta = nets[0].theta
        return nets

    def _theory(self, kind, gradient, data):
        """Mean-field theory of the start, from the gradient at the output on."""
        top = gradient[-1][np.isfinite(gradient[-1])]
        top = np.median(top) if top.size else np.nan
        return finite_depth(
            self.widths, self.settings["activation"], self.var_w, data.X, top, skip=kind[0], norm=kind[1]
        )

    def result(self):
        return MatterLessResult(
            **self.measurements(),
            kinds=self.kinds,
            theory_A=[theory.std_A[:-1] for theory in self.theory],
            theory_dZ=[theory.rms_dZ for theory in self.theory],
            factors=self.factors,
            silent=self.silent,
            astray=self.astray,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class MatterLessResult(SideBySideResult):
    """Lists with one entry for each kind of net: theory's std of A[k], (hidden layers), and RMS of dZ[k], (layers), at
    the start, nan where there is none; factors, of dZ a layer at the start; silent, in how many nets none arrives then;
    astray, by what factor a typical net lies off theory then."""

    kinds: dict
    theory_A: list
    theory_dZ: list
    factors: list
    silent: list
    astray: list

    @property
    def labels(self):
        return list(self.kinds)

    def looks(self, style):
        """Plain, skip, layer norm and batch norm."""
        long, dotted = (0, (5, 2)), (0, (6, 1.5, 1, 1.5))
        yield from ((style.THEORY, "solid"), (style.SECOND, long), (style.FORWARD, dotted))
        yield style.CRITICAL, "solid"

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
