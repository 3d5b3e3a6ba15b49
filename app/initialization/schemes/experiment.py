"""Which scheme keeps what? The engine's initializers side by side on one net, by fan-in and by fan-out."""

from dataclasses import dataclass, replace

import numpy as np

from app.experiment import Choice, Experiment, Real, Whole
from app.experiment.snippet import written
from app.initialization.ensemble import PATIENCE, seconds
from app.initialization.schemes.recipe import losses_by_scheme
from app.initialization.schemes.words import numbers, sentence
from app.initialization.side_by_side import DATA_SEED, SideBySide, SideBySideResult
from mlcore import ACTIVATIONS, DATASETS, INITIALIZERS, MLP
from mlcore.initializers import FANS

MOST = 6  # schemes in one picture
NETS = ("tapered", "2-10-5-1")


def group(*bases):
    """The registry's entries of these families of distributions: a new entry finds its place by itself."""
    return [name for name, entry in INITIALIZERS.items() if entry.base in bases]


GROUPS = {  # as they are when they are asked for
    "six schemes": lambda: ["normal", "uniform", "Glorot uniform", "Xavier", "He", "orthogonal"],
    "fan-in, fan-out": lambda: ["Xavier", "He"],
    "normal": lambda: group("normal"),
    "uniform, orthogonal": lambda: group("uniform", "orthogonal"),
    "all weights equal": lambda: [*group("ones"), "He"],
}


@dataclass(frozen=True, eq=False)
class Entry:
    """A scheme of the picture: how it is called there, and the `Initializer`."""

    label: str
    scheme: object


class Schemes(Experiment):
    """Widths run geometrically from the first hidden layer to the last; two inputs, one sigmoid output."""

    group = Choice(GROUPS, "six schemes", "Schemes")
    fan = Choice(FANS, "in", "Fan: n of the schemes that leave it open", used=lambda e: e.fan_matters())
    activation = Choice(ACTIVATIONS, "ReLU", "Activation")
    net = Choice(NETS, "tapered", "Net")
    depth = Whole(8, "Depth", 3, 20, unit="weight matrices", used=lambda e: e.net == "tapered")
    width = Whole(64, "First hidden width", 2, 64, log=True, unit="units", used=lambda e: e.net == "tapered")
    taper = Real(
        1 / 8,
        "Taper: last hidden width / first",
        1 / 32,
        32,
        log=True,
        place="main",
        note=lambda e: "-".join(map(str, e.widths())),
        marks=lambda e: {1.0: "equal widths"},
        used=lambda e: e.net == "tapered",
    )
    variance = Real(
        0.01,
        "Variance of “normal”",
        1e-6,
        10,
        log=True,
        place="more",
        used=lambda e: "normal" in GROUPS[e.group](),
    )
    gain = Real(
        1.0,
        "Gain of “orthogonal”",
        0.1,
        10,
        log=True,
        place="more",
        used=lambda e: "orthogonal" in GROUPS[e.group](),
    )
    rate = Real(0.1, "Learning rate", 1e-3, 10, log=True, place="more", live=True)
    seeds = Whole(32, "Seeds", 1, 32, place="more", unit="nets a scheme")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def widths(self):
        if self.net != "tapered":
            return [int(n) for n in self.net.split("-")]
        return self.tapered()

    def tapered(self):
        hidden = self.width * np.geomspace(1, self.taper, self.depth - 1)
        return [2, *(int(n) for n in hidden.round().clip(1, 64)), 1]

    def fan_matters(self):
        """Some scheme of the picture leaves its n open; where fans are compared, none does."""
        return self.group != "fan-in, fan-out" and any(
            INITIALIZERS[name].fan == "in" for name in GROUPS[self.group]()
        )

    def entries(self):
        """The schemes of the picture, at most six."""
        if self.group == "fan-in, fan-out":
            return [
                Entry(f"{name}, {fan}", INITIALIZERS[name](fan=fan))
                for name in GROUPS[self.group]()
                for fan in FANS
            ]
        return [Entry(name, self.scheme(name)) for name in GROUPS[self.group]()[:MOST]]

    def scheme(self, name):
        entry = INITIALIZERS[name]
        if entry.fan == "in":
            return entry(fan=self.fan)
        values = {
            "variance": self.variance,
            "gain": self.gain,
            "c": tuple(1 / n for n in self.widths()[:-1]),  # keeps a constant signal as large as it is
        }
        return entry(values[entry.knob]) if entry.knob in values else entry

    def samples(self):
        return 300 if self.net == "2-10-5-1" else 64

    def start(self, previous=None):
        return SchemesRun(self, previous)


class SchemesRun(SideBySide):
    """A net with all seeds for each scheme."""

    def __init__(self, experiment, previous=None):
        s = self.settings = experiment.settings()
        self.widths, self.entries = experiment.widths(), experiment.entries()
        data = DATASETS[s.get("data", "circles")](experiment.samples(), rng=s["seed"] + DATA_SEED)
        self.shape = self.widths, s["seed"], s["seeds"]
        self.draws = previous.draws if previous and previous.shape == self.shape else {}
        self.at_once = max(1, int(PATIENCE / (s["seeds"] * seconds(self.widths, data.N_s))))
        self.begin(s, [self._net(entry.scheme) for entry in self.entries], data)

    def _net(self, scheme):
        """All seeds of a scheme: base draws made once for each family of distributions, and scaled."""
        widths, seed, seeds = self.shape
        if scheme.base not in self.draws:
            unit = replace(scheme, scale_of=lambda n, value: 1.0)
            self.draws[scheme.base] = MLP(widths, initializer=unit, rng=seed, members=seeds).W
        net = MLP(widths, self.settings["activation"], initializer="zeros", members=seeds)
        for k, W in enumerate(self.draws[scheme.base][1:], start=1):
            net.W[k][...] = scheme.scale(widths[k - 1], widths[k], k) * W
        return net

    def result(self):
        return SchemesResult(**self.measurements(), **self.start_of_nets())

    def start_of_nets(self):
        """What is particular to initializers."""
        return {
            "widths": self.widths,
            "entries": self.entries,
            "signal_0": [signal for signal, _ in self.layers_0],
            "gradient_0": [gradient for _, gradient in self.layers_0],
            "samples": self.trainings[0].X.shape[1],
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class SchemesResult(SideBySideResult):
    """signal_0, gradient_0: signal and gradient at the start."""

    widths: list
    entries: list
    signal_0: list
    gradient_0: list
    samples: int

    @property
    def labels(self):
        return [entry.label for entry in self.entries]

    def looks(self, style):
        """The colour of a scheme; where its fan is named, too, a dash for that."""
        for label, scheme in ((entry.label, entry.scheme) for entry in self.entries):
            color, dash = style.start_style(scheme.name)
            yield color, dash if label == scheme.name else style.FANS[scheme.fan]

    sentence = property(sentence)

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        return written(
            losses_by_scheme,
            "losses",
            self.settings,
            schemes={entry.label: entry.scheme for entry in self.entries},
            widths=self.widths,
            samples=self.samples,
            rate=self.rates.schedule(),
            updates=self.step,
        )

    table = property(numbers)
