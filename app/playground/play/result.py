"""What there is to see of a run of the playground at one moment."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Result
from app.experiment.columns import by_seed, entries
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import seeds
from app.playground.diagnosis import diagnosis
from app.playground.play.recipe import play
from app.playground.play.words import numbers, sentence
from app.playground.signs import Signs


@dataclass(frozen=True, eq=False, kw_only=True)
class PlayResult(Result):
    """losses (steps × seeds) of what is learnt from, or of the batch; tests: of the test samples at test_steps;
    test_loss: now; correct: (train and test) × seeds, None where numbers are learnt; answer over x and y: see `Planes`;
    weights: of the first seed's net; looked: what `LOOKS` measured; signs: what a diagnosis is
    made from; asked: the recipe's arguments."""

    settings: dict
    asked: dict
    rates: Rates
    step: int
    steps: np.ndarray
    losses: np.ndarray
    test_steps: np.ndarray
    tests: np.ndarray
    test_loss: np.ndarray
    correct: np.ndarray | None
    x: np.ndarray
    y: np.ndarray
    answer: np.ndarray
    net: object
    weights: dict
    learn: object
    kept: object
    looked: np.ndarray
    signs: Signs
    diverged: tuple

    sentence = property(sentence)
    table = property(numbers)

    @property
    def finding(self):
        """The first thing that is wrong; None where nothing is."""
        return diagnosis(self.signs)

    @property
    def remedy(self):
        return self.finding and (self.finding.advice, self.finding.change)

    @property
    def classes(self):
        """How many classes there are; 0 where numbers are learnt."""
        rows = self.learn.Y.shape[0]
        return 0 if self.learn.target == "numbers" else max(rows, 2)

    @property
    def layers(self):
        """How many layers the net has, L."""
        return len(self.asked["hidden"]) + 1

    @property
    def outcome(self):
        found = {
            "training loss": float(np.median(self.losses[-1])),
            "test loss": float(np.median(self.test_loss)),
        }
        if self.correct is not None:
            found["share of test samples right"] = float(np.median(self.correct[1]))
        return found | {"updates": self.step}

    @property
    def snippet(self):
        """Computes `losses` and `tests`, to the last bit."""
        return written(play, "losses, tests", self.asked)

    @property
    def tables(self):
        """Tables for files: the losses by update, and the samples."""
        first = self.settings["seed"]
        parts = [
            {f"x{i + 1}": row for i, row in enumerate(data.X)}
            | {f"y{i + 1}": row for i, row in enumerate(data.Y)}
            | {"kept for the test": np.full(data.N_s, float(test))}
            for data, test in ((self.learn, 0), (self.kept, 1))
        ]
        return {
            "losses": by_seed("update", self.steps, {"loss": self.losses}, first),
            "test": by_seed("update", self.test_steps, {"test loss": self.tests}, first),
            "weights": entries(self.weights),
            "samples": {name: np.concatenate([part[name] for part in parts]) for name in parts[0]},
        }

    @property
    def archives(self):
        """The first seed's weights, for a file."""
        return {"weights": {name.replace("[", "").rstrip("]"): array for name, array in self.weights.items()}}

    @property
    def status(self):
        return f"update {self.step:,} · {seeds(self.settings)}"
