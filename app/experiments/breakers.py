"""What breaks the symmetry of equal units, and what does not: many ways to train one constant start."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Whole
from app.experiments.symmetry import data_of
from app.history import History
from app.predict import Prediction
from app.words import number
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.optimizers import Adam, Momentum

WAYS = ("plain", "momentum", "Adam", "minibatches", "7 units: round-off", "random b[1]", "random W[2]")
WAYS += ("a rate per unit", "dropout")
NAMES = {
    "random b[1]": "b[1] random, all else equal",
    "random W[2]": "W[2] random, all else equal",
}


class Breakers(Experiment):
    """moons, 2-8-1, every weight and bias c, trained in different ways; only one thing differs in each."""

    c = Real(0.5, "Constant c", -2, 2, place="main")
    activation = Choice(("tanh", "sigmoid", "ReLU", "softplus"), "tanh", "Activation")
    rate = Real(0.5, "Learning rate", 0.01, 2, log=True)
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return BreakersRun(self)


class BreakersRun:
    pace = 100

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data = data_of(s | {"data": "moons", "samples": 300})
        self.ways = {name: self._start(name) for name in WAYS}
        self.spreads = History(len(WAYS))
        self.now = -1
        self.step()

    def _start(self, way):
        """(net, iterator that makes one update a turn)"""
        s, X, Y = self.settings, self.data.X, self.data.Y
        n, rate, rng = 7 if way.startswith("7") else 8, s["rate"], np.random.default_rng(s["seed"])
        net = MLP([2, n, 1], s["activation"], initializer=INITIALIZERS["constant"](s["c"]), bias=s["c"])
        if way == "random b[1]":
            net.b[1][:] = rng.standard_normal((n, 1))
        if way == "random W[2]":
            net.W[2][:] = rng.standard_normal((1, n))
        if way == "dropout":
            return net, dropout(net, X, Y, rate, rng)
        rates = np.full_like(net.theta, rate)
        if way == "a rate per unit":
            net.blocks(rates)[1][:] *= np.linspace(0.9, 1.1, n)[:, None]
        optimizers = {"momentum": Momentum(rate / 10), "Adam": Adam(rate / 10)}
        batch = 30 if way == "minibatches" else None
        return net, train(net, X, Y, optimizers.get(way, GradientDescent(rates)), batch=batch, rng=rng)

    def step(self):
        """One update in each way."""
        for _, training in self.ways.values():
            next(training, None)
        self.now += 1
        rows = (net.blocks(net.theta)[1] for net, _ in self.ways.values())
        self.spreads.add(self.now, [np.ptp(block, axis=0).max() for block in rows])
        return self.now < 20_000

    def result(self):
        return BreakersResult(self.settings, self.now, self.spreads.steps, self.spreads.rows)


def dropout(net, X, Y, rate, rng):
    """Half of the hidden units, drawn anew at each update, are left out; the others count double."""
    while True:
        mask = 2.0 * (rng.random(net.widths[1]) < 0.5)
        W = net.W[2].copy()
        net.W[2][:] = W * mask
        net.forward(X)
        net.backward(Y)
        net.W[2][:] = W
        net.dW[2][:] *= mask
        yield
        net.theta -= rate * net.gradient


@dataclass(frozen=True, eq=False)
class BreakersResult:
    """spreads: the largest difference between two rows of [W[1] | b[1]] (steps × ways)."""

    settings: dict
    step: int
    steps: np.ndarray
    spreads: np.ndarray

    @property
    def broken(self):
        """The ways whose units differ now."""
        return [way for way, value in zip(WAYS, self.spreads[-1], strict=True) if value > 0]

    @property
    def sentence(self):
        now = dict(zip(WAYS, self.spreads[-1], strict=True))
        if self.step == 0:
            return "All weights of a layer are equal in each of these nets, but for what its name says. Press play."
        equal = ", ".join(way for way in WAYS if way not in self.broken) or "nobody"
        rounded = now["7 units: round-off"]
        tail = (
            f" Round-off has parted 7 units by {number(rounded)}; exact arithmetic never would."
            if rounded
            else ""
        )
        return (
            f"After {self.step:,} updates the units still differ by **exactly 0** with: {equal}. "
            f"They have parted with: {', '.join(w for w in self.broken if not w.startswith('7')) or 'nobody'}.{tail}"
        )

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
        f"After {after.step} updates the rows of W[1] differ by **{number(now)}**: dz[1] = W[2]ᵀdz[2] · σ′(z[1]) "
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
)
