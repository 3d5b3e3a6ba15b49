"""The first net learns: w − η dw for every weight and bias at once, again and again, until its answer is right."""

from dataclasses import dataclass

import numpy as np

from app.backpropagation.descent import words
from app.backpropagation.descent.recipe import downhill
from app.backpropagation.graph.downhill import LOST, learnt
from app.backpropagation.graph.experiment import ENTRIES, HEADS_1, Graph
from app.backpropagation.graph.net import state
from app.backpropagation.graph.values import values
from app.backpropagation.recipes import weights
from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.snippet import written
from mlcore import ACTIVATIONS

LAST = 1000  # steps at most


class Descent(Experiment):
    """The 3-2-1 net of the stepper on its one sample, with the same weights of one digit to start from."""

    rate = Real(0.5, "Learning rate η", 0.01, 10, log=True, place="main")
    activation = Choice(ACTIVATIONS, "sigmoid", "σ of the hidden layer")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss")
    y = Whole(1, "y", 0, 1)

    def graph(self):
        """The stepper at these settings."""
        return Graph(activation=self.activation, head=self.head, y=float(self.y))

    def start(self, previous=None):
        return DescentRun(self)


class DescentRun(Run):
    pace = 4

    def __init__(self, experiment):
        self.settings, graph = experiment.settings(), experiment.graph()
        self.net, self.y = graph.net(), np.array([[graph.y]])
        self.x = np.array([[graph.x1, graph.x2, graph.x3]]).T
        self.names = names(self.net)
        self.thetas, self.gradients, self.losses, self.outputs = [], [], [], []
        self._look()

    def _look(self):
        """Forward and backward where the net stands now."""
        net = self.net
        with np.errstate(all="ignore"):
            net.forward(self.x)
            net.backward(self.y)
            self.losses.append(float(net.head.loss(net.Z[net.L], self.y)))
        self.outputs.append(net.A[net.L].item())
        self.thetas.append(net.theta.copy())
        self.gradients.append(net.gradient.copy())

    def step(self):
        """One step downhill; False once the sample is learnt, or will not be."""
        if self._goes_on():
            with np.errstate(all="ignore"):
                self.net.theta -= self.settings["rate"] * self.net.gradient
            self._look()
        return self._goes_on()

    def _goes_on(self):
        lost = not self.losses[-1] < LOST
        return not (lost or learnt(self.outputs[-1], self.settings["y"]) or len(self.losses) > LAST)

    def result(self):
        return DescentResult(
            settings=self.settings,
            names=self.names,
            thetas=np.array(self.thetas),
            gradients=np.array(self.gradients),
            losses=np.array(self.losses),
            outputs=np.array(self.outputs),
            values=values(self.net, self.y),
        )


def names(net):
    """Of all entries of θ in its order: w₁₁[1] … b₂[1], w₁₁[2] …"""
    numbered = net.blocks(np.arange(net.theta.size))
    found = {}
    for name, (array, k, i, j) in ENTRIES.items():
        block = numbered[k] if k <= net.L else np.zeros((0, 1), int)
        column = block.shape[1] - 1 if array == "b" else j
        if i < block.shape[0] and (array == "b" or j < block.shape[1] - 1):
            found[block[i, column]] = name
    return [found[i] for i in range(net.theta.size)]


@dataclass(frozen=True, eq=False, kw_only=True)
class DescentResult(Result):
    """For each step made, the first row before any: thetas and gradients (n × P), losses and outputs a[2] (n)."""

    settings: dict
    names: list
    thetas: np.ndarray
    gradients: np.ndarray
    losses: np.ndarray
    outputs: np.ndarray
    values: dict  # every array of the net as it stands now, by the names of the lecture

    @property
    def step(self):
        return len(self.losses) - 1

    @property
    def learnt(self):
        return learnt(self.outputs[-1], self.settings["y"])

    @property
    def next(self):
        """Where the next step leads: θ − η dθ."""
        return self.thetas[-1] - self.settings["rate"] * self.gradients[-1]

    @property
    def promised(self):
        """By how much each step should lower the loss, if the slopes stayed as they are: η‖dθ‖²."""
        return self.settings["rate"] * (self.gradients**2).sum(axis=1)

    @property
    def net(self):
        return state(
            self.values,
            set(self.values),
            self.settings["head"],
            measured=(1, 2),
            caption=words.caption(self),
            loss=(self.losses[-1], max(1.0, self.losses[0])),
            alt="The net with its values, weights and their gradients. " + " ".join(words.caption(self)),
        )

    @property
    def sentence(self):
        return words.sentence(self)

    @property
    def table(self):
        return words.table(self)

    @property
    def outcome(self):
        return {"steps": float(self.step), "loss": float(self.losses[-1]), "a[2]": float(self.outputs[-1])}

    @property
    def snippet(self):
        """Every loss and output, to the last bit."""
        s, graph = self.settings, Descent(**self.settings).graph()
        given = weights(graph.net()) | {"x": [graph.x1, graph.x2, graph.x3], "y": graph.y, "steps": self.step}
        return written(downhill, "losses, outputs", s, **given)

    @property
    def tables(self):
        """A table for a file: the loss, the answer and every parameter, step by step."""
        columns = {"step": np.arange(len(self.losses)), "loss": self.losses, "a[2]": self.outputs}
        return {"steps": columns | dict(zip(self.names, self.thetas.T, strict=True))}

    @property
    def status(self):
        return f"step {self.step}" + (" · learnt" if self.learnt else "")
