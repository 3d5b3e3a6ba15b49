"""Many seeds of one net, trained in groups so small that no update keeps a learner waiting.

A group is an `MLP` with some of the members; an update of the whole ensemble is an update of each group in turn.
Members are independent, so that grouping changes no number.
"""

from itertools import pairwise

import numpy as np

from mlcore import MLP, train

SPEED = 6e9  # multiplications and additions a second that one core manages at least, with pictures beside it
PATIENCE = 0.05  # seconds an update of a group may take
ROOM = 20e6  # numbers that all members may hold together: 160 MB in float64


def flops(widths, samples):
    """Multiplications and additions of forward and backward, for one member: three products a layer."""
    return 6 * samples * sum(n * m for n, m in pairwise(widths))


def seconds(widths, samples):
    """About how long one update of one member takes."""
    return flops(widths, samples) / SPEED


def members_that_fit(widths, samples, wanted):
    """How many members there is room for, at least one: θ, its gradient and its base draw; Z, A, dZ and σ′."""
    weights = sum(n * m for n, m in pairwise(widths))
    return max(1, min(wanted, int(ROOM / (3 * weights + 4 * samples * sum(widths[1:])))))


class Ensemble:
    """Members of seeds seed, seed + 1, … on shared data; `step` updates one group, `whole` says when all are even."""

    def __init__(self, widths, activation, members, seed, data, optimizer):
        self.widths, self.members, self.seed = widths, members, seed
        size = max(1, int(PATIENCE / seconds(widths, data.X.shape[1])))
        self.firsts = range(0, members, size)
        self.nets = [
            MLP(widths, activation, initializer="zeros", members=min(size, members - first))
            for first in self.firsts
        ]
        self.trainings = [train(net, data.X, data.Y, optimizer) for net in self.nets]
        self.draws = [{} for _ in self.nets]  # base draws of each group by their name

    def begin(self, scheme, unit, bias, optimizer):
        """Weights of `scheme` from base draws that are made once and scaled, step 0 next.

        `unit` is the scheme with scale 1: two settings of one family differ in the scale alone.
        A group gets its weights when its turn comes, to be learnt from while they are in the cache.
        """
        self.start = scheme, unit, bias, optimizer
        self.next_group, self.losses, self.begun = 0, [None] * len(self.nets), 0
        self.ended = False

    def _begin(self, group):
        scheme, unit, bias, optimizer = self.start
        net, draws = self.nets[group], self.draws[group]
        if scheme.base not in draws:
            rng = self.seed + self.firsts[group]
            draws[scheme.base] = MLP(self.widths, initializer=unit, rng=rng, members=net.members).W
        for k, (n_in, n_out) in enumerate(pairwise(self.widths), start=1):
            np.multiply(scheme.scale(n_in, n_out, k), draws[scheme.base][k], out=net.W[k])
            net.b[k][...] = bias
        self.trainings[group].rewind(optimizer)
        self.begun = group + 1

    def step(self):
        """One update of the next group; False when every member has diverged."""
        if self.begun <= self.next_group:
            self._begin(self.next_group)
        training = self.trainings[self.next_group]
        record = next(training, None)
        members = self.nets[self.next_group].members
        self.losses[self.next_group] = record.loss if record else np.full(members, np.nan)
        self.next_group = (self.next_group + 1) % len(self.nets)
        if self.whole:
            self.ended = not any(t.alive.any() for t in self.trainings)
        return not self.ended

    def rest(self):
        """Gives back the room of what the next update fills anyway."""
        for training in self.trainings:
            training.rest()

    @property
    def whole(self):
        """All groups have made as many updates."""
        return self.next_group == 0

    @property
    def updates(self):
        """Updates made by who is still training."""
        return max(training.step for training in self.trainings)

    @property
    def loss(self):
        """Of every member, after a whole update: (members)."""
        return np.concatenate(self.losses)

    @property
    def alive(self):
        return np.concatenate([training.alive for training in self.trainings])

    @property
    def diverged(self):
        """(member, divergence) of all groups, the earliest first."""
        found = [
            (first + event.member, event)
            for first, training in zip(self.firsts, self.trainings, strict=True)
            for event in training.diverged
        ]
        return sorted(found, key=lambda pair: (pair[1].step, pair[0]))

    def measure(self, probe):
        """A probe of every member: (layers × members)."""
        return np.concatenate([probe(net) for net in self.nets], axis=-1)
