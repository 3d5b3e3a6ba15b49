"""Any small net on any of the data: knobs, the run, and what there is to see at one moment."""

from itertools import pairwise

import numpy as np

from app.experiment import Choice, Experiment, Real, Run, Switches, Whole, Written
from app.experiment.history import History
from app.experiment.net_state import MOST_LAYERS
from app.experiment.rates import Rates
from app.playground import texts
from app.playground.data import FEATURES, SOURCES, drawn, seen
from app.playground.looks import LOOKS
from app.playground.net import edited, learner, made
from app.playground.play.plane import plane_of
from app.playground.play.result import PlayResult
from app.playground.signs import signs
from mlcore import ACTIVATIONS, INITIALIZERS, OPTIMIZERS, train

SLOW = 2e8  # multiplications of a pass forward
EVERY = 10  # updates between two looks at the test samples
LAST = 100_000  # updates of a run
BATCHES = ("1", "10", "30", "100", "full batch")
FALLS = {"constant": None, "cosine, 1,000 updates": 1000, "cosine, 10,000 updates": 10_000}
SHOWN = ("training samples", "training and test samples", "no samples")
SURFACES = ("smooth", "discretized")


class Play(Experiment):
    """Data, what the net sees of them, the net, its start and how it learns; weights may be set by hand."""

    rate = Real(0.01, "Learning rate", 1e-5, 10, log=True, place="main", live=True)
    data = Choice(SOURCES, "spiral", "Data")
    features = Switches(FEATURES, "x₁, x₂", "Inputs")
    hidden = Written(
        ("8-8", "none", "4-2", "3", "4-4-4-4"), "8-8", "Units by hidden layer", texts.widths_form
    )
    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    optimizer = Choice(OPTIMIZERS, "Adam", "Optimizer")
    look = Choice(LOOKS, "gradient by layer", "Look inside at", view=True)
    noise = Real(0.02, "Noise", 0, 0.5, place="more")
    samples = Whole(500, "Samples", 20, 2000, log=True, place="more")
    test = Real(0.5, "Share kept for the test", 0.1, 0.9, place="more")
    draw = Whole(0, "Draw of the data", 0, 9999, place="more")
    shown = Choice(SHOWN, SHOWN[0], "Samples shown", place="more", view=True)
    surface = Choice(SURFACES, "smooth", "Answer shown", place="more", view=True)
    initializer = Choice(INITIALIZERS, "Xavier", "Start of the weights", place="more")
    variance = Real(
        0.01,
        "Variance of the weights",
        1e-6,
        100,
        log=True,
        place="more",
        used=lambda e: e.initializer == "normal",
    )
    bias = Real(0.0, "Bias at the start", -2, 2, place="more")
    schedule = Choice(FALLS, "constant", "Schedule of the rate", place="more")
    batch = Choice(BATCHES, "full batch", "Samples of an update", place="more")
    l2 = Real(0.0, "L2 penalty λ", 0, 0.1, place="more")
    seeds = Whole(1, "Seeds", 1, 32, place="more", unit="nets")
    seed = Whole(0, "First seed of the weights", 0, 9999, place="more")
    edits = Written(("", "0:1.0.0=2"), "", "Weights set by hand", texts.edits_form, place="hand", live=True)

    editable = True
    reshapable = True

    def __init__(self, **settings):
        super().__init__(**settings)
        self.run, self.linked = None, False
        own = [name for name, knob in self.knobs().items() if not knob.view and not knob.live]
        self.observe(self._other, own)

    def _other(self, change):
        """Another run has no weights set by hand."""
        self.edits = ""

    def start(self, previous=None):
        self.run = PlayRun(self)
        return self.run

    def read(self, texts):
        self.linked = True
        return super().read(texts)

    def reset(self):
        """The weights that a hand has set are forgotten; not those that a link has just brought, of a new run."""
        linked, self.linked = self.linked, False
        dragged = self.edits != ""
        if not linked:
            self.edits = ""
        return linked or dragged

    def edit(self, layer, i, j, value):
        found = texts.edits(self.edits)
        now = self.run.now if self.run else 0
        found.setdefault(now, {})[layer, i, j] = value
        return {"edits": texts.edits_text(found)}

    def smaller(self):
        """Where an update takes long: the first two hidden layers, of eight units, and a seed."""
        widths = texts.hidden(self.hidden)
        work = self.samples * self.seeds * sum(n * m for n, m in pairwise([2, *widths, 1]))
        return {"hidden": texts.as_text(min(n, 8) for n in widths[:2]), "seeds": 1} if work > SLOW else {}

    def reshape(self, layer, by):
        """{knob: value} with one unit more or less in a hidden layer, or, of layer 0, one layer more or less."""
        widths = texts.hidden(self.hidden)
        if layer == 0:
            widths = [*widths, widths[-1] if widths else 4][: MOST_LAYERS - 1] if by > 0 else widths[:-1]
        elif layer <= len(widths):
            widths[layer - 1] += by
        return {"hidden": texts.as_text(widths)} if 0 not in widths else {}


def asked(s):
    """The settings as the recipe wants them, but for what comes of the run."""
    features = s["features"].split(", ")
    if s["data"] == "wave":
        features = [name for name in features if "₂" not in name] or ["x₁"]
    n = s["samples"] - round(s["test"] * s["samples"])
    batch = None if s["batch"] == "full batch" or int(s["batch"]) >= n else int(s["batch"])
    return s | {
        "features": features,
        "hidden": texts.hidden(s["hidden"]),
        "falls": FALLS[s["schedule"]],
        "batch": batch,
        "every": EVERY,
    }


class PlayRun(Run):
    """The training, and what is kept of its way; steps of it are those of the recipe."""

    pace = 100  # updates a second: slow enough to see what happens

    def __init__(self, experiment):
        self.settings = experiment.settings()
        s = self.asked = asked(self.settings)
        self.learn, self.kept = drawn(*(s[n] for n in ("data", "samples", "noise", "test", "draw")))
        names = "features", "hidden", "activation", "initializer", "variance", "bias", "seed", "seeds"
        self.net = made(self.learn, *(s[n] for n in names))
        self.X, self.X_test = (seen(d.X, s["features"]) for d in (self.learn, self.kept))
        self.rates, self.edits = Rates(s["rate"]), texts.fitting(texts.edits(s["edits"]), self.net.widths)
        self.training = train(
            self.net, self.X, self.learn.Y, self._learner(), LAST, s["batch"], rng=s["seed"]
        )
        self.epoch = -(-self.training.N_s // self.training.batch)
        self.losses, self.tests = History(s["seeds"]), History(s["seeds"])
        self.before, self.now = self.net.theta.copy(), -1
        self.before[...] = np.nan
        self.step()

    def _learner(self):
        return learner(self.asked["optimizer"], self.rates.by_update, self.asked["falls"], self.asked["l2"])

    def adjust(self, settings):
        """Another rate from here on, or weights that a hand has set just now."""
        self.settings = settings
        if settings["rate"] != self.rates.now:
            self.rates.change(self.now, settings["rate"])
            self.training.optimizer = self._learner()
        self.edits = texts.fitting(texts.edits(settings["edits"]), self.net.widths)
        self._edited()

    def _edited(self):
        if self.now not in self.edits:
            return
        with np.errstate(all="ignore"):
            edited(self.net, self.edits[self.now])
            self.losses.rows[-1] = self.net.loss(self.X, self.learn.Y)
            if self.now % EVERY == 0:
                self.tests.rows[-1] = self.net.loss(self.X_test, self.kept.Y)
            self.net.forward(self.X)
            self.net.backward(self.learn.Y)

    def step(self):
        """One update; False at the end, or when no net is left."""
        np.copyto(self.before, self.net.theta)
        record = next(self.training, None)
        if record is None:
            return False
        self.now = record.step
        self.losses.add(record.step, record.loss)
        if record.step % EVERY == 0:
            with np.errstate(all="ignore"):
                self.tests.add(record.step, self.net.loss(self.X_test, self.kept.Y))
        self._edited()
        return True

    def result(self):
        return PlayResult(**self.measured())

    def measured(self):
        """The fields of a result."""
        s, net = self.settings, self.net
        planes = plane_of(net, self.learn, self.asked["features"])
        return {
            "settings": s,
            "asked": self.asked
            | {"rates": dict(self.rates.by_update), "edits": self.edits, "updates": self.now},
            "rates": self.rates,
            "step": self.now,
            "steps": self.losses.steps,
            "losses": self.losses.rows,
            "test_steps": self.tests.steps,
            "tests": self.tests.rows,
            "test_loss": self._asked(net.loss),
            "right": None if self.learn.target == "numbers" else self._right(),
            "x": planes.x,
            "y": planes.y,
            "answer": planes.answer,
            "net": planes.drawn(net, self.asked["features"]) if net.L <= MOST_LAYERS else None,
            "learn": self.learn,
            "kept": self.kept,
            "looked": LOOKS[s["look"]](net, self.before),
            "signs": signs(self),
            "diverged": tuple(self.training.diverged),
        }

    def _asked(self, ask):
        """What the net says to `ask` of the test samples, of each seed."""
        with np.errstate(all="ignore"):
            return np.atleast_1d(ask(self.X_test, self.kept.Y))

    def _right(self):
        """(train and test) × seeds: shares of right answers."""
        with np.errstate(all="ignore"):
            return np.array(
                [np.atleast_1d(self.net.accuracy(self.X, self.learn.Y)), self._asked(self.net.accuracy)]
            )
