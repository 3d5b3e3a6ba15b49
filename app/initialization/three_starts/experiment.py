"""Too small, right, too large: three starts of one net side by side, while they train."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.experiment import Choice, Experiment, Real, Whole
from app.experiment.words import number
from app.initialization.schemes.experiment import Entry, SchemesResult, SchemesRun
from app.initialization.side_by_side import DATA_SEED
from app.initialization.three_starts.words import numbers, sentence
from mlcore import ACTIVATIONS, DATASETS, INITIALIZERS
from mlcore.meanfield import finite_depth

CLASSES_2 = ("xor", "circles", "moons", "spiral")
SAMPLES = 64
RECTIFIED = (
    "ReLU",
    "leaky ReLU",
)  # of whose values half are 0, or nearly: the right variance is twice as large
NAMES = ("smaller", "middle", "larger")


class ThreeStarts(Experiment):
    """The variance of a weight is c/n, n being the fan-in: c in the middle as it should be, and off by one factor."""

    factor = Real(
        4.0,
        "How far off: variance ÷ and ×",
        1.1,
        100,
        log=True,
        place="main",
        note=lambda e: ", ".join(e.labels()),
    )
    depth = Whole(8, "Depth", 3, 20, unit="weight matrices")
    width = Whole(32, "Width", 2, 64, log=True, unit="units")
    activation = Choice(ACTIVATIONS, "ReLU", "Activation")
    seeds = Whole(8, "Seeds", 1, 16, unit="nets a start", place="more")
    data = Choice(CLASSES_2, "xor", "Data", place="more")
    rate = Real(0.1, "Learning rate", 1e-3, 10, log=True, place="more", live=True)
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def widths(self):
        """[N[0], …, N[L]]"""
        return [2] + [self.width] * (self.depth - 1) + [1]

    def samples(self):
        return SAMPLES

    def shares(self):
        """c of each start."""
        right = 2.0 if self.activation in RECTIFIED else 1.0
        return right / self.factor, right, right * self.factor

    def labels(self):
        """What each start is called."""
        return [f"{number(c, 3)}/n" for c in self.shares()]

    def entries(self):
        """The three as schemes, with a variance for each layer."""
        variances = [tuple(c / n for n in self.widths()[:-1]) for c in self.shares()]
        return [
            Entry(label, INITIALIZERS["normal"](each))
            for label, each in zip(self.labels(), variances, strict=True)
        ]

    def start(self, previous=None):
        return ThreeStartsRun(self, previous)


class ThreeStartsRun(SchemesRun):
    """A net with all seeds for each start, as for schemes; beside it the theory of the start."""

    def __init__(self, experiment, previous=None):
        super().__init__(experiment, previous)
        self.theory = [self._theory(i) for i in range(len(self.entries))]

    def _theory(self, i):
        """RMS of dZ by layer at the start, as mean-field theory has it, from where the gradient begins."""
        scheme, top = self.entries[i].scheme, self.layers_0[i][1][-1]
        pairs = enumerate(pairwise(self.widths), start=1)
        var_w = [scheme.std(n_in, n_out, k) ** 2 for k, (n_in, n_out) in pairs]
        X = DATASETS[self.settings["data"]](SAMPLES, rng=self.settings["seed"] + DATA_SEED).X
        return finite_depth(self.widths, self.settings["activation"], var_w, X, rms_top=np.median(top)).rms_dZ

    def result(self):
        return ThreeStartsResult(
            **self.measurements(),
            **self.start_of_nets(),
            theory=self.theory,
            diverged=[tuple(training.diverged) for training in self.trainings],
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class ThreeStartsResult(SchemesResult):
    """theory: the gradient at the start, (layers) for each start; diverged: of each, who did and when."""

    theory: list
    diverged: list

    sentence = property(sentence)

    table = property(numbers)
