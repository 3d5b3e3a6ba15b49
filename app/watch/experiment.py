"""Live-coding: the training of whatever net was just typed, as a run that the workbench can play."""

from itertools import pairwise

import numpy as np

from app.experiment import Experiment, Run
from app.experiment.history import History
from app.experiment.small_net import fits, means_of, small_net
from app.playground.looks import activations, by_seed, gradients, shares, update_ratio
from app.watch.result import SHOWN, Inside, WatchResult
from app.watch.task import COARSE, GRID, Task
from mlcore.probes import norm_dW, rms_dZ

LAYERS, UNITS = 3, 8  # that are shown of a net, at most
LARGE = 2e7  # multiplications of a whole grid: from there on it is coarse while a net plays
PACE = 100  # updates a second: slow enough to see what happens
FRAMES = 0.3  # of the time, at most, goes to measuring and drawing


class Watch(Experiment):
    """No knobs: the settings are in the cell. `trainings` is {name: Training}; reset brings back their weights.
    The other settings are those of `WatchRun`."""

    def __init__(self, trainings, **settings):
        super().__init__()
        self.trainings, self.shown = trainings, settings
        self.begun = {name: training.save() for name, training in trainings.items()}
        self.editable = len(trainings) == 1

    def start(self, previous=None):
        for name, training in self.trainings.items():
            training.restore(self.begun[name])
        run = WatchRun(self.trainings, **self.shown)
        run.step()
        return run


class WatchRun(Run):
    """Histories of several trainings that go on side by side.

    units       the name of the net whose units are asked for as maps, or None
    inside      whether activations and gradients of the first net are asked for by layer
    """

    frames = FRAMES

    def __init__(self, trainings, units=None, inside=False, pace=PACE):
        self.trainings, self.units, self.inside, self.pace = trainings, units, inside, pace
        first = next(iter(trainings.values()))
        self.epoch = -(-first.N_s // first.batch)
        self.tasks = {
            name: Task(t.X, t.Y, t.net.head.target, t.net.head, t.test) for name, t in trainings.items()
        }
        self.kinds = {name: task.kind for name, task in self.tasks.items() if task.kind}
        self.losses, self.tested = (
            {name: History(np.size(t.alive)) for name, t in trainings.items()} for _ in range(2)
        )
        self.looked = {}  # θ of each net when it was last looked at
        self.before = np.full_like(first.net.theta, np.nan)  # θ of the first before the last update

    def step(self):
        """One update of every net; False when none is left to train."""
        self.keep()
        taken = [self.take(name, next(training, None)) for name, training in self.trainings.items()]
        return any(taken)

    def keep(self):
        """The weights of the first net, before they are updated."""
        if self.inside:
            np.copyto(self.before, next(iter(self.trainings.values())).net.theta)

    def take(self, name, record):
        """Keep what a record says; False where there is none."""
        if record is not None:
            if record.step == 0:
                self.before[...] = np.nan
            self.looked.clear()
            self.losses[name].add(record.step, record.loss)
            if record.test_loss is not None:
                self.tested[name].add(record.step, record.test_loss)
        return record is not None

    def edited(self):
        """Whether weights are others than when they were last looked at; their loss and gradients then are, too."""
        edited = [
            name
            for name, theta in self.looked.items()
            if not np.array_equal(theta, self.trainings[name].net.theta, equal_nan=True)
        ]
        for name in edited:
            training, net = self.trainings[name], self.trainings[name].net
            with np.errstate(all="ignore"):
                self.losses[name].rows[-1] = net.loss(training.X, training.Y)
                if len(self.tested[name].steps):
                    self.tested[name].rows[-1] = net.loss(*training.test)
                net.forward(training.X)
                net.backward(training.Y)
        return bool(edited)

    def result(self):
        self.edited()  # a loop in a cell may have trained the net on, while this panel waited for it
        self.looked = {name: t.net.theta.copy() for name, t in self.trainings.items()}
        coarse = self.coarse and self.large
        answers, planes = {}, {}
        for name in self.answering:
            task, net = self.tasks[name], self.trainings[name].net
            with np.errstate(all="ignore"):
                _, A = net.layers(task.inputs(coarse))
            A = [each if each.ndim == 2 else each[0] for each in A]  # of the first member
            answers[name] = task.answer(A[-1], coarse)
            if task.kind == "plane":
                side = COARSE if coarse else GRID
                planes[name] = [each.reshape(-1, side, side) for each in A]
        return WatchResult(
            settings={},
            net=tuple(self.drawn(name, planes.get(name)) for name in self.drawable()) or None,
            losses={name: (history.steps, history.rows) for name, history in self.losses.items()},
            tested={name: (h.steps, h.rows) for name, h in self.tested.items() if len(h.steps)},
            right={name: share_right(t.net, t.X, t.Y) for name, t in self.trainings.items()},
            rms_dZ={name: by_seed(rms_dZ(t.net)) for name, t in self.trainings.items()},
            norm_dW={name: by_seed(norm_dW(t.net)) for name, t in self.trainings.items()},
            diverged={name: tuple(t.diverged) for name, t in self.trainings.items()},
            answers=answers,
            units=[maps[:UNITS] for maps in planes.get(self.units, [])[1:-1][:LAYERS]],
            inside=self.look_inside() if self.inside else None,
            drawable=tuple(self.kinds),
            unshown=next(iter(self.tasks.values())).unshown,
        )

    @property
    def answering(self):
        """The first nets whose answers can be drawn, and the one whose units are asked for."""
        can = list(self.kinds)
        return [name for name in can if name in can[:SHOWN] or name == self.units]

    @property
    def large(self):
        """Whether the whole grids of all that is drawn take long."""
        work = (sum(n * m for n, m in pairwise(self.trainings[name].net.widths)) for name in self.answering)
        return GRID**2 * sum(work) > LARGE

    def look_inside(self):
        """What the first net looks like by layer."""
        net = next(iter(self.trainings.values())).net
        return Inside(
            activations(net, self.before),
            gradients(net, self.before),
            shares(net, self.before),
            update_ratio(net, self.before),
        )

    def drawable(self):
        """The first nets that are small enough to be drawn unit by unit."""
        return [name for name, t in self.trainings.items() if fits(t.net)][:SHOWN]

    def drawn(self, name, plane):
        """One of them; its units as maps where there is a plane of inputs."""
        net = self.trainings[name].net
        every = 1 if plane is None else (len(plane[0][0]) - 1) // (COARSE - 1)
        maps = means_of(net) if plane is None else [A[:, ::every, ::every] for A in plane]
        return small_net(net, maps, 0, name if len(self.trainings) > 1 else "")


def share_right(net, X, Y):
    """The median share of the samples whose class is right; None where the net does not tell classes apart."""
    if net.head.target == "numbers" or not np.isin(Y, (0, 1)).all():
        return None
    with np.errstate(all="ignore"):
        return float(np.median(net.accuracy(X, Y)))
