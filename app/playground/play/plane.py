"""What one net of a run answers over the plane of the data, or over the line."""

from dataclasses import dataclass

import numpy as np

from app.experiment.plane import grid
from app.experiment.small_net import plane, small_net
from app.playground.data import seen

GRID = 61  # points a side of the answer
COARSE = 3  # a unit that is drawn small shows every third of them


@dataclass(frozen=True, eq=False)
class Planes:
    """layers: [A[0], …, A[L]] of the first seed's net (units × y × x); y has one row, where there is one input.

    answer: what is drawn of the output: P(class 1), or the number, or of more classes the likeliest one's number plus
    its probability (below 1), (y × x)."""

    x: np.ndarray
    y: np.ndarray
    layers: list
    answer: np.ndarray

    def drawn(self, net, features):
        """The net unit by unit."""
        maps = [A[:, ::COARSE, ::COARSE] for A in self.layers]
        if len(self.y) == 1:
            maps = [A.repeat(A.shape[-1], axis=1) for A in maps]
        return small_net(net, maps, 0, inputs=features)


def plane_of(net, data, features):
    """The planes of the first seed's net."""
    x, y = (
        plane(data.X, points=GRID)
        if len(data.X) == 2
        else (plane(data.X[[0, 0]], points=GRID)[0], np.zeros(1))
    )
    A = [seen(grid(x, y)[: len(data.X)], features)]
    with np.errstate(all="ignore"):
        for k in range(1, net.L + 1):
            W, b = net.W[k], net.b[k]
            W, b = (W, b) if net.members is None else (W[0], b[0])
            Z = W @ A[-1] + b
            A.append(net.activations[k].sigma(Z) if k < net.L else net.head.predict(Z))
    layers = [each.reshape(-1, y.size, x.size) for each in A]
    return Planes(x, y, layers, answer(layers[-1]))


def answer(outputs):
    """What is drawn of the outputs (outputs × y × x)."""
    if len(outputs) == 1:
        return outputs[0]
    best = outputs.argmax(axis=0)
    return best + np.minimum(outputs.max(axis=0), 0.999)
