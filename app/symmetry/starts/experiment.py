"""Zero against constant against random: three starts of one net, and the single unit that equal units amount to."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.rates import Rates
from app.experiment.small_net import maps_of, plane, small_net
from app.experiment.snippet import arguments, written
from app.symmetry.data import SHARES, data_of
from app.symmetry.starts.recipe import matched, one_unit, three_starts, three_starts_and_one_unit
from app.symmetry.starts.words import sentence
from mlcore import ACTIVATIONS, MLP, Adam, GradientDescent, train
from mlcore.heads import accuracy
from mlcore.probes import distinct_units, effective_rank, norm_dW

STARTS = ("zeros", "constant", "random")
HEADS_1 = ("sigmoid + cross-entropy", "sigmoid + squared error")
GRID = 41  # points a side of a decision boundary
ONE_UNIT = {"members": 8, "steps": 500}  # the search for what one unit can learn


class Symmetry(Experiment):
    """A 2-n-1 net; c stands in every weight and bias of the constant start."""

    c = Real(0.5, "Constant c", -2, 2, place="main", marks=lambda e: {0: "0 = the zero start"})
    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    width = Whole(8, "Hidden units n", 1, 64, log=True)
    rate = Real(1.0, "Learning rate", 1e-3, 10, log=True, live=True)
    data = Choice(SHARES, "moons", "Data")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss", place="more")
    samples = Whole(300, "Samples", 10, 1000, log=True, place="more")
    seed = Whole(0, "Seed", 0, 9999, place="more")

    def start(self, previous=None):
        return SymmetryRun(self, previous)


class SymmetryRun(Run):
    """Three members of one MLP, and one net of a single unit with matched rates beside the constant start."""

    pace = 150  # updates a second: slow enough to see what happens

    def __init__(self, experiment, previous=None):
        self.settings = s = experiment.settings()
        self.data = data_of(s["data"], s["samples"], s["seed"])
        self.net = three_starts(**arguments(three_starts, s))
        self.training = train(self.net, self.data.X, self.data.Y, GradientDescent(s["rate"]))
        self.rates, self.one = Rates(s["rate"]), one_unit(**arguments(one_unit, s))
        self.one_training = train(
            self.one, self.data.X, self.data.Y, GradientDescent(self._matched(s["rate"]))
        )
        self.losses, self.one_losses, self.inside = History(3), History(1), History(12)
        self.weights = History(9 * s["width"])
        self.parted = None  # the update at which round-off made the constant's units differ
        self._floor(previous)
        self.step()

    def _matched(self, rate):
        return matched(self.one, rate, self.settings["width"])

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(int(self.losses.steps[-1]), settings["rate"])
        self.training.optimizer = GradientDescent(self.rates.schedule())
        self.one_training.optimizer = GradientDescent(self.rates.schedule(self._matched))

    def _floor(self, previous):
        """The lowest loss that a net with one hidden unit finds from eight random starts."""
        s = self.settings
        self.key = {name: value for name, value in s.items() if name not in ("c", "width", "rate")}
        if previous is not None and previous.key == self.key:
            self.floor = previous.floor
            return
        net = MLP(
            [2, 1, 1],
            s["activation"],
            s["head"],
            initializer="Xavier",
            rng=s["seed"],
            members=ONE_UNIT["members"],
        )
        for record in train(net, self.data.X, self.data.Y, Adam(0.1), steps=ONE_UNIT["steps"]):
            last = record.loss
        self.floor = float(np.nanmin(last)) if np.isfinite(last).any() else np.nan

    def step(self):
        """One update of every net; False when all of them have diverged."""
        record = next(self.training, None)
        if record is None:
            return False
        one = next(self.one_training, None)
        self.losses.add(record.step, record.loss)
        self.one_losses.add(record.step, np.nan if one is None else one.loss)
        rows = self.net.blocks(self.net.theta)[1]
        if self.parted is None and np.ptp(rows[1], axis=0).any():
            self.parted = record.step
        if record.step < 20 or record.step % 10 == 0:
            probes = distinct_units(self.net)[0], effective_rank(self.net)[0], *norm_dW(self.net)
            self.inside.add(record.step, np.where(self.training.alive, probes, np.nan).ravel())
            self.weights.add(record.step, rows.ravel())
        return True

    def result(self):
        s, net, data = self.settings, self.net, self.data
        rows = net.blocks(net.theta)[1]
        x, y = plane(data.X, points=GRID)
        nets = maps_of(net, x, y)
        return SymmetryResult(
            settings=s,
            rates=self.rates,
            step=int(self.losses.steps[-1]),
            steps=self.losses.steps,
            losses=self.losses.rows,
            one_losses=self.one_losses.rows[:, 0],
            guessing=guessing(data.Y) if s["head"] == HEADS_1[0] else float(data.Y.var() / 2),
            one_unit=self.floor,
            maps=np.stack([layers[2][0] for layers in nets]),
            extent=(x[0], x[-1], y[0], y[-1]),
            net=tuple(drawn(net, layers, m) for m, layers in enumerate(nets)),
            X=data.X,
            Y=data.Y,
            accuracy=accuracy(net.A[2], data.Y),
            units=rows.copy(),
            spread=np.ptp(rows, axis=1).max(axis=1),
            parted=self.parted,
            at=self.inside.steps,
            distinct=self.inside.rows[:, :3],
            rank=self.inside.rows[:, 3:6],
            norm_dW=self.inside.rows[:, 6:].reshape(-1, 2, 3),
            rows=self.weights.rows.reshape(-1, 3, s["width"], 3),
            diverged=tuple(self.training.diverged),
        )


def drawn(net, layers, member):
    """One of the starts unit by unit, at every other point of its maps."""
    return small_net(net, [A[:, ::2, ::2] for A in layers], member, STARTS[member])


@dataclass(frozen=True, eq=False, kw_only=True)
class SymmetryResult(Result):
    """Members are zeros, constant, random. units: [W[1] | b[1]] of each (3 × n × 3), rows: the same over time;
    spread: the largest difference between two units; losses (steps × 3); one_losses: of the single unit; net: each of
    them unit by unit."""

    settings: dict
    rates: Rates
    step: int
    steps: np.ndarray
    losses: np.ndarray
    one_losses: np.ndarray
    guessing: float
    one_unit: float
    maps: np.ndarray
    extent: tuple
    net: tuple
    X: np.ndarray
    Y: np.ndarray
    accuracy: np.ndarray
    units: np.ndarray
    spread: np.ndarray
    parted: int | None
    at: np.ndarray
    distinct: np.ndarray
    rank: np.ndarray
    norm_dW: np.ndarray
    rows: np.ndarray
    diverged: tuple

    sentence = property(sentence)

    @property
    def outcome(self):
        losses = {f"loss, {start}": float(v) for start, v in zip(STARTS, self.losses[-1], strict=True)}
        return losses | {"updates": self.step}

    @property
    def snippet(self):
        """Computes `losses` and what is drawn beside them, to the last bit."""
        others = {"rates": self.rates.by_update, "updates": self.step}
        into = "losses, rows, distinct, rank, sizes, one_losses"
        return written(three_starts_and_one_unit, into, self.settings, **others)

    @property
    def tables(self):
        """Tables for files: the losses by update, and what was measured inside the nets now and then."""
        losses = {"update": self.steps} | dict(zip(STARTS, self.losses.T, strict=True))
        probes = {"distinct units": self.distinct, "rank of A[1]": self.rank}
        probes |= {f"norm of dW[{k}]": self.norm_dW[:, k - 1] for k in (1, 2)}
        measured = {"update": self.at}
        for what, values in probes.items():
            measured |= {f"{what}, {start}": column for start, column in zip(STARTS, values.T, strict=True)}
        return {"losses": losses | {"one unit": self.one_losses}, "probes": measured}

    @property
    def status(self):
        return f"update {self.step:,} · seed {self.settings['seed']}"
