"""The five switches between 1986 and 2015: their names, and nets trained with a set of them."""

from itertools import product

import numpy as np

from app.took_off.neuron.experiment import HEAD
from mlcore import DATASETS, INITIALIZERS, MLP, Adam, GradientDescent, train

DATA_SEED, BATCH, LAST = 10_000, 32, 800
SWITCHES = {
    "units": ("sigmoid", "ReLU"),
    "loss": ("squared error", "cross-entropy"),
    "initial": ("N(0, 1)", "He"),
    "batch": ("full batch", "minibatches of 32"),
    "optimizer": ("gradient descent", "Adam"),
}
NAMES = {
    "units": "ReLU",
    "loss": "cross-entropy",
    "initial": "He",
    "batch": "minibatches",
    "optimizer": "Adam",
}
OLD, NEW = ({name: pair[i] for name, pair in SWITCHES.items()} for i in (0, 1))
SETS = tuple(product((False, True), repeat=len(SWITCHES)))  # which switches are on, the last one fastest


def called(settings):
    """What a set of switches is called: the ones that are new."""
    new = [NAMES[name] for name in SWITCHES if settings[name] == NEW[name]]
    if len(new) in (0, 5):
        return "1986" if not new else "all five"
    if len(new) == 4:
        return "all but " + next(NAMES[name] for name in SWITCHES if settings[name] == OLD[name])
    return " + ".join(new)


def turned(on):
    """The settings of a set of switches: on is one of SETS."""
    return {name: pair[new] for (name, pair), new in zip(SWITCHES.items(), on, strict=True)}


def own_samples(source, n, s, copies=1):
    """(X, Y), with a leading axis of members: n samples of its own for each of the seeds in s, all `copies` times.
    What holds for nets of one data set may be an accident of those data."""
    drawn = [source(n, rng=s["seed"] + DATA_SEED + m) for m in range(s["seeds"])] * copies
    return np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])


def trained(s, starts=None):
    """(net, its training, its samples); members are the seeds of each of `starts`, else of s["initial"]."""
    schemes = [
        INITIALIZERS["He"] if start == "He" else INITIALIZERS["normal"](1.0)
        for start in starts or [s["initial"]]
    ]
    net = MLP(
        [2] + [16] * s["layers"] + [1],
        s["units"],
        HEAD[s["loss"]],
        initializer=[scheme for scheme in schemes for _ in range(s["seeds"])],
        rng=[s["seed"] + m for _ in schemes for m in range(s["seeds"])],
    )
    optimizer = Adam(0.01) if s["optimizer"] == "Adam" else GradientDescent(0.1)
    batch = BATCH if s["batch"] != "full batch" else None
    X, Y = own_samples(DATASETS[s["data"]], 300, s, len(schemes))
    return net, train(net, X, Y, optimizer, s.get("updates", LAST), batch, rng=s["seed"]), (X, Y)


def right(net, training, data):
    """The share of right answers of each member, nan of those that have diverged."""
    with np.errstate(all="ignore"):
        shares = net.accuracy(*data)
    return np.where(training.alive, shares, np.nan)
