"""Training: an iterator that yields records. It never prints and never draws.

A record describes the net as it stands: `record.step` updates have been made, and θ, Z, A, dZ, dW, the
gradient and the loss all belong to the same θ. The next update is made when the next record is asked for.
"""

from collections.abc import Callable
from contextvars import copy_context
from copy import deepcopy
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arrays.types import Rng
from .arrays.workspace import Workspace
from .checks.arguments import checked_call
from .checks.errors import UnknownName, WrongArgument, WrongValue
from .checks.generators import generator
from .checks.habits import OF_A_RECORD, OF_A_TRAINING
from .checks.net_and_data import (
    check_batch,
    check_net,
    check_optimizer,
    check_pair,
    check_probes,
    check_rates_fit,
    check_steps,
    check_test,
)

if TYPE_CHECKING:
    from .network import MLP
    from .optimizers import Optimizer

Probes = dict[str, Callable[["MLP"], Any]]


@dataclass(frozen=True)
class Divergence:
    """Where the numbers of one member stopped being finite: step, layer, and which array."""

    member: int
    step: int
    layer: int
    array: str

    def __str__(self) -> str:
        return f"member {self.member} at step {self.step}: {self.array}[{self.layer}] is no longer finite"


class Record(NamedTuple):
    """step: updates made so far. loss: mean loss of this batch, () or (members,), nan for members that have
    diverged. test_loss: of the test data, if there are any. diverged: the list of `Divergence` so far.
    probes: what each probe measured, by its name."""

    step: int
    loss: np.ndarray
    test_loss: np.ndarray | None
    diverged: list[Divergence]
    probes: dict[str, Any]


def _another(record: Record, name: str) -> None:
    raise UnknownName.of(record, name, OF_A_RECORD)


def _part(record: Record, place: Any) -> Any:
    return getattr(record, place) if isinstance(place, str) else tuple.__getitem__(record, place)


# Not in the class, in which mypy knows its names.
setattr(Record, "__getattr__", _another)  # noqa: B010
setattr(Record, "__getitem__", _part)  # noqa: B010


@checked_call
class Training:
    """The iterator behind `train`, whose arguments it takes; next() makes one update (none before the first record).

    `X` and `Y` are the data as they are learnt from, in the net's dtype; `step` updates have been made; `diverged`
    lists the members that have diverged. Copies, by copy, deepcopy or pickle, go on by themselves (a shallow copy
    shares the net).
    Raises ValueError, with a sentence, for an argument that is not valid.
    """

    def __init__(
        self,
        net: "MLP",
        X: ArrayLike,
        Y: ArrayLike,
        optimizer: "Optimizer",
        steps: int | None = None,
        batch: int | None = None,
        rng: Rng | None = None,
        probes: Probes | None = None,
        test: tuple[ArrayLike, ArrayLike] | None = None,
    ) -> None:
        X, Y = check_pair(X, Y, check_net(net))
        check_optimizer(optimizer)
        self.test = check_test(test, net)
        self.net, self.steps, self.probes = net, check_steps(steps), check_probes(probes)
        self.N_s, self.batch = X.shape[-1], check_batch(batch, X.shape[-1])
        if self.batch < self.N_s and rng is None:
            raise WrongValue("Minibatches are drawn at random: pass rng, a generator or a seed of their own.")
        self.rng = generator(rng)
        self.order: Any = None  # of the samples in this epoch
        self.work = Workspace(net, X, Y, self.batch)
        # Infinities are looked for and named, so numpy need not warn of them: np.errstate, entered once.
        self.silent = copy_context()
        self.silent.run(np.seterr, all="ignore")
        self.rewind(optimizer)

    @property
    def X(self) -> np.ndarray:
        """All inputs, (…, N[0], N_s), whatever the batch."""
        return self.work.samples[0][..., :-1, :]  # the row of ones is left out

    @property
    def Y(self) -> np.ndarray:
        """All targets, (…, targets, N_s), whatever the batch."""
        return self.work.samples[1]

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            raise UnknownName.of(self, name, OF_A_TRAINING)

    def __getitem__(self, place: Any) -> Any:
        raise WrongArgument(
            f"A training is gone through once, by for record in …, not by number. {OF_A_TRAINING['loss']}"
        )

    def __len__(self) -> int:
        raise WrongArgument("A training has steps, not a length: training.step of training.steps are made.")

    def __bool__(self) -> bool:
        return True  # without this, Python would ask for the length

    def __getstate__(self) -> dict:
        names = ("net", "X", "Y", "optimizer", "steps", "batch", "rng", "probes", "test")
        return {"settings": {name: getattr(self, name) for name in names}, "saved": self.save()}

    def __setstate__(self, state: dict) -> None:
        Training.__init__(self, **state["settings"])
        self.restore(state["saved"])

    def __repr__(self) -> str:
        end = "" if self.steps is None else f" of {self.steps:,}"
        run = "" if self.steps is None else "; .run() goes to the end"
        how = f"Its records come one by one, for record in …: …{run}."
        return f"Training of {self.net!r} by {self.optimizer!r}, update {max(self.step, 0):,}{end}. {how}"

    def rewind(self, optimizer: "Optimizer") -> None:
        """Begin again at step 0 from whatever the net holds now, in the same buffers."""
        check_rates_fit(check_optimizer(optimizer), self.net)
        self.optimizer, self.state = optimizer, optimizer.start(self.net)
        self.step = -1
        self.diverged: list[Divergence] = []
        self.alive = np.ones(self.net.theta.shape[:-1], bool)

    def rest(self) -> None:
        """Gives back most of the memory until the next record is asked for, which is the same to the last bit; until
        then the net has no Z, A and dZ."""
        self.work.rest()

    @checked_call
    def run(self) -> Record:
        """Train to the end; the last record. Raises ValueError where there is no end."""
        if self.steps is None:
            raise WrongValue("This training has no end: give it one, as train(…, steps=500), to run() it.")
        record = None
        for record in self:  # noqa: B007
            pass
        return record or self.silent.run(self._measure)

    def __iter__(self) -> "Training":
        return self

    def __next__(self) -> Record:
        return self.silent.run(self._next)

    def _next(self) -> Record:
        if self.step == self.steps or (self.diverged and not self.alive.any()):
            raise StopIteration
        if self.step >= 0:
            if self.net.owner.token is not self.work.token:
                self._evaluate()  # the net was asked or trained elsewhere since: its gradient at today's θ
            self._update()
        self.step += 1
        if self.batch < self.N_s:
            self._next_batch()
        return self._measure()

    def _measure(self) -> Record:
        """The record of the net as it stands."""
        loss = self._evaluate()
        test_loss = self.net.loss(*self.test) if self.test else None
        measured = {name: probe(self.net) for name, probe in self.probes.items()} if self.probes else {}
        return Record(self.step, loss, test_loss, self.diverged[:], measured)

    def save(self) -> dict:
        """All that a run needs to go on: a dict of copies, to be kept or pickled, for `restore`."""
        kept = {name: getattr(self, name) for name in SAVED}
        return deepcopy({"theta": self.net.theta, **kept})

    def restore(self, saved: dict) -> None:
        """Go on from what `save` gave, in a Training of the same net, data and settings: what follows equals
        the uninterrupted run to the last bit."""
        if not isinstance(saved, dict) or not {"theta", *SAVED} <= saved.keys():
            raise WrongValue("restore takes what save() gave, in a training of the same net and data.")
        if saved["theta"].shape != self.net.theta.shape:
            raise WrongValue(
                f"The saved run has parameters of shape {saved['theta'].shape}, "
                f"this one of {self.net.theta.shape}: they are not the same net."
            )
        saved = deepcopy(saved)
        self.net.theta = saved.pop("theta")
        vars(self).update(saved)
        if self.step >= 0:
            if self.order is not None:
                self.work.shuffle(self.order)
            self.silent.run(self._select)
            self.silent.run(self._evaluate)

    def _update(self):
        net = self.net
        kept = net.theta[~self.alive] if self.diverged else None
        self.optimizer.update(net._theta, net._gradient, self.state, self.step)
        if self.diverged:  # whatever the optimizer's state says, diverged members stand still
            net.theta[~self.alive] = kept

    def _next_batch(self):
        if self.step % -(-self.N_s // self.batch) == 0:
            self.order = self.rng.permutation(self.N_s)
            self.work.shuffle(self.order)
        self._select()

    def _select(self):
        first = self.step * self.batch % (-(-self.N_s // self.batch) * self.batch)
        self.work.select(first, min(first + self.batch, self.N_s))

    def _evaluate(self) -> np.ndarray:
        """The loss; the gradient is in the net. A member whose loss or gradient is not finite is recorded in
        `diverged` and frozen."""
        loss, flat = self.work.forward_backward(), self.work.flat
        # Finite sums of squares have finite terms; the reverse is looked at term by term.
        if isfinite(flat.dot(flat)) and isfinite(loss if self.net.members is None else loss.sum()):
            return loss
        finite = np.isfinite(loss) & np.isfinite(self.net.gradient).all(axis=-1)
        for m in np.flatnonzero(np.atleast_1d(self.alive & ~finite)):
            layer, array = first_not_finite(self.net, ... if self.net.members is None else m)
            self.diverged.append(Divergence(int(m), self.step, layer, array))
        self.alive &= finite
        self.net.gradient[~self.alive] = 0.0
        return np.where(self.alive, loss, np.nan)


# What changes in the course of a run, beside θ.
SAVED = ("state", "step", "order", "rng", "alive", "diverged")


def first_not_finite(net: "MLP", m: Any) -> tuple[int, str]:
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


@checked_call
def train(
    net: "MLP",
    X: ArrayLike,
    Y: ArrayLike,
    optimizer: "Optimizer",
    steps: int | None = None,
    batch: int | None = None,
    rng: Rng | None = None,
    probes: Probes | None = None,
    test: tuple[ArrayLike, ArrayLike] | None = None,
) -> Training:
    """Train `net` in place: an iterator of records, `steps` updates long (without end if None).

    X (N[0] × N_s) and Y (targets × N_s) are shared by all members, or have a leading axis of members.
    optimizer: what to do with the gradient, with its learning rate, as ``Adam(0.01)``.
    batch: samples a step, shuffled anew each epoch with `rng` (the same order for all members); None is all.
    probes: {name: function of the net}, measured at each record.
    test: (X, Y) that are not learnt from; their loss is in each record.
    Records run from step 0, before any update, to `steps`; ``.run()`` goes there and gives the last one. It ends
    early when every member has diverged.
    Raises ValueError, with a sentence, for an argument that is not valid.
    """
    return Training(net, X, Y, optimizer, steps, batch, rng, probes, test)
