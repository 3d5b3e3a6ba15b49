"""How deep may a net be for each variance of its first weights? Hundreds of nets, trained for real."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import percent, seeds
from app.initialization.trainability.recipe import losses_by_cell
from app.initialization.trainability.theory import below_at, reach
from app.initialization.trainability.words import deepest_trained, sentence, trained_share
from mlcore import ACTIVATIONS, DATASETS, HEADS, INITIALIZERS, MLP, GradientDescent, train

CELLS = 16  # depths, and as many variances
SAMPLES = 64
DATA_SEED = 10_000  # the samples have a seed of their own: this and the first seed
STRIDES = (4, 2, 1)  # a coarse map first, then finer ones
RANGES = {"sigmoid": (1.0, 64.0)}  # its slope is a quarter of tanh's, so its σ_w² must be 16 times as large
RANGE = (0.5, 4.0)
VARIANCES_AT_ONCE = 8
WORK = VARIANCES_AT_ONCE * 3 * 50 * 32**2  # members · depth · width² of one update: about 15 ms


class Trainability(Experiment):
    """σ_w² is n times the variance of a weight, n the fan-in. Depth counts weight matrices. 64 samples, full batch."""

    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    width = Whole(16, "Width", 4, 64, log=True, unit="units")
    var_b = Real(0.05, "Bias variance σ_b²", 0, 1)
    data = Choice(("blobs", "moons", "linear", "digits"), "blobs", "Data")
    seeds = Whole(3, "Seeds", 1, 8, unit="nets a cell")
    updates = Whole(150, "Updates T of each net", 10, 1000, log=True, place="main")
    rate = Real(0.1, "Learning rate", 1e-3, 1, log=True, place="more")
    deepest = Whole(50, "Deepest net", 20, 50, place="more")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def depths(self):
        return np.linspace(2, self.deepest, CELLS).round().astype(int)

    def variances(self, n=CELLS):
        return np.geomspace(*RANGES.get(self.activation, RANGE), n)

    def start(self, previous=None):
        return TrainabilityRun(self)


def representative(index, stride):
    """The cell that stands for all of its block of `stride` cells; finer blocks keep it."""
    return index // stride * stride + (stride > 1)


class TrainabilityRun(Run):
    """One job after the other: nets of one depth, at some of the variances, all seeds of them at once."""

    def __init__(self, experiment):
        self.settings = experiment.settings()
        self.depths, self.variances = experiment.depths(), experiment.variances()
        self.losses = np.full((CELLS, CELLS, experiment.seeds), np.nan)
        self.done = np.zeros((CELLS, CELLS), bool)
        self.fine_variances = experiment.variances(4 * CELLS - 3)
        s = self.settings
        self.theory = np.array([reach(s["activation"], v, s["var_b"]) for v in self.fine_variances])
        self.below = self._below()
        self.data = DATASETS[s["data"]](SAMPLES, rng=s["seed"] + DATA_SEED).standardized()
        self.guessing = guessing(self.data.Y)
        self.jobs = iter(self._jobs())
        self._next_job()

    def _below(self):
        """The same where theory lets nets be deepest."""
        if np.isnan(self.theory).all():
            return 1.0
        s, at = self.settings, int(np.nanargmax(self.theory))
        depth = int(min(self.theory[at], self.depths[-1]))
        return below_at(s["activation"], float(self.fine_variances[at]), s["var_b"], s["width"], depth)

    def _jobs(self):
        """(depth index, variance indices): coarse before fine, shallow before deep."""
        planned = np.zeros((CELLS, CELLS), bool)
        for stride in STRIDES:
            marks = sorted({representative(i, stride) for i in range(CELLS)})
            for d in marks:
                todo = [v for v in marks if not planned[d, v]]
                planned[d, todo] = True
                at_once = self._at_once(self.depths[d])
                yield from ((d, todo[i : i + at_once]) for i in range(0, len(todo), at_once))

    def _at_once(self, depth):
        """So many variances that one update stays short."""
        work = depth * self.settings["seeds"] * self.settings["width"] ** 2
        return int(np.clip(WORK // work, 1, VARIANCES_AT_ONCE))

    def _next_job(self):
        self.job = next(self.jobs, None)
        if self.job is None:
            return
        s, (d, chosen) = self.settings, self.job
        X, Y = self.data.X, self.data.Y
        widths = [X.shape[0]] + [s["width"]] * (self.depths[d] - 1) + [Y.shape[0]]
        schemes = [INITIALIZERS["normal"](tuple(self.variances[v] / n for n in widths[:-1])) for v in chosen]
        net = MLP(
            widths,
            s["activation"],
            HEADS["sigmoid + cross-entropy" if Y.shape[0] == 1 else "softmax + cross-entropy"],
            initializer=[scheme for scheme in schemes for _ in range(s["seeds"])],
            bias=INITIALIZERS["normal"](s["var_b"]),
            rng=[s["seed"] + i for _ in schemes for i in range(s["seeds"])],
            dtype=np.float32,
        )
        self.training = train(net, X, Y, GradientDescent(s["rate"]), steps=s["updates"])
        self.history = History(net.members)

    def step(self):
        """One update of one job's nets; False when the map is whole."""
        if self.job is None:
            return False
        record = next(self.training, None)
        if record is not None:
            self.history.add(record.step, record.loss / self.guessing)
        if record is None or record.step == self.settings["updates"]:
            d, chosen = self.job
            self.losses[d, chosen] = self.history.rows[-1].reshape(len(chosen), -1)
            self.done[d, chosen] = True
            self._next_job()
        return self.job is not None

    @property
    def progress(self):
        return self.done.sum(axis=1) @ self.depths / (CELLS * self.depths.sum())  # deep nets take longer

    def result(self):
        return TrainabilityResult(
            settings=self.settings,
            depths=self.depths,
            variances=self.variances,
            losses=self.losses.copy(),
            done=self.done.copy(),
            shown=self._shown(),
            theory_variances=self.fine_variances,
            theory=self.theory,
            below=self.below,
            now_depth=int(self.depths[self.job[0]]) if self.job else None,
            now_steps=self.history.steps,
            now_losses=self.history.rows,
            guessing=self.guessing,
        )

    def _shown(self):
        """The median over seeds in every cell, or what stands for it in a coarser map; nan where nothing does."""
        with_lost = np.where(np.isnan(self.losses), np.inf, self.losses)
        cells = np.where(self.done, np.median(with_lost, axis=-1), np.nan)
        shown = np.full_like(cells, np.nan)
        for stride in STRIDES:
            at = np.array([representative(i, stride) for i in range(CELLS)])
            block = cells[np.ix_(at, at)]
            shown = np.where(np.isnan(block), shown, block)
        return shown


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainabilityResult(Result):
    """Arrays are (depths × variances). Losses are shares of what guessing costs: 1 is no better.

    losses: (… × seeds) after T updates, nan where it diverged or is not done; shown: their median, inf where most
    diverged, cells of a coarser map where the cell itself is not done; theory: `reach` at theory_variances; below: by
    about what factor typical nets lie below theory where it lets them be deepest.
    now_…: the nets that are being trained, (updates × members). guessing: its cost, in nats.
    """

    settings: dict
    depths: np.ndarray
    variances: np.ndarray
    losses: np.ndarray
    done: np.ndarray
    shown: np.ndarray
    theory_variances: np.ndarray
    theory: np.ndarray
    below: float
    now_depth: int | None
    now_steps: np.ndarray
    now_losses: np.ndarray
    guessing: float

    @property
    def snippet(self):
        """Computes `losses` of the whole map."""
        return written(
            losses_by_cell,
            "losses",
            self.settings,
            depths=self.depths.tolist(),
            lowest=float(self.variances[0]),
            highest=float(self.variances[-1]),
        )

    @property
    def diverged(self):
        """Where at least one seed diverged."""
        return self.done & np.isnan(self.losses).any(axis=-1)

    @property
    def tables(self):
        """The cells that are done, for a file: a row for each, a column for each seed's loss."""
        d, v = np.nonzero(self.done)
        losses = self.losses[d, v].T * self.guessing
        seeds = {f"loss, seed {self.settings['seed'] + m}": row for m, row in enumerate(losses)}
        return {"map": {"depth": self.depths[d], "var_w": self.variances[v]} | seeds}

    @property
    def outcome(self):
        return {
            "cells that train": percent(trained_share(self)),
            "the deepest": int(deepest_trained(self).max()),
        }

    sentence = property(sentence)

    @property
    def status(self):
        return f"cell {int(self.done.sum())} of {self.done.size} · {seeds(self.settings)}"
