"""All samples at once: the lecture's equations for N_s samples, shapes beside each, every array as numbers."""

from dataclasses import dataclass

from app.backpropagation.batch.recipe import all_at_once, with_dZ_held
from app.backpropagation.graph.experiment import HEADS_1
from app.backpropagation.graph.words import shape
from app.experiment import Choice, Experiment, Real, Result, Whole
from app.experiment.columns import entries
from app.experiment.snippet import arguments, written
from app.experiment.stepped import Stepped
from app.experiment.words import number
from mlcore import ACTIVATIONS

FORWARD = {
    "Z[1]": "Z[1] = W[1] X + b[1]",
    "A[1]": "A[1] = σ(Z[1])",
    "Z[2]": "Z[2] = W[2] A[1] + b[2]",
    "A[2]": "A[2] = σ(Z[2])",
}
BACKWARD = {
    "dZ[2]": "dZ[2] = A[2] − Y",
    "dW[2]": "dW[2] = 1/N_s · dZ[2] A[1]ᵀ",
    "db[2]": "db[2] = 1/N_s · Σᵢ dZ[2]:,ᵢ",
    "dZ[1]": "dZ[1] = W[2]ᵀ dZ[2] · σ′(Z[1])",
    "dW[1]": "dW[1] = 1/N_s · dZ[1] Xᵀ",
    "db[1]": "db[1] = 1/N_s · Σᵢ dZ[1]:,ᵢ",
}
LIT = "what was just computed"
FOLLOWS, HELD = "follows W[2]", "held as with W[2] × 1"
GIVEN = ("X", "Y", "W[1]", "b[1]", "W[2]", "b[2]")


class Batch(Experiment):
    """A 2-3-1 net on the first N_s samples of the moons."""

    samples = Whole(4, "Samples N_s", 1, 12, place="main")
    show = Choice((LIT, *GIVEN, *FORWARD, *BACKWARD), LIT, "Array to open", view=True)
    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss")
    times = Real(1.0, "W[2] times", 0, 4, place="more")
    top = Choice((FOLLOWS, HELD), FOLLOWS, "dZ[2]", place="more")
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return BatchRun(self, previous)


class BatchRun(Stepped):
    pace = 1.5

    def __init__(self, experiment, previous=None):
        self.settings = s = experiment.settings()
        X, Y, net = recipe(s)(**arguments(recipe(s), s))
        arrays = {"X": X, "Y": Y}
        for k in (1, 2):
            arrays |= {
                f"{name}[{k}]": getattr(net, name)[k] for name in ("W", "b", "Z", "A", "dZ", "dW", "db")
            }
        self.arrays = arrays
        self.equations = equations(s)
        self.last = len(self.equations)
        self.at = previous.at if previous is not None and previous.settings != s else 5

    def result(self):
        return BatchResult(settings=self.settings, at=self.at, equations=self.equations, arrays=self.arrays)


def recipe(s):
    return with_dZ_held if s["top"] == HELD else all_at_once


def equations(s):
    """{array: equation}; the top is another where the loss does not cancel σ′, the output is linear or dZ[2] held."""
    out, head = FORWARD | BACKWARD, s["head"]
    if head == "sigmoid + squared error":
        out |= {"dZ[2]": "dZ[2] = (A[2] − Y) · σ′(Z[2])"}
    if head.startswith("linear"):
        out |= {"A[2]": "A[2] = Z[2]"}
    if s["top"] == HELD:
        out |= {"dZ[2]": f"dZ[2], {HELD}"}
    return out


@dataclass(frozen=True, eq=False, kw_only=True)
class BatchResult(Result):
    """at: how many of the equations are done. arrays: by name."""

    settings: dict
    at: int
    equations: dict
    arrays: dict

    @property
    def now(self):
        return list(self.equations)[self.at - 1]

    @property
    def opened(self):
        """The name of the array that is shown."""
        return self.now if self.settings["show"] == LIT else self.settings["show"]

    @property
    def sentence(self):
        name, n = self.now, self.settings["samples"]
        array = self.arrays[name]
        says = {
            "Z": "one column a sample; b is added to every column",
            "A": "element by element, so the shape stays",
            "dZ": "one column a sample, and no 1/N_s: each sample has its own",
            "dW": "the product adds up what the samples say, and 1/N_s makes it their mean"
            if n > 1
            else "with one sample the mean is what this sample says",
            "db": f"the mean of the {n} columns: the bias saw every sample"
            if n > 1
            else "there is one column, which is its own mean",
        }[name[:-3]]
        product = {
            "dZ[1]": " A matrix product first, W[2] turned over; then “·”, element by element.",
            "dW[1]": f" ({shape(self.arrays['dZ[1]'])}) times ({shape(self.arrays['X'].T)}): N_s is summed away.",
            "dW[2]": f" ({shape(self.arrays['dZ[2]'])}) times ({shape(self.arrays['A[1]'].T)}): N_s is summed away.",
        }.get(name, "")
        shown = "" if self.opened == name else f" Opened: {self.opened}, {shape(self.arrays[self.opened])}."
        return f"**{self.equations[name]}** is {shape(array)}: {says}.{product}{shown}"

    @property
    def table(self):
        array = self.arrays[self.opened]
        head = (f"{self.opened}, {shape(array)}", *(f"column {j + 1}" for j in range(array.shape[1])))
        return [head] + [(f"row {i + 1}", *map(number, line)) for i, line in enumerate(array)]

    @property
    def snippet(self):
        """Computes all the arrays, to the last bit."""
        return written(recipe(self.settings), "X, Y, net", self.settings)

    @property
    def tables(self):
        """A table for a file: all the arrays."""
        return {"arrays": entries(self.arrays)}

    @property
    def status(self):
        return f"equation {self.at} of {len(self.equations)} · seed {self.settings['seed']}"
