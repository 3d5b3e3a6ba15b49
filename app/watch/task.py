"""What is learnt, and so what there is to draw of the answers: a curve, a density, a plane, or digits one by one."""

from dataclasses import dataclass
from math import isqrt
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from app.experiment.plane import grid
from app.experiment.small_net import plane
from mlcore.densities import density

GRID, COARSE = 61, 21  # points a side of a plane, at rest and while a large net plays
ACROSS = 161  # points of a line
HEIGHTS = 81  # points of a density's other axis
DRAWN = 500  # samples at the most
CLASSES = 10  # that have a colour and a mark of their own
TILES = 20  # digits
MARGIN = 0.15  # around the data, as a share of their range


class Samples(NamedTuple):
    """Inputs and targets, (N[0] × N_s) and (targets × N_s)."""

    X: np.ndarray
    Y: np.ndarray

    @property
    def N_s(self):
        """How many they are."""
        return self.X.shape[1]


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """Over a line (y has one row) or a plane, (y × x): a number, P(class 1), or of more classes the likeliest one's
    number plus its probability. Beside it what the playground's picture of an answer asks for."""

    x: np.ndarray
    y: np.ndarray
    answer: np.ndarray
    learn: Samples
    kept: Samples
    classes: int
    settings: dict

    @property
    def follows(self):
        """What of it follows the weights."""
        return self.answer


@dataclass(frozen=True, eq=False, kw_only=True)
class Density:
    """p(y | x) as an image (y × x), its mean, and what lesson 5's picture of it asks for."""

    x: np.ndarray
    y: np.ndarray
    image: np.ndarray
    mean_x: np.ndarray
    data: Samples
    branch: np.ndarray
    problem: object
    at: float = np.nan
    mean: float = np.nan

    @property
    def follows(self):
        """What of it follows the weights."""
        return self.image


class Tiles(NamedTuple):
    """The first digits: images (n × side × side), what the net says and what they are, (n) each."""

    images: np.ndarray
    said: np.ndarray
    labels: np.ndarray

    @property
    def follows(self):
        """What of it follows the weights."""
        return self.said


class Task:
    """Data, and the inputs for which an answer is asked: `kind` is "line", "density", "plane", "tiles" or None.

    target      what Y holds: "numbers", "classes" or "shares" (see `mlcore.Head`); found out where it is not said
    head        of a net, which knows whether it answers with a density
    """

    def __init__(self, X, Y, target=None, head=None, test=None):
        self.X, self.Y, self.head = X, Y, head
        self.target = target or target_of(Y)
        self.classes = {"numbers": 0, "classes": 2}.get(self.target, Y.shape[-2])
        self.kind = kind_of(X, Y, self.classes, self.parts is not None) if X.ndim == Y.ndim == 2 else None
        if self.kind in ("line", "density", "plane"):
            self.learn = Samples(X[:, :DRAWN], Y[:, :DRAWN])
            self.kept = self.learn if test is None else Samples(*(D[:, :DRAWN] for D in test))
            shown = "training samples" if test is None else "training and test samples"
            self.settings = {"shown": shown, "surface": "smooth"}
        if self.kind == "density":
            self.problem = SimpleNamespace(x="x", y="y", symbols=("x", "y"), answers=("",), name="")

    @property
    def unshown(self):
        """Why no regions are drawn where one would look for them, else nothing."""
        if self.kind is None and self.X.ndim == len(self.X) == 2 and self.classes > CLASSES:
            return f" No regions are drawn: {self.classes} classes are more than the {CLASSES} that have a colour."
        return ""

    @property
    def parts(self):
        """What takes a predicted density apart, None where there is none."""
        return None if self.head is None else self.head.parts

    def axes(self, coarse=False):
        """(x, y) of the grid; y has one row over a line."""
        if self.kind == "plane":
            return plane(self.X, MARGIN, COARSE if coarse else GRID)
        return plane(self.X[[0, 0]], MARGIN, ACROSS)[0], np.zeros(1)

    def inputs(self, coarse=False):
        """What a net is asked, (N[0] × points)."""
        if self.kind == "tiles":
            return self.X[:, :TILES]
        x, y = self.axes(coarse)
        return grid(x, y)[: len(self.X)]

    def answer(self, A, coarse=False):
        """What is drawn of the outputs A (outputs × points) for these inputs."""
        if self.kind == "tiles":
            side = isqrt(len(self.X))
            labels = self.Y[:, :TILES].argmax(axis=0)
            return Tiles(self.X[:, :TILES].T.reshape(-1, side, side), A.argmax(axis=0), labels)
        x, y = self.axes(coarse)
        with np.errstate(all="ignore"):
            if self.kind == "density":
                return self.density(x, A)
            values = one_number(A, self).reshape(y.size, x.size)
        return Answer(
            x=x,
            y=y,
            answer=values,
            learn=self.learn,
            kept=self.kept,
            classes=self.classes,
            settings=self.settings,
        )

    def density(self, x, A):
        """That which the net predicts over the line."""
        y = np.linspace(*around(self.Y[0]), HEIGHTS)
        return Density(
            x=x,
            y=y,
            image=density(A, y, self.head),
            mean_x=mean_of(A, self.parts),
            data=self.learn,
            branch=np.zeros(self.learn.N_s, int),
            problem=self.problem,
        )


def kind_of(X, Y, classes, dense):
    """How the answers to these data are drawn."""
    inputs, targets = len(X), len(Y)
    one = targets == 1 or classes == targets == 2
    if inputs == 1 and (one or not classes):
        return "density" if dense and targets == 1 else "line"
    if inputs == 2 and (one or 2 < classes <= CLASSES):
        return "plane"
    return "tiles" if inputs >= 16 and isqrt(inputs) ** 2 == inputs and classes > 2 else None


def target_of(Y):
    """What targets hold, of which nobody has said it."""
    if not np.isin(Y, (0, 1)).all():
        return "numbers"
    return "classes" if len(Y) == 1 else "shares" if (Y.sum(axis=0) == 1).all() else "numbers"


def one_number(A, task):
    """What is drawn of the outputs at each point: see `Answer`."""
    if task.parts is not None:
        return mean_of(A, task.parts)
    if len(A) == 2 and task.classes == 2:
        return A[1]
    if task.classes > 2:
        return A.argmax(axis=0) + np.minimum(A.max(axis=0), 0.999)
    return A[0]


def mean_of(A, parts):
    """The mean of a predicted density's first target."""
    shares, means, _ = parts(A)
    return (shares * means[..., 0, :]).sum(axis=-2)


def around(values):
    """From where to where an axis goes that holds them."""
    low, high = values.min(), values.max()
    room = MARGIN * (high - low) or 1.0
    return low - room, high + room
