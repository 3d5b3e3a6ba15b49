"""The picture of the lecture, alive: values travel forward through the units to the loss, gradients travel back."""

from dataclasses import dataclass

import numpy as np

from app.backpropagation.alive.recipe import alive_code
from app.backpropagation.graph.experiment import HEADS_1
from app.experiment import Choice, Experiment, Result, Run, Whole
from app.experiment.columns import entries
from app.experiment.words import fixed, number
from mlcore import ACTIVATIONS, MLP
from mlcore.check import check_widths

MOST = 6  # units in a column


class Alive(Experiment):
    """A 3-n[1]-n[2]-1 net with random weights, on one sample or on the mean of many."""

    samples = Whole(1, "Samples N_s", 1, 200, log=True, place="main")
    n1 = Whole(2, "Units in layer 1", 1, MOST)
    n2 = Whole(2, "Units in layer 2", 1, MOST)
    activation = Choice(ACTIVATIONS, "sigmoid", "σ of the hidden layers")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss")
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return AliveRun(self, previous)


class AliveRun(Run):
    """`at`: how many columns have been reached, 0 … L forward, then L … 1 back."""

    pace = 2
    reversible = True

    def __init__(self, experiment, previous=None):
        self.settings = s = experiment.settings()
        rng = np.random.default_rng(s["seed"] + 10_000)
        X = rng.standard_normal((3, s["samples"]))
        Y = (X[:1] * X[1:2] > 0) * 1.0
        net = MLP(
            check_widths([3, s["n1"], s["n2"], 1]),
            s["activation"],
            s["head"],
            initializer="Xavier",
            rng=s["seed"],
        )
        net.forward(X)
        net.backward(Y)
        self.loss = float(net.head.loss(net.Z[3], Y))
        self.X, self.Y, self.net = X, Y, net
        self.at = previous.at if previous is not None and previous.settings != s else 4

    def step(self):
        self.at = min(self.at + 1, 7)
        return self.at < 7

    def back(self):
        self.at = max(self.at - 1, 0)
        return self.at > 0

    def result(self):
        net = self.net
        return AliveResult(
            settings=self.settings,
            at=self.at,
            A=[A.mean(axis=1) for A in net.A],
            dZ=[None] + [dZ.mean(axis=1) for dZ in net.dZ[1:]],
            W=[None] + [W.copy() for W in net.W[1:]],
            dW=[None] + [dW.copy() for dW in net.dW[1:]],
            loss=self.loss,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class AliveResult(Result):
    """A, dZ: means over the samples; W, dW: by layer. at: columns reached; 0 … 3 forward, 4 the loss, 5 … 7 back."""

    settings: dict
    at: int
    A: list
    dZ: list
    W: list
    dW: list
    loss: float

    @property
    def back_to(self):
        """The lowest layer whose gradient is there; 4 where none is."""
        return 8 - self.at if self.at > 4 else 4

    @property
    def sentence(self):
        mean = "" if self.settings["samples"] == 1 else f" (means over {self.settings['samples']} samples)"
        if self.at == 0:
            return f"The input **x** = {listed(self.A[0])}{mean}. Next: f[1]."
        if self.at < 4:
            k = self.at
            given = "x" if k == 1 else f"a[{k - 1}]"
            z = f"W[{k}] {given} + b[{k}]"
            a = z if k == 3 and self.settings["head"].startswith("linear") else f"σ({z})"
            return f"Forward, f[{k}]: **a[{k}]** = {a} = {listed(self.A[k])}{mean}."
        if self.at == 4:
            return f"f_θ(x) = f[3](f[2](f[1](x))) is compared with y: **L = {fixed(self.loss)}**{mean}. Now back."
        k = self.back_to
        i, j = np.unravel_index(abs(self.dW[k]).argmax(), self.dW[k].shape)
        return (
            f"Backward: **∂L/∂W[{k}] and ∂L/∂b[{k}]** are there, from dz[{k}] = {listed(self.dZ[k])}{mean}. The weight "
            f"from unit {j + 1} to unit {i + 1} matters most: {number(self.dW[k][i, j])}."
        )

    @property
    def snippet(self):
        """The net as one would type it: computes what stands at its units and on its lines, to the last bit."""
        return alive_code(self.settings)

    @property
    def tables(self):
        """A table for a file: every unit and every line."""
        arrays = {"x": self.A[0][:, None]}
        for k in (1, 2, 3):
            arrays |= {f"a[{k}]": self.A[k][:, None], f"dz[{k}]": self.dZ[k][:, None]}
            arrays |= {f"W[{k}]": self.W[k], f"dW[{k}]": self.dW[k]}
        return {"units": entries(arrays)}

    @property
    def status(self):
        way = "forward" if self.at <= 4 else "backward"
        return f"{way} · seed {self.settings['seed']}"


def listed(values):
    return "(" + ", ".join(map(number, values)) + ")"
