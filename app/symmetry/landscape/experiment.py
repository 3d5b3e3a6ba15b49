"""Where the net stands: a plane through the zero start, a valley it finds, and the twin with its units swapped."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import fixed, number, percent, plural
from app.symmetry.data import SHARES, data_of
from app.symmetry.landscape.recipe import plane_and_path
from mlcore import INITIALIZERS, MLP, GradientDescent, train

EDGE = np.linspace(-0.5, 1.5, 61)  # of the plane, in shares of the two valleys
TRAINED = 1500
SAMPLES = {"samples": 150}


class Landscape(Experiment):
    """2-2-1 tanh: θ = α θ* + β Pθ*, where θ* is the end of training and P swaps the two hidden units."""

    epsilon = Real(0.3, "Noise ε at the start", 1e-3, 1, log=True, place="main")
    data = Choice(SHARES, "xor", "Data")
    rate = Real(1.0, "Learning rate", 0.05, 2, log=True)
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return LandscapeRun(self)


class LandscapeRun(Run):
    pace = 150

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data = data = data_of(s["data"], **SAMPLES, seed=s["seed"])
        self.net, self.optimizer = MLP([2, 2, 1], "tanh", initializer="zeros"), GradientDescent(s["rate"])
        unit = INITIALIZERS["normal"](s["epsilon"] ** 2)
        self.net.initialize(unit, unit, rng=s["seed"])
        start = self.net.theta.copy()
        for _ in train(self.net, data.X, data.Y, self.optimizer, steps=TRAINED):
            pass
        self.valley = self.net.theta.copy()
        self.twin = swapped(self.net, self.valley)
        self.basis = np.stack([self.valley, self.twin])
        self.surface = self._surface()
        self.net.theta[:] = start
        self.training = train(self.net, data.X, data.Y, self.optimizer, steps=TRAINED)
        self.path = History(4)
        self.step()

    def _surface(self):
        """The loss on the plane; row by α of the twin, column by α of the valley."""
        a, b = (grid.ravel()[:, None] for grid in np.meshgrid(EDGE, EDGE))
        many = MLP([2, 2, 1], "tanh", initializer=["zeros"] * a.size, rng=[0] * a.size)
        many.theta[:] = a * self.valley + b * self.twin
        return many.loss(self.data.X, self.data.Y).reshape(EDGE.size, EDGE.size)

    def step(self):
        record = next(self.training, None)
        if record is None:
            return False
        theta = self.net.theta
        place = np.linalg.lstsq(self.basis.T, theta, rcond=None)[0]
        off = np.linalg.norm(theta - place @ self.basis) / max(np.linalg.norm(theta), 1e-300)
        self.path.add(record.step, [*place, float(record.loss), off])
        return True

    @property
    def progress(self):
        return int(self.path.steps[-1]) / TRAINED

    def result(self):
        zero = MLP([2, 2, 1], "tanh", initializer="zeros")
        path = self.path.rows
        valleys = [float(self.surface[r, c]) for r, c in ((15, 45), (45, 15))]
        middle = float(self.surface[np.arange(61), np.arange(61)].min())
        return LandscapeResult(
            settings=self.settings,
            step=int(self.path.steps[-1]),
            surface=self.surface,
            path=path[:, :2],
            losses=path[:, 2],
            off=path[:, 3],
            zero=float(zero.loss(self.data.X, self.data.Y)),
            valleys=valleys,
            symmetric=middle,
        )


def swapped(net, theta):
    """θ with hidden units 1 and 2 exchanged: rows of [W[1] | b[1]] and columns of W[2]."""
    twin = theta.copy()
    (_, below, above), (_, from_below, from_above) = net.blocks(twin), net.blocks(theta)
    below[:] = from_below[::-1]
    above[:, :2] = from_above[:, 1::-1]
    return twin


@dataclass(frozen=True, eq=False, kw_only=True)
class LandscapeResult(Result):
    """surface: losses on EDGE × EDGE; path (steps × 2) in the plane's coordinates, losses along it, off: the share
    of θ's length that stands out of the plane; symmetric: the lowest loss where both units are equal."""

    settings: dict
    step: int
    surface: np.ndarray
    path: np.ndarray
    losses: np.ndarray
    off: np.ndarray
    zero: float
    valleys: list
    symmetric: float

    @property
    def learnt(self):
        """Training has come to a valley; from too little noise it may not leave the plateau in time."""
        return self.valleys[0] < self.symmetric - 1e-3

    @property
    def sentence(self):
        if not self.learnt:
            return (
                f"At zero the loss is **{fixed(self.zero)}**, and after {plural(TRAINED, 'update')} still "
                f"**{fixed(self.valleys[0])}**: training has found **no valley** from here. "
                "More noise at the start, another seed or other data would help."
            )
        text = (
            f"At zero the loss is **{fixed(self.zero)}**; in the valley and in its twin, the two units swapped, it is "
            f"**{fixed(self.valleys[0])}** and **{fixed(self.valleys[1])}**. Where the units of this plane "
            "are equal it "
            f"never gets below {fixed(self.symmetric)}: two valleys with a ridge between are not convex."
        )
        if self.step:
            text += f" After {plural(self.step, 'update')} the net is at {fixed(self.losses[-1])}; "
            text += f"{percent(self.off[-1])} of its length stands out of this plane."
        return text

    @property
    def outcome(self):
        losses = {f"loss, {place}": value for place, value in self.places.items()}
        now = {"loss, now": float(self.losses[-1]), "share out of the plane": float(self.off[-1])}
        return losses | now | {"updates": self.step}

    @property
    def snippet(self):
        """Computes `surface`, `path` and `losses`, to the last bit."""
        given = self.settings | SAMPLES
        return written(plane_and_path, "surface, path, losses", given, trained=TRAINED, updates=self.step)

    @property
    def tables(self):
        """Tables for files: the plane, and the way there."""
        twin, valley = np.meshgrid(EDGE, EDGE, indexing="ij")
        plane = {"share of the valley": valley.ravel(), "share of the twin": twin.ravel()}
        path = dict(zip(plane, self.path.T, strict=True))
        return {
            "surface": plane | {"loss": self.surface.ravel()},
            "path": {"update": np.arange(len(self.losses))} | path | {"loss": self.losses},
        }

    @property
    def places(self):
        return {
            "zero": self.zero,
            "valley": self.valleys[0],
            "twin": self.valleys[1],
            "equal units, lowest in this plane": self.symmetric,
        }

    @property
    def table(self):
        return [("place", "loss"), *((place, number(loss)) for place, loss in self.places.items())]

    @property
    def status(self):
        return f"update {self.step:,} of {TRAINED:,} · seed {self.settings['seed']}"
