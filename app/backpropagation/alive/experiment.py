"""The picture of the lecture, alive: values travel forward through the units to the loss, gradients travel back."""

from dataclasses import dataclass

import numpy as np

from app.backpropagation.alive.recipe import forward_and_back
from app.backpropagation.graph.experiment import HEADS_1
from app.experiment import Choice, Experiment, Result, Whole
from app.experiment.columns import entries
from app.experiment.snippet import arguments, written
from app.experiment.stepped import Stepped
from app.experiment.words import fixed, number
from mlcore import ACTIVATIONS

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


class AliveRun(Stepped):
    """`at`: how many columns have been reached, 0 … L forward, then L … 1 back."""

    pace = 2
    first, last = 0, 7

    def __init__(self, experiment, previous=None):
        self.settings = s = experiment.settings()
        self.net, self.loss, self.a, self.dz = forward_and_back(**arguments(forward_and_back, s))
        self.at = previous.at if previous is not None and previous.settings != s else 4

    def result(self):
        net = self.net
        return AliveResult(
            settings=self.settings,
            at=self.at,
            A=self.a,
            dZ=[None, *self.dz],
            W=[None] + [W.copy() for W in net.W[1:]],
            dW=[None] + [dW.copy() for dW in net.dW[1:]],
            loss=float(self.loss),
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
        """Computes what stands at the units and on the lines, to the last bit."""
        return written(forward_and_back, "net, loss, a, dz", self.settings)

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
