"""A run of the playground: the training of its net, and what is kept of its way."""

from functools import cached_property

import numpy as np

from app.experiment import Run
from app.experiment.history import History
from app.experiment.net_state import MOST_LAYERS
from app.experiment.rates import Rates
from app.experiment.words import number
from app.playground import texts
from app.playground.by_layer import ACTIVATION, START, in_layers
from app.playground.data import OWN, alike, drawn, seen
from app.playground.looks import LOOKS
from app.playground.net import edited, learner, made
from app.playground.play.plane import plane_of
from app.playground.play.result import PlayResult
from app.playground.signs import signs
from mlcore import INITIALIZERS, train

EVERY = 10  # updates between two looks at the test samples
BLIND = 0.1  # so many more of the samples are like one with another answer
LAST = 100_000  # updates of a run
FALLS = {"constant": None, "cosine, 1,000 updates": 1000, "cosine, 10,000 updates": 10_000}


def asked(s):
    """The settings as the recipe wants them, but for what comes of the run."""
    features = s["features"].split(", ")
    if s["data"] == "wave":
        features = [name for name in features if "₂" not in name] or ["x₁"]
    own = s["data"] == OWN
    hidden = texts.hidden(s["hidden"])
    L = len(hidden) + 1
    variance = INITIALIZERS["normal"](s["variance"])
    start = variance if s["initializer"] == "normal" else s["initializer"]
    return s | {
        "features": features,
        "hidden": hidden,
        "activation": in_layers(s["activation"], ACTIVATION, s["activations"], L - 1),
        "initializer": in_layers(start, START, s["starts"], L),
        "falls": FALLS[s["schedule"]],
        "points": s["points"] if own else "",
        "every": EVERY,
    }


class PlayRun(Run):
    """The training, and what is kept of its way; steps of it are those of the recipe."""

    pace = 100  # updates a second: slow enough to see what happens

    def __init__(self, experiment):
        self.settings = experiment.settings()
        s = self.asked = asked(self.settings)
        self.learn, self.kept = drawn(*(s[n] for n in ("data", "samples", "noise", "test", "draw", "points")))
        batch, n = s["batch"], self.learn.N_s
        s["batch"] = None if batch == "full batch" or int(batch) >= n else int(batch)
        names = "features", "hidden", "activation", "initializer", "bias", "seed", "seeds"
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
        if self.now >= 0:
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

    @cached_property
    def blind(self):
        """Whether the inputs tell the samples apart much worse than x₁ and x₂ do."""
        features, plain = self.asked["features"], ["x₁", "x₂"][: len(self.learn.X)]
        if set(plain) <= set(features):
            return False
        return alike(self.learn, features) > alike(self.learn, plain) + BLIND

    @property
    def aim(self):
        return f"a loss of {number(self.settings['goal'])}"

    @property
    def reached(self):
        """The mean loss of the last epoch, of half of the seeds, is as low as asked for."""
        with np.errstate(all="ignore"):
            return bool(np.median(self.losses.rows[-self.epoch :].mean(axis=0)) <= self.settings["goal"])

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
            "correct": None if self.learn.target == "numbers" else self._right(),
            "x": planes.x,
            "y": planes.y,
            "answer": planes.answer,
            "net": planes.drawn(net, self.asked["features"]) if net.L <= MOST_LAYERS else None,
            "weights": {
                f"{name}[{k}]": (arrays[k] if net.members is None else arrays[k][0]).copy()
                for k in range(1, net.L + 1)
                for name, arrays in (("W", net.W), ("b", net.b))
            },
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
