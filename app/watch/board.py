"""A board for one's own loop in plain numpy: losses, gradients by name, and what the net answers."""

import numpy as np

from app.watch.experiment import PACE
from app.watch.live import Live
from app.watch.picture import boarding, heights
from app.watch.session import after_each_cell
from app.watch.turns import NOT_DRAWN, Turn
from app.watch.turns_run import Turns
from mlcore import Dataset
from mlcore.checks.arguments import check_flag, check_number, checked_call
from mlcore.checks.errors import UnknownName, WrongArgument, WrongValue
from mlcore.checks.modules import answers
from mlcore.checks.net_and_data import numbers

answers(
    __name__,
    lambda _: "It is watch.board(X, Y), after from app.watch import watch.",
    lambda: ("board", "Board"),
)


@checked_call
def board(X, Y=None, turns=None, pace=None, big=False):
    """A board that follows one's own training, in plain numpy or with any library.

    ``board = watch.board(X, Y)``, then in each turn of the loop ``board(predict, loss=loss, grads={"W1": dW1})``: the
    loss against the turns, the size of each gradient by its name, and what ``predict`` answers, a function of inputs
    like X (N[0] × any), over the data. Each of the three may be left out. ``pace=50`` makes it 50 turns a second at
    most. What was changed by hand, a weight that ``predict`` uses, is seen when the next cell has run, or at once
    by ``board.look()``.

    ``watch.board(X, Y, turns)`` is a panel with play and pause. ``turns`` is any iterator, or a function that gives one
    and is asked again on Reset: of dicts, ``yield dict(predict=predict, loss=loss, grads={"W1": dW1})``, or of losses.
    X is N[0] × N_s and Y is N[L] × N_s, as everywhere.
    """
    if isinstance(X, Dataset) and Y is None:
        X, Y = X
    if Y is None:
        raise WrongValue("board needs Y as well: watch.board(X, Y), or a data set as one, watch.board(data).")
    X, Y = pair(X, Y)
    check_pace(pace)
    check_flag(big, "big")
    if turns is None:
        return Board(X, Y, pace, big)
    from app.watch.panel import WatchPanel

    experiment = Turns(X, Y, turns, pace or PACE)
    first = experiment.first.result()
    return WatchPanel(experiment, boarding(first), heights(kinds=first.answers), big, "board")


def pair(X, Y):
    """X and Y with a column for each sample; labels may be one row."""
    X, Y = (numbers(D, name) for D, name in ((X, "X"), (Y, "Y")))
    X, Y = np.atleast_2d(X), np.atleast_2d(Y)
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1] or not X.size:
        raise WrongValue(f"X is N[0] × N_s and Y is N[L] × N_s: their shapes are {X.shape} and {Y.shape}.")
    return X, Y


def check_pace(pace):
    """None, or turns a second."""
    if pace is not None:
        check_number(pace, "pace, in updates a second,", low=0, open_low=True)


class Board:
    """Call it in each turn: ``board(predict, loss=loss, grads={"W1": dW1})``."""

    def __init__(self, X, Y, pace=None, big=False):
        self.turn, self.pace, self.big = Turn(X, Y), pace, big
        self.live, self.drawn = None, None  # what stands beneath a cell, and what it shows once that has run
        self.stopped = False  # its words are of a `predict` that could not be asked
        after_each_cell(self.settle)

    @checked_call
    def __call__(self, predict=None, loss=None, grads=None):
        self.turn.take(predict, loss, grads)
        if self.live is None or self.drawn is not None:  # the first turn in this cell
            first, self.drawn = self.turn.result(), None
            self.live = Live(boarding(first), heights(kinds=first.answers), self.pace, self.big)
        if self.live.due:
            with self.live.frame():
                self.live.draw(self.turn.result(coarse=True))
        self.live.rest()

    def __getattr__(self, name):
        if name.startswith("_"):  # IPython asks for many
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise UnknownName(f"Board has no {name}. Call it in each turn; board.look() draws it anew.")

    def __repr__(self):
        return "A board: call it in each turn, board(predict, loss=loss, grads={…})."

    def __iter__(self):
        raise WrongArgument(f"{self!r} A panel that plays by itself is watch.board(X, Y, turns).")

    @checked_call
    def look(self):
        """Draw what there is now, with weights as they are."""
        if self.live is not None:
            now = self.turn.result()
            self.live.draw(now, live=False)
            self.drawn = self.drawn and now

    def settle(self):
        """A cell has run: the last of its turns is drawn, or what was changed by hand since. What `predict` cannot do
        any more is said beneath the board, not beneath every cell from now on."""
        if self.live is None:
            return
        try:
            now = self.turn.result()
        except WrongValue as error:
            if self.drawn is None and self.live.view.result is not None:  # a loop that ended by this
                self.drawn = self.live.view.result
                self.live.end(self.drawn)
            self.live.say(NOT_DRAWN.format(error))
            self.stopped = True
            return
        before, self.drawn = self.drawn, now
        if before is None:
            self.live.end(now)
        elif self.stopped or not before.same(now):
            self.live.draw(now, live=False)
        self.stopped = False
