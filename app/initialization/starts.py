"""Zero, constant and random start of one net, side by side: how many hidden units stay different?"""

import numpy as np

from app.experiment.history import History
from mlcore import MLP, GradientDescent, train
from mlcore.probes import distinct_units

NAMES = ("zeros", "constant")


class Starts:
    """Three members, one of each start, trained in step with the nets of the experiment.

    `schemes` are their `Initializer`s; `shape` is all else that decides the net and its data. The buffers of
    `previous` are used again where its shape is the same.
    """

    def __init__(self, schemes, shape, rate, previous=None):
        widths, activation, seed, bias, data = shape
        self.names, self.shape = [scheme.name for scheme in schemes], shape
        if previous is not None and previous.shape == shape:
            self.net, self.training = previous.net, previous.training
        else:
            self.net = MLP(widths, activation, initializer=schemes, rng=seed)
            self.training = train(self.net, data.X, data.Y, GradientDescent(rate))
        self.net.initialize(schemes, bias, seed)
        self.training.rewind(GradientDescent(rate))
        self.history = History(len(schemes))
        self._count(0)

    def step_to(self, step):
        """Train until so many updates have been made; a count now and then is enough."""
        while self.training.step < step and next(self.training, None) is not None:
            pass
        if self.training.step == step and (step < 20 or step % 10 == 0):
            self._count(step)

    def rest(self):
        """Gives back the room of what the next update fills anyway."""
        self.training.rest()

    def _count(self, step):
        """Distinct units of a hidden layer, on average over the layers; nan for a start that has diverged."""
        counts = distinct_units(self.net).mean(axis=0) if self.net.L > 1 else np.ones(len(self.names))
        self.history.add(step, np.where(self.training.alive, counts, np.nan))

    def counts(self):
        """{name of the start: counts (n)}"""
        return dict(zip(self.names, self.history.rows.T, strict=True))
