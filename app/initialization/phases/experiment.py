"""Ordered or chaotic? The plane of weight and bias variance, and what becomes of two inputs on their way up."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.snippet import arguments, written
from app.experiment.words import number, plural, seed_range
from app.initialization.phases.recipe import two_inputs
from app.initialization.phases.words import numbers, sentence
from app.initialization.reach import below_theory
from mlcore import ACTIVATIONS
from mlcore.meanfield import MeanField, critical_line, two_samples

AT_ONCE = 16  # nets drawn in one step
SIDES = (4, 16, 64)  # of the plane along σ_w²: the least that holds what is asked for
LEAST_SIDE = {"sigmoid": 64}  # its critical line starts at 16
TOP = 1.0  # of the plane along σ_b²
CELLS = 64
POINTS = 120  # of the theory of two inputs: the picture follows a slider
Q = np.geomspace(1e-10, 1e7, 1200)  # where a fixed point of the variance is looked for


class Phases(Experiment):
    """σ_w² is n times the variance of a weight, n the fan-in; σ_b² is the variance of a bias."""

    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    width = Whole(16, "Width", 2, 64, log=True, unit="units")
    depth = Whole(30, "Depth", 2, 50, unit="layers")
    c = Real(0.6, "Correlation of the two inputs", 0, 1)
    var_w = Real(
        1.3,
        "Weight variance σ_w² = n Var w",
        0.05,
        64,
        log=True,
        place="main",
        note=lambda e: f"standard deviation of a weight {number((e.var_w / e.width) ** 0.5, 3)}",
        marks=lambda e: {1.0: "Xavier", 2.0: "He"},
    )
    var_b = Real(0.05, "Bias variance σ_b²", 0, TOP, place="main")
    nets = Whole(256, "Nets", 16, 2000, log=True, place="more")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    @property
    def seeds(self):
        return self.nets

    def start(self, previous=None):
        return PhasesRun(self)


@lru_cache(64)
def plane(activation, side):
    """(σ_w² (n), σ_b² (n), χ₁ (n × n) with nan where the variance has no limit, critical line (2 × m))."""
    var_w, var_b = (np.linspace(0, end, 2 * CELLS + 1)[1::2] for end in (side, TOP))  # cell centres
    with np.errstate(over="ignore", invalid="ignore"):
        line_w, line_b = critical_line(activation, Q)
    slope = 1 / line_w
    square = (Q - line_b) * slope
    chi_1 = np.full((CELLS, CELLS), np.nan)
    rank = np.arange(Q.size)
    for i, w in enumerate(var_w):
        grows = w * square + var_b[:, None] > Q  # σ_b² × q
        start = np.searchsorted(Q, w + var_b)[:, None]  # of an input of mean square 1
        up = np.take_along_axis(grows, start, axis=1)[:, 0]
        above, below = ~grows & (rank >= start), grows & (rank <= start)
        last = Q.size - 1 - below[:, ::-1].argmax(axis=1)
        at = np.where(up, above.argmax(axis=1), np.where(below.any(axis=1), last, 0))
        chi_1[:, i] = np.where(up & ~above.any(axis=1), np.nan, w * slope[at])
    there = (line_b >= 0) & (line_b <= 1.2 * TOP) & (line_w <= 1.2 * side)
    return var_w, var_b, chi_1, np.array([line_w[there], line_b[there]])


class PhasesRun(Run):
    """Random nets, drawn a few at a time: two inputs go through each."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        side = max(LEAST_SIDE.get(s["activation"], 0), next(side for side in SIDES if s["var_w"] <= side))
        self.plane = plane(s["activation"], side)
        self.theory = two_samples(s["activation"], s["var_w"], s["var_b"], s["c"], s["depth"], POINTS)
        self.here = fixed_point(s["activation"], s["var_w"], s["var_b"])
        q = self.theory[0][np.isfinite(self.theory[0]) & (self.theory[0] > 0)]
        widths = [s["width"]] * (s["depth"] + 1)
        self.below = below_theory(widths, s["activation"], np.sqrt(q), var_b=s["var_b"])[0] ** 2
        self.variance, self.correlation, self.drawn = [], [], 0
        self.step()

    def step(self):
        """Some more nets; False when all are drawn."""
        s = self.settings
        nets = min(AT_ONCE, s["nets"] - self.drawn)
        if nets <= 0:
            return False
        q, c = two_inputs(**arguments(two_inputs, s, seed=s["seed"] + self.drawn, nets=nets))
        self.variance.append(q)
        self.correlation.append(c)
        self.drawn += nets
        return self.drawn < s["nets"]

    @property
    def progress(self):
        return self.drawn / self.settings["nets"]

    def result(self):
        return PhasesResult(
            settings=self.settings,
            plane=self.plane,
            here=self.here,
            theory_q=self.theory[0],
            theory_c=self.theory[1],
            below=self.below,
            q=np.concatenate(self.variance, axis=1),
            c=np.concatenate(self.correlation, axis=1),
        )


def fixed_point(activation, var_w, var_b):
    """χ₁, q*, ξ_c and c* of an infinitely deep and wide net; without a fixed point q* is inf."""
    field = MeanField(activation, var_w, var_b, POINTS)
    try:
        return {"chi_1": field.chi_1, "q_star": field.q_star, "xi_c": field.xi_c, "c_star": field.c_star}
    except ValueError:
        growth = var_w / critical_line(activation, Q[-1])[0]  # χ₁ of the largest variance looked at
        return {"chi_1": growth, "q_star": np.inf, "xi_c": np.nan, "c_star": np.nan}


@dataclass(frozen=True, eq=False, kw_only=True)
class PhasesResult(Result):
    """plane: σ_w², σ_b², χ₁ on their grid, and the critical line. here: χ₁, q*, ξ_c and c* of the settings.
    q, c: variance and correlation of the two inputs' z, (layers × nets); theory_…: by layer, for wide nets;
    below: by about what factor the median of q lies below it in the last layer."""

    settings: dict
    plane: tuple
    here: dict
    theory_q: np.ndarray
    theory_c: np.ndarray
    below: float
    q: np.ndarray
    c: np.ndarray

    @property
    def snippet(self):
        """Computes `q` and `c` of the nets that are drawn, to the last bit."""
        return written(two_inputs, "q, c", self.settings, nets=self.q.shape[1])

    @property
    def tables(self):
        """Variance and correlation by layer for a file, a column for each net."""
        files = {}
        for name, values, theory in (("q", self.q, self.theory_q), ("c", self.c, self.theory_c)):
            nets = {f"{name}, seed {self.settings['seed'] + m}": row for m, row in enumerate(values.T)}
            files[name] = {"layer": np.arange(1, len(values) + 1), "theory": theory} | nets
        return files

    @property
    def outcome(self):
        return {"χ₁": self.here["chi_1"], "q*": self.here["q_star"], "ξ_c": self.here["xi_c"]}

    sentence = property(sentence)

    table = property(numbers)

    @property
    def status(self):
        first, nets = self.settings["seed"], self.q.shape[1]
        return f"{nets} of {plural(self.settings['nets'], 'net')} · {seed_range(first, nets)}"
