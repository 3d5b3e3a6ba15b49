"""Exactly equal units, ε = 0: does round-off part them, when, and what comes of it?

A matrix product may sum its terms in another order for one row than for another, and which rows are alike is up
to their number and to the computer: so it is measured, width by width.
"""

import numpy as np

from mlcore import INITIALIZERS, MLP, GradientDescent, train

WIDTHS = (3, 5, 7, 8, 10, 13, 33)


class RoundOff:
    """One net for each of WIDTHS, trained until its loss is below `goal`; all weights and biases are c.

    From zeros nothing could part: every product is exactly 0, so where c is 0 they start from 0.5.
    """

    def __init__(self, data, c, rate, goal):
        self.c, self.goal = c or 0.5, goal
        start, optimizer = INITIALIZERS["constant"](self.c), GradientDescent(rate)
        self.nets = [MLP([2, n, 1], "tanh", initializer=start, bias=self.c) for n in WIDTHS]
        self.trainings = [train(net, data.X, data.Y, optimizer) for net in self.nets]
        self.parted, self.learnt = (np.full(len(WIDTHS), np.inf) for _ in range(2))  # updates, inf: not yet

    def step(self):
        """One update of each net that has not learnt yet."""
        for i, (net, training) in enumerate(zip(self.nets, self.trainings, strict=True)):
            record = next(training, None) if np.isinf(self.learnt[i]) else None
            if record is None:
                continue
            if np.isinf(self.parted[i]) and np.ptp(net.blocks(net.theta)[1], axis=0).any():
                self.parted[i] = record.step
            if record.loss < self.goal:
                self.learnt[i] = record.step
