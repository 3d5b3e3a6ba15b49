"""What a set of data is: samples in columns, where they come from, and how they were scaled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature

import numpy as np

from .display import dataset_latex


@dataclass(frozen=True, eq=False)
class Scaling:
    """D ↦ (D − mean) / std, row by row; mean and std are columns, like the rows of D."""

    mean: np.ndarray
    std: np.ndarray

    @classmethod
    def of(cls, D):
        """To mean 0 and variance 1; a row that never changes is only shifted."""
        std = D.std(axis=1, keepdims=True)
        return cls(D.mean(axis=1, keepdims=True), np.where(std > 0, std, 1.0))

    def apply(self, D):
        return (D - self.mean) / self.std

    def undo(self, D):
        return D * self.std + self.mean

    @property
    def log_volume(self):
        """Σ ln std: add it to a mean −log density of the scaled rows to have that of the rows themselves."""
        return float(np.log(self.std).sum())


@dataclass(frozen=True, eq=False)
class Dataset:
    """X (N[0] × N_s) and Y (targets × N_s), with the formula behind them and whom to thank.

    `target`: Y holds "classes" (one row of 0 and 1, or one row for each class) or "numbers".
    `X_scaling`, `Y_scaling`: how `standardized` made X and Y from the data as drawn, or None.
    """

    name: str
    X: np.ndarray
    Y: np.ndarray
    formula: str = ""
    credit: str = ""
    target: str = "classes"
    X_scaling: Scaling | None = None
    Y_scaling: Scaling | None = None

    @property
    def N_s(self):
        """How many samples there are."""
        return self.X.shape[1]

    def split(self, n):
        """The first n samples, and the others: data to learn from and to test on."""
        if not 0 < n < self.N_s:
            raise ValueError(f"{self.name} has {self.N_s} samples; n = {n} leaves one side without any.")
        return tuple(replace(self, X=self.X[:, part], Y=self.Y[:, part]) for part in (np.s_[:n], np.s_[n:]))

    def standardized(self, like=None):
        """X, and Y where it holds numbers, with mean 0 and variance 1 in each row; the scaling is kept.

        like: a standardized Dataset whose scaling to use: test data are scaled as what was learnt from.
        """
        if self.X_scaling is not None:
            raise ValueError(f"{self.name} is standardized already.")
        x = like.X_scaling if like else Scaling.of(self.X)
        if self.target == "classes":
            return replace(self, X=x.apply(self.X), X_scaling=x)
        y = like.Y_scaling if like else Scaling.of(self.Y)
        return replace(self, X=x.apply(self.X), Y=y.apply(self.Y), X_scaling=x, Y_scaling=y)

    def _repr_latex_(self):
        return dataset_latex(self)

    def __repr__(self):
        return f"Dataset({self.name}: X {self.X.shape[0]} × {self.N_s}, Y {self.Y.shape[0]} × {self.N_s})"


@dataclass(frozen=True, eq=False)
class Source:
    """An entry of `DATASETS`: call it with n (samples in all, or a tuple with one number for each class),
    its other settings, and rng (a Generator, a RandomState or a seed) to get a `Dataset`."""

    name: str
    formula: str
    draw: Callable
    credit: str = ""
    target: str = "classes"

    def __call__(self, *args, **settings):
        X, Y = self.draw(*args, **settings)
        return Dataset(self.name, X, Y, self.formula, self.credit, self.target)

    def __post_init__(self):
        # What `help` and a notebook's completion show: the settings of the function that draws.
        object.__setattr__(self, "__signature__", signature(self.draw))
        object.__setattr__(self, "__doc__", self.draw.__doc__)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f'DATASETS["{self.name}"]{self.__signature__}'


def source(formula, name="", credit="", target="classes"):
    """Decorates a function that draws X and Y: it becomes a `Source` of its name."""
    return lambda draw: Source(name or draw.__name__, formula, draw, credit, target)
