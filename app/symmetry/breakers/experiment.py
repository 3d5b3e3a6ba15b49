"""What breaks the symmetry of equal units, and what does not: many ways to train one constant start."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Prediction, Real, Result, Run, Whole
from app.experiment.history import History
from app.experiment.small_net import maps_of, plane, small_net
from app.experiment.snippet import written
from app.experiment.words import listed, number, plural
from app.symmetry.breakers.recipe import spreads_by_way
from app.symmetry.breakers.ways import WAYS, spread, started
from app.symmetry.data import data_of

DATA = {"data": "moons", "samples": 300}
NAMES = {
    "random b[1]": "b[1] random, all else equal",
    "random W[2]": "W[2] random, all else equal",
}


class Breakers(Experiment):
    """moons, 2-8-1, every weight and bias c, trained in different ways; only one thing differs in each."""

    c = Real(0.5, "Constant c", -2, 2, place="main")
    activation = Choice(("tanh", "sigmoid", "ReLU", "softplus"), "tanh", "Activation")
    rate = Real(0.5, "Learning rate", 0.01, 2, log=True)
    way = Choice(WAYS, "random W[2]", "The net that is drawn beside the plain one", view=True)
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return BreakersRun(self)


class BreakersRun(Run):
    pace = 100

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data = data = data_of(**DATA, seed=s["seed"])
        knobs = s["activation"], s["c"], s["rate"], s["seed"]
        self.ways = {way: started(way, data.X, data.Y, *knobs) for way in WAYS}
        self.spreads = History(len(WAYS))
        self.now = -1
        self.step()

    def step(self):
        """One update in each way."""
        for _, training in self.ways.values():
            next(training, None)
        self.now += 1
        self.spreads.add(self.now, [spread(net) for net, _ in self.ways.values()])
        return self.now < 20_000

    def result(self):
        return BreakersResult(
            settings=self.settings,
            step=self.now,
            steps=self.spreads.steps,
            spreads=self.spreads.rows,
            net=tuple(self.drawn(way) for way in dict.fromkeys((WAYS[0], self.settings["way"]))),
        )

    def drawn(self, way):
        """The net of one of the ways, unit by unit."""
        net, _ = self.ways[way]
        (maps,) = maps_of(net, *plane(self.data.X))
        return small_net(net, maps, title=NAMES.get(way, way))


@dataclass(frozen=True, eq=False, kw_only=True)
class BreakersResult(Result):
    """spreads: the largest difference between two rows of [W[1] | b[1]] (steps × ways). net: the plain one and the one
    that was chosen."""

    settings: dict
    step: int
    steps: np.ndarray
    spreads: np.ndarray
    net: tuple

    @property
    def broken(self):
        """The ways whose units differ now."""
        return [way for way, value in zip(WAYS, self.spreads[-1], strict=True) if value > 0]

    @property
    def sentence(self):
        now = dict(zip(WAYS, self.spreads[-1], strict=True))
        if self.step == 0:
            return "All weights of a layer are equal in each of these nets, but for what its name says. Press play."
        equal = [way for way in WAYS if way not in self.broken]
        parted = [way for way in self.broken if not way.startswith("9")]
        rounded = now["9 units: round-off"]
        tail = (
            f" Round-off has parted 9 units by {number(rounded)}; exact arithmetic never would."
            if rounded
            else ""
        )
        return (
            f"After {plural(self.step, 'update')} the units still differ by **exactly 0** with: {listed(equal)}. "
            f"They have parted with: {listed(parted)}.{tail}"
        )

    @property
    def outcome(self):
        return {f"difference, {way}": float(value) for way, value in zip(WAYS, self.spreads[-1], strict=True)}

    @property
    def snippet(self):
        """Computes `spreads`, to the last bit."""
        given = self.settings | DATA
        return written(spreads_by_way, "spreads", given, ways=WAYS, updates=self.step)

    @property
    def tables(self):
        """A table for a file: the difference between units by update, for each way."""
        return {"differences": {"update": self.steps} | dict(zip(WAYS, self.spreads.T, strict=True))}

    @property
    def table(self):
        return [("way", "largest difference between units")] + [
            (NAMES.get(way, way), number(value)) for way, value in zip(WAYS, self.spreads[-1], strict=True)
        ]

    @property
    def status(self):
        return f"update {self.step:,} · seed {self.settings['seed']}"


def parted(before, after):
    now = after.spreads[-1, WAYS.index("random W[2]")]
    return (0 if now > 0 else 1), (
        f"After {plural(after.step, 'update')} the rows of W[1] differ by **{number(now)}**: dz[1] = "
        "W[2]ᵀdz[2] · σ′(z[1]) "
        "is another one for each unit as soon as its w[2] is."
    )


ONLY_THE_LAST_LAYER = Prediction(
    ask=lambda e: (
        "**W[1] and b[1] all equal, only W[2] random.** Will the rows of W[1] become different from each other?"
    ),
    change=lambda e: {},
    options=("yes, they part", "no, they stay equal"),
    judge=parted,
    updates=20,
    decides=("lines",),
)
