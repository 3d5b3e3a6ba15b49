"""Turns that come from an iterator, as a run that the workbench can play."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from app.experiment import Experiment, Run
from app.watch.experiment import FRAMES
from app.watch.turns import NOT_DRAWN, Turn
from mlcore.checks.errors import WrongValue, stopped

TURN = "A turn of the board is dict(predict=…, loss=…, grads={…}) or a loss"
NO_MORE = "No more turns: they stopped. {}"


class Turns(Experiment):
    """A run of turns that come from elsewhere."""

    def __init__(self, X, Y, turns, pace):
        super().__init__()
        self.X, self.Y, self.turns, self.pace = X, Y, turns, pace
        self.first = self.begun()

    def begun(self):
        """A run that has taken the first turn."""
        turns = self.turns() if callable(self.turns) else self.turns
        if not isinstance(turns, Iterable):
            raise WrongValue(f"turns is an iterator, or a function that gives one: {TURN}, not {turns!r}.")
        run = TurnsRun(Turn(self.X, self.Y), iter(turns), self.pace)
        run.step()
        return run

    def start(self, previous=None):
        """An iterator cannot begin again: the run stays as it is; so does one whose function stops at once."""
        if previous and callable(self.turns):
            try:
                run = self.begun()
                run.shown = previous.shown
                return run
            except Exception as error:  # a button has no cell under it that would show it
                previous.trouble = NO_MORE.format(stopped(error))
        return previous or self.first


class TurnsRun(Run):
    """Each step takes the next turn. What stops in a function of the reader's own raises in the cell that makes the
    panel; later there is no cell of its own, and the sentence says it."""

    frames = FRAMES

    def __init__(self, turn, turns, pace):
        self.turn, self.turns, self.pace = turn, turns, pace
        self.settings, self.shown = {}, None
        self.trouble = ""  # why there are no more turns, where that is not their end

    def step(self):
        """The next turn, if there is one."""
        try:
            taken = self.taken(next(self.turns, None))
        except Exception as error:
            if self.shown is None:
                raise
            self.trouble = NO_MORE.format(stopped(error))
            return False
        if taken:
            self.trouble = ""
        return taken

    def taken(self, told):
        """Take what a turn tells; whether there was one."""
        if told is not None:
            if not isinstance(told, (dict, int, float, np.number, np.ndarray)) or set(
                told if isinstance(told, dict) else ()
            ) - {"predict", "loss", "grads"}:
                raise WrongValue(f"{TURN}, not {told!r}.")
            self.turn.take(**told) if isinstance(told, dict) else self.turn.take(loss=told)
        return told is not None

    def edited(self):
        """Whether what is seen of the answers is another than before: a weight was set by hand."""
        return self.shown is not None and not self.shown.same(self.now())

    def now(self):
        """What there is now; where `predict` cannot be asked, what was shown last, and why."""
        try:
            return replace(self.turn.result(self.coarse), trouble=self.trouble)
        except WrongValue as error:
            if self.shown is None:
                raise
            return replace(self.shown, trouble=self.trouble or NOT_DRAWN.format(error))

    def result(self):
        self.shown = self.now()
        return self.shown
