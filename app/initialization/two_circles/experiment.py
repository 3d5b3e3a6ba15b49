"""The published experiment that the lecture tells its readers to reproduce: three starts of a 2-10-5-1 net."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Result, Run, Whole
from app.experiment.history import History
from app.experiment.plane import grid
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import number, or_diverged, percent, plural
from app.initialization.two_circles.recipe import published_losses
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import circles

# deeplearning.ai, "Improving Deep Neural Networks", week 1, Initialization: cost before the update, by step.
PUBLISHED = {
    "zeros": dict.fromkeys(range(0, 15000, 1000), 0.6931471805599453),
    "large": {1000: 0.6237, 7000: 0.4743, 14000: 0.38278},
    "He": {
        0: 0.8830537463419761,
        1000: 0.6879825919728063,
        2000: 0.6751286264523371,
        5000: 0.5304944491717495,
        8000: 0.23696215330322562,
        10000: 0.15015556280371806,
        14000: 0.07357895962677369,
    },
}
STARTS = {"zeros": INITIALIZERS["zeros"], "large": INITIALIZERS["normal"](100.0), "He": INITIALIZERS["He"]}
LAST, EVERY = 15_000, 25  # updates in all, and between two points of a curve
GRID = np.linspace(-1.5, 1.5, 61)


class TwoCircles(Experiment):
    """300 samples on two circles, full batch; the defaults are the published settings."""

    rate = Real(0.01, "Learning rate", 1e-3, 3, log=True, place="main", live=True)
    activation = Choice(("ReLU", "tanh", "sigmoid", "leaky ReLU"), "ReLU", "Activation")
    seed = Whole(3, "Seed of the weights", 0, 9999)

    def published(self):
        """Whether these are the settings that were published."""
        return (self.rate, self.activation, self.seed) == (0.01, "ReLU", 3)

    def start(self, previous=None):
        return TwoCirclesRun(self)


class TwoCirclesRun(Run):
    """Zeros, N(0, 100) and He as three members of one net, each from the same legacy generator state."""

    def __init__(self, experiment):
        self.settings, self.published = experiment.settings(), experiment.published()
        data, test = (circles(n, rng=np.random.RandomState(seed)) for n, seed in ((300, 1), (100, 2)))
        self.data, self.test = data, test
        rngs = [np.random.RandomState(experiment.seed) for _ in STARTS]
        self.net = MLP([2, 10, 5, 1], experiment.activation, initializer=[*STARTS.values()], rng=rngs)
        self.training = train(self.net, data.X, data.Y, GradientDescent(experiment.rate), steps=LAST)
        self.costs, self.at_marks, self.rates = History(len(STARTS)), {}, Rates(experiment.rate)
        self.step()

    def adjust(self, settings):
        self.settings, self.published = settings, False
        self.rates.change(self.now.step, settings["rate"])
        self.training.optimizer = GradientDescent(self.rates.schedule())

    def step(self):
        """One update; False at the end of the published run."""
        record = next(self.training, None)
        if record is None:
            return False
        if record.step % EVERY == 0:
            self.costs.add(record.step, record.loss)
        if record.step % 1000 == 0:
            self.at_marks[record.step] = record.loss
        self.now = record
        return True

    @property
    def progress(self):
        return self.now.step / LAST

    def result(self):
        return TwoCirclesResult(
            settings=self.settings,
            rates=self.rates,
            published=self.published,
            step=self.now.step,
            cost=dict(zip(STARTS, self.now.loss, strict=True)),
            steps=self.costs.steps,
            costs=self.costs.rows,
            at_marks={step: dict(zip(STARTS, loss, strict=True)) for step, loss in self.at_marks.items()},
            maps=self._predict(grid(GRID, GRID)).reshape(len(STARTS), len(GRID), len(GRID)),
            accuracy=np.array(
                [((self._predict(d.X) > 0.5) == d.Y).mean(axis=(1, 2)) for d in (self.data, self.test)]
            ),
            data=self.data,
        )

    def _predict(self, X):
        """Every member's output; one that has diverged gives no number."""
        with np.errstate(all="ignore"):
            return self.net.predict(X)


@dataclass(frozen=True, eq=False, kw_only=True)
class TwoCirclesResult(Result):
    """cost: {start: cost now}; at_marks: {step: {start: cost}}; maps: P(class 1) on GRID × GRID by start;
    accuracy: (train and test) × starts."""

    settings: dict
    rates: Rates
    published: bool
    step: int
    cost: dict
    steps: np.ndarray
    costs: np.ndarray
    at_marks: dict
    maps: np.ndarray
    accuracy: np.ndarray
    data: object

    @property
    def worst_gap(self):
        """Largest difference to the published digits so far, for zeros and He."""
        gaps = [
            abs(self.at_marks[step][start] - cost)
            for start in ("zeros", "He")
            for step, cost in PUBLISHED[start].items()
            if step in self.at_marks
        ]
        return max(gaps)

    @property
    def sentence(self):
        cost = {start: f"**{or_diverged(value)}**" for start, value in self.cost.items()}
        text = f"After {plural(self.step, 'update')}: zeros {cost['zeros']}, large {cost['large']}, He {cost['He']}. "
        right = dict(zip(STARTS, self.accuracy[1], strict=True))
        text += f"Of the test samples, zeros gets {percent(right['zeros'])} right, large {percent(right['large'])}, "
        text += f"He {percent(right['He'])}. "
        if self.published:
            text += f"Zeros and He differ from the published digits by **{number(self.worst_gap)}** at most so far."
        else:
            text += "These are not the published settings: nothing to compare with."
        return text

    @property
    def table(self):
        """Published and measured costs to every digit, as rows of text under a header."""
        rows = [("start", "update", "published", "here", "difference")]
        for start, costs in PUBLISHED.items() if self.published else ():
            for step, cost in costs.items():
                if step in self.at_marks and (start != "zeros" or step in (0, 14000)):
                    here = self.at_marks[step][start]
                    rows.append(
                        (start, f"{step:,}", repr(cost), repr(float(here)), number(abs(here - cost), 1))
                    )
        return rows

    @property
    def outcome(self):
        return {f"cost, {start}": float(cost) for start, cost in self.cost.items()} | {"updates": self.step}

    @property
    def tables(self):
        """Tables for files: the costs by update."""
        return {"costs": {"update": self.steps} | dict(zip(STARTS, self.costs.T, strict=True))}

    @property
    def snippet(self):
        """Computes `losses`, to the last bit."""
        rate = self.rates.schedule()
        return written(published_losses, "losses", self.settings, rate=rate, updates=self.step, every=EVERY)

    @property
    def status(self):
        return f"update {self.step:,} of {LAST:,} · weights from seed {self.settings['seed']}"
