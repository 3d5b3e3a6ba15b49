"""Training: an iterator that yields records. It never prints and never draws.

A record describes the net as it stands: `record.step` updates have been made, and θ, Z, A, dZ, dW, the gradient
and the loss all belong to the same θ. The next update is made when the next record is asked for.
"""

from dataclasses import dataclass, field

import numpy as np

from .check import check_pair
from .workspace import Workspace


@dataclass(frozen=True)
class Divergence:
    """Where the numbers of one member stopped being finite: step, layer, and which array."""

    member: int
    step: int
    layer: int
    array: str

    def __str__(self):
        return f"member {self.member} at step {self.step}: {self.array}[{self.layer}] is no longer finite"


@dataclass(frozen=True, eq=False)
class Record:
    """step: updates made so far. loss: of this batch, () or (members,), nan for members that have diverged.
    diverged: the list of `Divergence` so far. probes: what each probe measured, by its name."""

    step: int
    loss: np.ndarray
    diverged: list
    probes: dict = field(default_factory=dict)


class Training:
    """The iterator behind `train`; next() makes one update (none before the first record)."""

    def __init__(self, net, X, Y, optimizer, steps=None, batch=None, rng=None, probes=None):
        X, Y = check_pair(X, Y, net.widths, net.head.target)
        self.net, self.steps, self.probes = net, steps, probes or {}
        self.N_s, self.batch = X.shape[-1], min(batch or X.shape[-1], X.shape[-1])
        if self.batch < 1:
            raise ValueError(f"A batch holds at least one sample, not {batch}.")
        if self.batch < self.N_s and rng is None:
            raise ValueError("Minibatches are drawn at random: pass rng, a generator or a seed of their own.")
        self.rng = rng if hasattr(rng, "permutation") else np.random.default_rng(rng)
        self.work = Workspace(net, X, Y, self.batch)
        self.rewind(optimizer)

    def rewind(self, optimizer):
        """Begin again at step 0 from whatever the net holds now, in the same buffers."""
        self.optimizer, self.state = optimizer, optimizer.start(self.net.theta)
        self.step, self.diverged = -1, []
        self.alive = np.ones(self.net.theta.shape[:-1], bool)

    def __iter__(self):
        return self

    def __next__(self):
        if self.step == self.steps or (self.diverged and not self.alive.any()):
            raise StopIteration
        # Infinities are looked for and named below, so numpy need not warn of them.
        with np.errstate(all="ignore"):
            if self.step >= 0:
                self._update()
            self.step += 1
            self._next_batch()
            loss = self.work.forward_backward()
            if not np.isfinite(np.sum(loss) + np.sum(self.net.gradient)):
                loss = self._freeze(loss)
            measured = {name: probe(self.net) for name, probe in self.probes.items()}
        return Record(self.step, loss, list(self.diverged), measured)

    def _update(self):
        theta, frozen = self.net.theta, ~self.alive
        kept = theta[frozen] if self.diverged else None
        self.optimizer.update(theta, self.net.gradient, self.state, self.step)
        if self.diverged:  # whatever the optimizer's memory says, who has diverged stands still
            theta[frozen] = kept

    def _next_batch(self):
        if self.batch < self.N_s:
            first = self.step * self.batch % (-(-self.N_s // self.batch) * self.batch)
            if first == 0:
                self.work.shuffle(self.rng.permutation(self.N_s))
            self.work.select(first, min(first + self.batch, self.N_s))

    def _freeze(self, loss):
        """Members that are no longer finite stop where they are, and are named; the others go on."""
        finite = np.isfinite(loss) & np.isfinite(self.net.gradient).all(axis=-1)
        for m in np.flatnonzero(np.atleast_1d(self.alive & ~finite)):
            layer, array = first_not_finite(self.net, ... if self.net.members is None else m)
            self.diverged.append(Divergence(int(m), self.step, layer, array))
        self.alive &= finite
        self.net.gradient[~self.alive] = 0.0
        return np.where(self.alive, loss, np.nan)


def first_not_finite(net, m):
    """(k, array) of the first array that is not finite, in the order in which member m computes them."""
    forward = [
        (k, name, arrays[k]) for k in range(1, net.L + 1) for name, arrays in (("Z", net.Z), ("A", net.A))
    ]
    back = [
        (k, name, arrays[k]) for k in range(net.L, 0, -1) for name, arrays in (("dZ", net.dZ), ("dW", net.dW))
    ]
    for k, name, array in forward + back:
        if not np.isfinite(array[m]).all():
            return k, name
    return net.L, "loss"


def train(net, X, Y, optimizer, steps=None, batch=None, rng=None, probes=None):
    """Train `net` in place: an iterator of records, `steps` updates long (without end if None).

    X (N[0] × N_s) and Y (N[L] × N_s) are shared by all members, or have a leading axis of members.
    batch: samples a step, shuffled anew each epoch with `rng` (the same order for all members); None is all.
    probes: {name: function of the net}, measured at each record.
    Records run from step 0, before any update, to `steps`. It ends early when every member has diverged.
    """
    return Training(net, X, Y, optimizer, steps, batch, rng, probes)
