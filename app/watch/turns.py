"""What a board was told of, turn by turn, and what there is to see of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.experiment import Result
from app.experiment.history import History
from app.experiment.words import number, percent
from app.watch.task import Task
from mlcore import MLP
from mlcore.checks.errors import WrongValue, stopped
from mlcore.checks.net_and_data import numbers
from mlcore.heads import accuracy

NOT_DRAWN = "Not drawn anew. {}"


class Turn:
    """What a board was told of, turn by turn; `result()` asks `predict` for what there is now."""

    def __init__(self, X, Y):
        self.task, self.losses, self.turn = Task(X, Y), History(1), -1
        self.predict, self.sizes = None, {}
        self.seen = {}  # the answers of this turn as they were first drawn, coarse and whole

    def take(self, predict=None, loss=None, grads=None):
        """One more turn."""
        if isinstance(predict, MLP):
            raise WrongValue("A net is asked by its predict: board(net.predict, loss=…).")
        if predict is not None and not callable(predict):
            raise WrongValue(
                f"predict is a function of X, board(predict, loss=…), not {type(predict).__name__}."
            )
        if grads is not None and not isinstance(grads, Mapping):
            raise WrongValue('grads is a dict by name, as {"W1": dW1, "b1": db1}.')
        self.turn += 1
        self.seen.clear()
        self.predict = predict or self.predict
        if loss is not None:
            loss = numbers(loss, "loss")
            if loss.size != 1:
                raise WrongValue(f"loss is one number, not of shape {loss.shape}: its mean, maybe?")
            self.losses.add(self.turn, loss.reshape(1))
        if grads is not None:
            with np.errstate(all="ignore"):
                self.sizes = {
                    str(k): float(np.linalg.norm(numbers(g, f"grads[{k!r}]"))) for k, g in grads.items()
                }

    def result(self, coarse=False):
        """What there is now. The first of a turn is kept: later ones tell by it what was changed by hand."""
        answers, right = {}, None
        if self.predict is not None:
            if self.task.kind:
                asked = self.ask(self.task.inputs(coarse))
                answers = {"net": self.task.answer(asked, coarse)}
            if self.task.classes:
                right = float(accuracy(self.ask(self.task.X), self.task.Y))
        follows = {name: np.array(each.follows) for name, each in answers.items()}
        first = self.seen.setdefault(coarse, follows)
        return BoardResult(
            settings={},
            edited=not all(
                np.array_equal(each, first[name], equal_nan=True) for name, each in follows.items()
            ),
            turn=self.turn,
            losses={"loss": (self.losses.steps, self.losses.rows)} if self.losses.length else {},
            sizes=self.sizes,
            answers=answers,
            kind=self.task.kind if answers else None,
            right=right,
            unshown=self.task.unshown if self.predict else "",
        )

    def ask(self, X):
        """What predict gives for X, a row for each target."""
        with np.errstate(all="ignore"):
            try:
                given = self.predict(X)
            except Exception as error:  # whatever stands in it; its own line is shown
                raise WrongValue(f"predict(X), for X of {X.shape}, stopped. {stopped(error)}") from error
        A = np.atleast_2d(numbers(given, "What predict gives"))
        wanted = len(self.task.Y), X.shape[1]
        if A.shape != wanted:
            raise WrongValue(
                f"predict(X) gives {A.shape} for X of {X.shape}: {wanted} is wanted, a column a sample."
            )
        return A


@dataclass(frozen=True, eq=False, kw_only=True)
class BoardResult(Result):
    """losses {"loss": (turns, n × 1)} or empty; sizes of the gradients by name; answers {"net": …} or empty, of this
    kind; right: the share of the classes, or None; edited: the answers are no more those of the turn; unshown: a
    sentence where there is no picture of them; trouble: one that says why there is nothing newer to see."""

    settings: dict
    turn: int
    losses: dict
    sizes: dict
    answers: dict
    kind: str | None
    right: float | None
    edited: bool
    unshown: str
    trouble: str = ""

    @property
    def step(self):
        """Turns made before this one."""
        return max(self.turn, 0)

    @property
    def tested(self):
        """There are none."""
        return {}

    @property
    def sentence(self):
        if self.trouble:
            return self.trouble
        parts, verb = [], "was" if self.edited else "is"  # loss and gradients are what was told
        if self.losses:
            loss = float(self.losses["loss"][1][-1, 0])
            parts.append(f"the loss {verb} **{number(loss)}**")
        if self.right is not None:
            parts.append(f"**{percent(self.right)}** right")
        if self.sizes:
            small, large = min(self.sizes, key=self.sizes.get), max(self.sizes, key=self.sizes.get)
            size = number(self.sizes[large])
            least = f", the smallest that of {small}, {number(self.sizes[small])}" if small != large else ""
            parts.append(f"the largest gradient {verb} that of {large}, **{size}**{least}")
        text = "; ".join(parts) or "nothing was told to the board yet"
        since = "Changed by hand since the last turn. " if self.edited else ""
        return f"{since}{text[0].upper()}{text[1:]}.{self.unshown}"

    @property
    def status(self):
        return f"turn {self.step:,}"

    def same(self, other):
        """Whether the answers of another result of this board are the same, and what kept it from others."""
        return (
            self.trouble == other.trouble
            and self.answers.keys() == other.answers.keys()
            and all(
                np.array_equal(mine.follows, other.answers[name].follows, equal_nan=True)
                for name, mine in self.answers.items()
            )
        )
