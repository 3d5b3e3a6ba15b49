"""He against Xavier on handwritten digits, shallow and deep: the experiment of He et al. 2015, in small."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.guessing import guessing
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import seed_range
from app.initialization.digits.recipe import losses_and_accuracy
from app.initialization.digits.words import numbers, sentence
from mlcore import ACTIVATIONS, DATASETS, HEADS, INITIALIZERS, MLP, GradientDescent, train

WIDTH, BATCH, TRAIN, EPOCHS, SEEDS = 64, 50, 1400, 60, 3
SHALLOW, MIDDLE = 5, 20
PARTS = 4  # of the test digits, one a step: all at once would keep a learner waiting
UPDATES = TRAIN // BATCH  # of an epoch
DATA_SEED, ORDER_SEED = 10_000, 20_000  # the split and the order of the minibatches have seeds of their own
PIXELS = ("divided by 16", "standardized")


def random_ones():
    """The initializers that draw at random, one that was registered just now among them."""
    return [name for name, entry in INITIALIZERS.items() if entry.base != "ones"]


class Digits(Experiment):
    """1797 digits of 8 × 8 pixels, 1400 to learn from; width 64, minibatches of 50, gradient descent, softmax."""

    first = Choice(random_ones, "He", "Initializer")
    second = Choice(random_ones, "Xavier", "against")
    activation = Choice(ACTIVATIONS, "ReLU", "Activation")
    pixels = Choice(PIXELS, PIXELS[0], "Pixels")
    deepest = Whole(30, "Deepest net", 2, 40, unit="weight matrices")
    rate = Real(0.01, "Learning rate", 1e-4, 1, log=True, place="main")
    seed = Whole(0, "First seed", 0, 9999)

    @property
    def seeds(self):
        return SEEDS

    def depths(self):
        return SHALLOW, MIDDLE, self.deepest

    def start(self, previous=None):
        return DigitsRun(self)


class DigitsRun(Run):
    """For each depth one training of six nets, two initializers × three seeds; they go on epoch by epoch in turns."""

    def __init__(self, experiment):
        s = self.settings = experiment.settings()
        self.depths = experiment.depths()
        data = DATASETS["digits"](rng=s["seed"] + DATA_SEED)
        self.train, self.test = data.split(TRAIN)
        if s["pixels"] == "standardized":
            self.train = self.train.standardized()
            self.test = self.test.standardized(like=self.train)
        self.guessing = guessing(self.train.Y)
        self.epoch = len(self.depths) * (UPDATES + PARTS)  # steps
        self.nets = [self._net(depth) for depth in self.depths]
        optimizer = GradientDescent(s["rate"])
        self.trainings = [
            train(net, self.train.X, self.train.Y, optimizer, batch=BATCH, rng=s["seed"] + ORDER_SEED)
            for net in self.nets
        ]
        self.losses, self.accuracy = ([History(2 * SEEDS) for _ in self.depths] for _ in range(2))
        self.means = [np.zeros(2 * SEEDS) for _ in self.depths]
        self.updates, self.next_net, self.due = [0] * len(self.depths), 0, 0
        self.right = np.zeros(2 * SEEDS)
        for i in range(len(self.depths)):
            self.means[i] += next(self.trainings[i]).loss  # of the first minibatch
            self.due = PARTS
            while self.due:
                self._test(i)

    def _net(self, depth):
        s = self.settings
        schemes = [INITIALIZERS[s[name]] for name in ("first", "second") for _ in range(SEEDS)]
        return MLP(
            [64] + [WIDTH] * (depth - 1) + [10],
            s["activation"],
            HEADS["softmax + cross-entropy"],
            initializer=schemes,
            rng=[s["seed"] + i for i in range(SEEDS)] * 2,
        )

    def step(self):
        """One update of one depth's nets, or their test after an epoch; False when all have had their epochs."""
        i = self.next_net
        if self.updates[i] == EPOCHS * UPDATES and not self.due:
            return False
        if self.due:
            self._test(i)
        else:
            self._update(i)
            self.due = PARTS if self.updates[i] % UPDATES == 0 else 0
        return self.next_net > 0 or self.due or self.updates[0] < EPOCHS * UPDATES

    def _update(self, i):
        record = next(self.trainings[i], None)
        self.means[i] += record.loss / UPDATES if record is not None else np.nan
        self.updates[i] += 1

    def _test(self, i):
        """The next part of the test digits; after the last one the epoch is entered and the next depth has its turn."""
        part = np.s_[:, PARTS - self.due :: PARTS]
        X, Y = self.test.X[part], self.test.Y[part]
        with np.errstate(all="ignore"):
            self.right += np.rint(self.nets[i].accuracy(X, Y) * X.shape[1])
        self.due -= 1
        if self.due == 0:
            epoch, alive = self.updates[i] // UPDATES, self.trainings[i].alive
            self.accuracy[i].add(epoch, np.where(alive, self.right / self.test.N_s, np.nan))
            self.losses[i].add(epoch, self.means[i])
            self.right[:] = self.means[i][:] = 0
            self.next_net = (i + 1) % len(self.depths)

    def rest(self):
        for training in self.trainings:
            training.rest()

    @property
    def progress(self):
        return sum(self.updates) / (len(self.depths) * EPOCHS * UPDATES)

    def result(self):
        def shaped(history):
            return history.rows.reshape(-1, 2, SEEDS)

        return DigitsResult(
            settings=self.settings,
            depths=self.depths,
            epochs=[history.steps for history in self.accuracy],
            accuracy=[shaped(history) for history in self.accuracy],
            losses=[shaped(history) for history in self.losses],
            guessing=self.guessing,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class DigitsResult(Result):
    """Lists with one array for each depth: accuracy on the test digits and mean loss of an epoch's minibatches,
    (epochs × the two initializers × seeds), nan from where a seed diverged."""

    settings: dict
    depths: tuple
    epochs: list
    accuracy: list
    losses: list
    guessing: float

    @property
    def snippet(self):
        """Computes `losses` of each update and the last `accuracy`."""
        return written(
            losses_and_accuracy,
            "losses, accuracy",
            self.settings,
            depths=list(dict.fromkeys(self.depths)),
            updates=self.epoch * UPDATES,
            standardized=self.settings["pixels"] == "standardized",
        )

    @property
    def schemes(self):
        return self.settings["first"], self.settings["second"]

    @property
    def epoch(self):
        """The epoch that all depths have finished."""
        return int(min(steps[-1] for steps in self.epochs))

    @property
    def tables(self):
        """Test accuracy and loss by epoch for a file, as far as all depths have come."""
        epochs = np.arange(self.epoch + 1)
        files = {}
        for name, values in (("accuracy", self.accuracy), ("loss", self.losses)):
            files[name] = {"epoch": epochs} | {
                f"{scheme}, depth {depth}, seed {self.settings['seed'] + m}": rows[: len(epochs), j, m]
                for depth, rows in zip(self.depths, values, strict=True)
                for j, scheme in enumerate(self.schemes)
                for m in range(SEEDS)
            }
        return files

    @property
    def outcome(self):
        return {
            f"{scheme}, depth {depth}": float(np.median(rows[-1, j]))
            for depth, rows in zip(self.depths, self.accuracy, strict=True)
            for j, scheme in enumerate(self.schemes)
        }

    sentence = property(sentence)

    table = property(numbers)

    @property
    def status(self):
        return f"epoch {self.epoch} of {EPOCHS} · {seed_range(self.settings['seed'], SEEDS)}"
