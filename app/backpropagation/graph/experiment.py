"""The computational graph of one sample: one operation at a time, forward and then back, with its numbers."""

from dataclasses import dataclass, replace

import numpy as np

from app.backpropagation.graph.downhill import StepMade
from app.backpropagation.graph.net import drawn
from app.backpropagation.graph.recipe import forward_and_back
from app.backpropagation.graph.values import values
from app.backpropagation.graph.words import DIGITS, operations, sentence
from app.backpropagation.recipes import net_with
from app.experiment import Choice, Experiment, Real, Result, Whole
from app.experiment.columns import entries
from app.experiment.snippet import written
from app.experiment.stepped import Stepped
from app.experiment.words import number, plural
from mlcore import ACTIVATIONS

HEADS_1 = ("sigmoid + cross-entropy", "sigmoid + squared error", "linear + squared error")
MOST = 4  # layers
FIRST = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [0.1, -0.2]  # W[1], b[1]
MIDDLE = [[0.6, -0.3], [0.4, 0.8]], [0.1, -0.1]
LAST = [[0.7, -0.5]], [0.2]
ALONE = [[0.2, -0.4, 0.1]], [0.1]


def entry_names():
    """{name: (array, k, i, j)} of every weight and bias of the deepest net, as the lecture would write them."""
    names = {}
    for k in range(1, MOST + 1):
        for i in range(2):
            for j in range(3 if k == 1 else 2):
                names[f"w{DIGITS[i + 1]}{DIGITS[j + 1]}[{k}]"] = ("W", k, i, j)
            names[f"b{DIGITS[i + 1]}[{k}]"] = ("b", k, i, 0)
    return names


ENTRIES = entry_names()


class Graph(Experiment):
    """A 3-2-…-1 net with weights of one digit to begin with, of which any one can be changed; steps downhill lead to
    others, which are kept until a reset."""

    change = Real(0.0, "Change one weight by", -3, 3, place="main", note=lambda e: e.changed())
    entry = Choice(ENTRIES, "w₁₁[2]", "Which weight to change")
    layers = Whole(2, "Layers", 1, MOST)
    activation = Choice(ACTIVATIONS, "sigmoid", "σ of the hidden layers")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss")
    y = Real(1.0, "y", 0, 1)
    x1 = Real(1.0, "x₁", -9, 9, place="more")
    x2 = Real(2.0, "x₂", -9, 9, place="more")
    x3 = Real(-1.0, "x₃", -9, 9, place="more")
    rate = Real(0.5, "Learning rate η of a step", 0.01, 10, log=True, place="more", view=True)

    editable = True
    theta, steps, begun = None, 0, 0.0  # where so many steps from this loss have led, without `change`

    def reset(self):
        forgets = self.theta is not None
        self.theta, self.steps = None, 0
        self.revision += forgets
        return forgets

    def edit(self, layer, i, j, value):
        """The one weight that is changed is now this one."""
        name = next(name for name, place in ENTRIES.items() if place == ("W", layer, i, j))
        return {"entry": name, "change": value - self.unchanged().W[layer][i, j]}

    def unchanged(self):
        """The net of these settings, but for the one weight that is changed."""
        L = self.layers
        blocks = [ALONE] if L == 1 else [FIRST, *[MIDDLE] * (L - 2), LAST]
        net = net_with(*zip(*blocks, strict=True), self.activation, self.head)
        if self.theta is not None and self.theta.size != net.theta.size:
            self.reset()  # another net
        if self.theta is not None:
            net.theta = self.theta
        return net

    def net(self):
        """The net of these settings."""
        return self.moved(self.unchanged(), self.change)

    def moved(self, net, by):
        """The net with its chosen entry moved."""
        place = self.place(net)
        if place is not None:
            array, i, j = place
            array[i, j] += by
        return net

    def descended(self, net, loss):
        """Go on from the weights of this net, the changed one among them; before the step it had this loss."""
        self.theta, self.begun = (
            self.moved(net, -self.change).theta.copy(),
            self.begun if self.steps else loss,
        )
        self.steps += 1
        self.revision += 1

    def place(self, net):
        """(array, i, j) of the chosen entry, or None where this net has no such entry."""
        name, k, i, j = ENTRIES[self.entry]
        array = getattr(net, name)[k] if k <= net.L else np.zeros((0, 0))
        return (array, i, j) if i < array.shape[0] and j < array.shape[1] else None

    def edge(self):
        """((layer, i, j), what it was) of the weight that is changed, or None."""
        name, k, i, j = ENTRIES[self.entry]
        place = self.place(self.net())
        if name != "W" or not self.change or place is None:
            return None
        return (k, i, j), float(place[0][i, j] - self.change)

    def changed(self):
        """What the chosen weight is now."""
        place = self.place(self.net())
        if place is None:
            return f"this net has no {self.entry}: choose another"
        array, i, j = place
        return f"{self.entry} = {number(array[i, j], 3)}"

    def start(self, previous=None):
        return GraphRun(self, previous)


class GraphRun(Stepped):
    """All values at once; what is shown of them is up to `at`, the number of operations done."""

    pace = 1
    descends = True

    def __init__(self, experiment, previous=None):
        self.experiment, self.settings = experiment, experiment.settings()
        self._compute()
        if previous is not None and previous.settings != self.settings:
            self.at = self._as(previous)  # a knob was moved: stay at this operation

    def _compute(self):
        """Forward and back; what is shown is the forward pass."""
        experiment, s = self.experiment, self.settings
        net, self.edge, self.step_made = experiment.net(), experiment.edge(), None
        X, Y = np.array([[s["x1"]], [s["x2"]], [s["x3"]]]), np.array([[s["y"]]])
        with np.errstate(all="ignore"):
            net.forward(X)
            net.backward(Y)
            self.values = values(net, Y)
            self.operations = operations(net, Y, self.values)
        self.computed, self.L, self.last = net, net.L, len(self.operations)
        self.at = 2 * net.L + 1  # the forward pass is done

    def descend(self):
        s, net, before = self.settings, self.computed, self.values
        made = StepMade(self.experiment.steps, self.experiment.begun, s["rate"], s["y"], before, before)
        if not (made.learnt or made.lost):
            with np.errstate(all="ignore"):
                net.theta = net.theta - s["rate"] * net.gradient
            self.experiment.descended(net, before["l"].item())
            self._compute()
            made = replace(made, n=self.experiment.steps, begun=self.experiment.begun, after=self.values)
        self.step_made = made

    def step(self):
        self.step_made = None
        return super().step()

    def back(self):
        self.step_made = None
        return super().back()

    def _as(self, previous):
        """The operation that the run before was at; where this net has none of that name, the nearest."""
        name = previous.operations[previous.at - 1].name
        names = [operation.name for operation in self.operations]
        if previous.at == len(previous.operations):
            return len(names)
        if name in names:
            return names.index(name) + 1
        return self.at if previous.at <= 2 * previous.L + 1 else self.at + 1

    def result(self):
        return GraphResult(
            settings=self.settings,
            layers=self.L,
            at=self.at,
            operations=self.operations,
            values=self.values,
            edge=self.edge,
            steps=self.experiment.steps,
            step_made=self.step_made,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class GraphResult(Result):
    """at: how many of the operations are done; the last of them is lit. values: arrays by name. steps: made downhill,
    and step_made: the one that has just been made, if any."""

    settings: dict
    layers: int
    at: int
    operations: list
    values: dict
    edge: tuple | None
    steps: int
    step_made: StepMade | None

    @property
    def now(self):
        return self.operations[self.at - 1]

    @property
    def done(self):
        """Names of what has been computed."""
        return {operation.name for operation in self.operations[: self.at]}

    sentence = property(sentence)

    @property
    def net(self):
        return drawn(self)

    @property
    def table(self):
        rows = [("operation", "equation", "numbers", "shape")]
        return rows + [(o.name, o.symbols, o.numbers, o.shape) for o in self.operations[: self.at]]

    @property
    def snippet(self):
        """Computes the whole graph, whatever is lit, to the last bit."""
        s = self.settings
        x = [s[name] for name in ("x1", "x2", "x3")]
        W, b = ([self.values[f"{name}[{k}]"] for k in range(1, self.layers + 1)] for name in "Wb")
        W, b = [array.tolist() for array in W], [array[:, 0].tolist() for array in b]
        return written(forward_and_back, "net, l, da", s, W=W, b=b, x=x)

    @property
    def tables(self):
        """A table for a file: every array of the graph."""
        return {"values": entries(self.values)}

    @property
    def status(self):
        way = "forward" if self.now.forward else "backward"
        steps = f" · {plural(self.steps, 'step')} downhill" if self.steps else ""
        return f"{way}, operation {self.at} of {len(self.operations)}{steps}"
