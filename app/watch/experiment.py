"""Live-coding: the training of whatever net was just typed, as a run that the workbench can play."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Result, Run
from app.experiment.history import History
from app.experiment.plane import grid, units_over
from app.experiment.small_net import fits, means_of, small_net
from app.experiment.words import listed, number, part_of, percent
from mlcore.probes import norm_dW, rms_dZ

GRID = 61  # points a side of a decision boundary
COARSE = 3  # a unit that is drawn small shows every third of them
LAYERS, UNITS = 3, 8  # that are shown of a net, at most
SHOWN = 3  # decision boundaries, at most


class Watch(Experiment):
    """No knobs: the settings are in the cell. `trainings` is {name: Training}; reset brings back their weights."""

    def __init__(self, trainings, units=False):
        super().__init__()
        self.trainings, self.units = trainings, units
        self.begun = {name: training.save() for name, training in trainings.items()}

    def start(self, previous=None):
        for name, training in self.trainings.items():
            training.restore(self.begun[name])
        run = WatchRun(self.trainings, self.units)
        run.step()
        return run


class WatchRun(Run):
    """Histories of several trainings that go on side by side; `units` asks for maps of the first net's units."""

    pace = 100  # updates a second: slow enough to see what happens

    def __init__(self, trainings, units=False):
        self.trainings, self.units = trainings, units
        first = next(iter(trainings.values()))
        self.epoch = -(-first.N_s // first.batch)
        self.losses, self.tested = (
            {name: History(np.size(t.alive)) for name, t in trainings.items()} for _ in range(2)
        )

    def step(self):
        """One update of every net; False when none is left to train."""
        taken = [self.take(name, next(training, None)) for name, training in self.trainings.items()]
        return any(taken)

    def take(self, name, record):
        """Keep what a record says; False where there is none."""
        if record is not None:
            self.losses[name].add(record.step, record.loss)
            if record.test_loss is not None:
                self.tested[name].add(record.step, record.test_loss)
        return record is not None

    def result(self):
        first = next(iter(self.trainings.values()))
        X, Y = first.X, first.Y
        flat = X.ndim == 2 and X.shape[0] == 2
        planes = {name: over_data(t.net, X) for name, t in self.trainings.items()} if flat else {}
        hidden = next(iter(planes.values()))[0][:-1] if flat and self.units and Y.shape[0] == 1 else []
        return WatchResult(
            settings={},
            net=tuple(self.drawn(name, planes.get(name)) for name in self.drawable()) or None,
            losses={name: (history.steps, history.rows) for name, history in self.losses.items()},
            tested={name: (h.steps, h.rows) for name, h in self.tested.items() if len(h.steps)},
            right={name: share_right(t.net, X, Y) for name, t in self.trainings.items()},
            rms_dZ={name: by_seed(rms_dZ(t.net)) for name, t in self.trainings.items()},
            norm_dW={name: by_seed(norm_dW(t.net)) for name, t in self.trainings.items()},
            diverged={name: tuple(t.diverged) for name, t in self.trainings.items()},
            maps={
                name: (layers[-1][0], extent) for name, (layers, extent) in planes.items() if Y.shape[0] == 1
            },
            units=[maps[:UNITS] for maps in hidden[:LAYERS]],
            X=X,
            Y=Y,
        )

    def drawable(self):
        """The first nets that are small enough to be drawn unit by unit."""
        return [name for name, t in self.trainings.items() if fits(t.net)][:SHOWN]

    def drawn(self, name, plane):
        """One of them; its units as maps where there is a plane of inputs."""
        net = self.trainings[name].net
        maps = means_of(net) if plane is None else [inputs(plane[1]), *plane[0]]
        return small_net(
            net, [A[:, ::COARSE, ::COARSE] for A in maps], 0, name if len(self.trainings) > 1 else ""
        )


def inputs(extent):
    """The two inputs themselves over the grid."""
    left, right, bottom, top = extent
    return grid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID)).reshape(2, GRID, GRID)


def share_right(net, X, Y):
    """The median share of the samples whose class is right; None where the net does not tell classes apart."""
    if net.head.target == "numbers" or not np.isin(Y, (0, 1)).all():
        return None
    with np.errstate(all="ignore"):
        return float(np.median(net.accuracy(X, Y)))


def by_seed(values):
    """(layers × members), one member where the net has none."""
    return values.reshape(len(values), -1)


def over_data(net, X):
    """[A[1], …, A[L]] of the first member on a grid around the data, and the grid's extent."""
    low, high = X.min(axis=1), X.max(axis=1)
    low, high = low - 0.15 * (high - low), high + 0.15 * (high - low)
    x, y = (np.linspace(a, b, GRID) for a, b in zip(low, high, strict=True))
    return units_over(net, x, y), (low[0], high[0], low[1], high[1])


@dataclass(frozen=True, eq=False, kw_only=True)
class WatchResult(Result):
    """Everything by the name of the net: losses and tested (that of test data) are (steps, n × members), right is
    the share of the classes or None, magnitudes are (layers × members), maps (output, extent); units: of the first
    net, a list of hidden layers (units × n × n); net: the small ones unit by unit."""

    settings: dict
    net: tuple | None
    losses: dict
    tested: dict
    right: dict
    rms_dZ: dict
    norm_dW: dict
    diverged: dict
    maps: dict
    units: list
    X: np.ndarray
    Y: np.ndarray

    @property
    def step(self):
        """Updates made, of the net that is furthest."""
        return max(int(steps[-1]) for steps, _ in self.losses.values())

    @property
    def sentence(self):
        return " ".join(self._of(name) for name in self.losses) + self.not_drawn

    @property
    def not_drawn(self):
        """A word about the nets whose boundaries have no room."""
        left = list(self.maps)[SHOWN:]
        return f" No boundary is drawn of {listed(left)}: there is room for {SHOWN}." if left else ""

    def _of(self, name):
        _, rows = self.losses[name]
        who = f"{name}: " if len(self.losses) > 1 else ""
        gone = self.diverged[name]
        if gone:
            first = gone[0]
            return f"{who}**diverged**: {part_of(len(gone), rows.shape[1], 'net')}, first {first}."
        bottom, top = (float(np.median(self.rms_dZ[name][k])) for k in (0, -1))
        share = f"dZ of layer 1 is **{number(bottom / top)} ×** that on top" if top else "all gradients are 0"
        right, held = self.right[name], self.tested.get(name)
        test = "" if held is None else f" (test {number(float(np.median(held[1][-1])))})"
        classes = "" if right is None else f", **{percent(right)}** right"
        return f"{who}the loss is **{number(float(np.median(rows[-1])))}**{test}{classes}; {share}."

    @property
    def status(self):
        return f"update {self.step:,}"
