"""What a set of data is: samples in columns, where they come from, and how they were scaled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from .arrays.display import dataset_latex
from .checks.arguments import check_callable, check_text, checked_call, is_whole
from .checks.errors import UnknownName, WrongArgument, WrongValue
from .checks.habits import DRAWN_FIRST, OF_DATA
from .checks.net_and_data import numbers

ROUNDING = 4  # units in the last place: a row that varies by no more does not vary


@checked_call
@dataclass(frozen=True, eq=False)
class Scaling:
    """D ↦ (D − mean) / std, row by row; mean and std are columns, like the rows of D, and in their units."""

    mean: np.ndarray
    std: np.ndarray

    @classmethod
    def of(cls, D: ArrayLike) -> "Scaling":
        """To mean 0 and variance 1; a row that never changes, but for rounding, is only shifted, by its value."""
        D = numbers(D, "D")
        if D.ndim != 2 or not D.size:
            raise WrongValue(f"D has a row a quantity and a column a sample; its shape is {D.shape}.")
        D = D if D.dtype.kind == "f" else D.astype(float)
        least, most = D.min(axis=1, keepdims=True), D.max(axis=1, keepdims=True)
        peak = np.maximum(np.abs(least), np.abs(most))
        constant = most / 2 - least / 2 <= ROUNDING / 2 * np.finfo(D.dtype).eps * peak
        power = np.frexp(peak)[1]  # of 2: no digit changes, and no sum of squares leaves the range of floats
        near_1 = np.ldexp(D, -power)
        mean, std = (np.ldexp(f(near_1, axis=1, keepdims=True), power) for f in (np.mean, np.std))
        return cls(np.where(constant, least, mean), np.where(constant, D.dtype.type(1), std))

    def apply(self, D: ArrayLike) -> np.ndarray:
        """Scaled rows of D, (…, rows, N_s). Raises ValueError for another number of rows."""
        return (self._suited(D) - self.mean) / self.std

    def undo(self, D: ArrayLike) -> np.ndarray:
        """Rows of D as they were before `apply`; one row of a scaling of one is for all."""
        return self._suited(D) * self.std + self.mean

    def _suited(self, D):
        D = numbers(D, "D")
        if D.ndim < 2 or len(self.mean) not in (1, D.shape[-2]):
            raise WrongValue(f"This scaling is of {len(self.mean)} rows; D has the shape {D.shape}.")
        return D

    @property
    def log_volume(self) -> float:
        """Σ ln std: add it to a mean −log density of the scaled rows to have that of the rows themselves."""
        return float(np.log(self.std).sum())


@checked_call
@dataclass(frozen=True, eq=False)
class Dataset:
    """X (N[0] × N_s) and Y (targets × N_s), with the formula behind them and their source.

    `target`: Y holds "classes" (one row of 0 and 1, or one row for each class) or "numbers".
    `X_scaling`, `Y_scaling`: how `standardized` made X and Y from the data as drawn, or None.
    Raises ValueError where X and Y are no arrays of numbers with as many columns.
    """

    name: str
    X: np.ndarray
    Y: np.ndarray
    formula: str = ""
    credit: str = ""
    target: str = "classes"
    X_scaling: Scaling | None = None
    Y_scaling: Scaling | None = None

    def __post_init__(self) -> None:
        check_text(self.name, "The name of a data set"), check_text(self.formula, "Its formula")
        check_text(self.credit, "Its credit")
        for name in ("X", "Y"):
            object.__setattr__(self, name, numbers(getattr(self, name), name))
        if self.X.ndim != 2 or self.Y.ndim != 2 or self.X.shape[1] != self.Y.shape[1]:
            hint = " Make a row of Y: Y[None]." if self.Y.ndim == 1 else ""
            raise WrongValue(
                f"X and Y have a column a sample, as many each, not {self.X.shape} and {self.Y.shape}.{hint}"
            )
        if not isinstance(self.target, str) or self.target not in ("classes", "numbers"):
            raise WrongValue(f'target is "classes" or "numbers", not {self.target!r}.')

    def __iter__(self) -> Iterator[np.ndarray]:
        """X and Y, so that X, Y = data."""
        return iter((self.X, self.Y))

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            raise UnknownName.of(self, name, OF_DATA)

    def __getitem__(self, place: Any) -> Any:
        raise WrongArgument(
            "A data set is its two parts, X, Y = data: a sample is data.X[:, 0] with data.Y[:, 0]."
        )

    def __len__(self) -> int:
        raise WrongArgument(
            "A data set is its two parts, X, Y = data; data.N_s says how many samples there are."
        )

    def __bool__(self) -> bool:
        return True  # without this, Python would ask for the length

    @property
    def N_s(self) -> int:
        """How many samples there are."""
        return self.X.shape[1]

    @checked_call
    def split(self, n: int) -> tuple["Dataset", "Dataset"]:
        """The first n samples, and the others: data to learn from and to test on.

        Raises ValueError where n is no whole number, or leaves one side without any.
        """
        if not is_whole(n):
            share = isinstance(n, float) and 0 < n < 1
            hint = f" A share of {n:g} is split({round(n * self.N_s)})." if share else ""
            raise WrongValue(f"n is a whole number of samples, not {n!r}.{hint}")
        if not 0 < n < self.N_s:
            raise WrongValue(f"{self.name} has {self.N_s} samples; n = {n} leaves one side without any.")
        first, others = (
            replace(self, X=self.X[:, part], Y=self.Y[:, part]) for part in (np.s_[:n], np.s_[n:])
        )
        return first, others

    @checked_call
    def standardized(self, like: "Dataset | None" = None) -> "Dataset":
        """X, and Y where it holds numbers, with mean 0 and variance 1 in each row; the scaling is kept.

        like: a standardized Dataset whose scaling to use: test data are scaled as what was learnt from.
        Raises ValueError for data that are standardized already, and for a `like` that is not.
        """
        if self.X_scaling is not None:
            raise WrongValue(f"{self.name} is standardized already.")
        if like is not None and not isinstance(like, Dataset):
            raise WrongValue(f"like is a standardized data set, as learn.standardized(), not {like!r}.")
        x = like._scaling("X") if like else Scaling.of(self.X)
        if self.target == "classes":
            return replace(self, X=x.apply(self.X), X_scaling=x)
        y = like._scaling("Y") if like else Scaling.of(self.Y)
        return replace(self, X=x.apply(self.X), Y=y.apply(self.Y), X_scaling=x, Y_scaling=y)

    def _scaling(self, part: str) -> Scaling:
        """That of X or Y, for other data."""
        scaling = getattr(self, f"{part}_scaling")
        if scaling is None:
            raise WrongValue(
                f"{self.name}, whose scaling is to be used, has none for {part}: standardize it first, "
                "learn = learn.standardized(), then test.standardized(like=learn)."
            )
        return scaling

    def _repr_latex_(self) -> str:
        return dataset_latex(self)

    def __repr__(self):
        return f"Dataset({self.name}: X {self.X.shape[0]} × {self.N_s}, Y {self.Y.shape[0]} × {self.N_s})"


@checked_call
@dataclass(frozen=True, eq=False)
class Source:
    """An entry of `DATASETS`: call it with n (samples in all, or a tuple with one number for each class),
    its other settings, and rng (a Generator, a RandomState or a seed) to get a `Dataset`."""

    name: str
    formula: str
    draw: Callable
    credit: str = ""
    target: str = "classes"
    __signature__: ClassVar[Signature]

    def __call__(self, *args: Any, **settings: Any) -> Dataset:
        """The data. Raises ValueError, with a sentence, for a setting that the data set does not have or take."""
        X, Y = self.draw(*args, **settings)
        return Dataset(self.name, X, Y, self.formula, self.credit, self.target)

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            if name.startswith("_"):
                raise AttributeError(f"'Source' object has no attribute {name!r}")
            raise UnknownName(DRAWN_FIRST.format(vars(self).get("name", "moons")))

    def __iter__(self) -> Iterator[np.ndarray]:
        raise WrongArgument(DRAWN_FIRST.format(self.name))

    def __getitem__(self, place: Any) -> Any:
        raise WrongArgument(DRAWN_FIRST.format(self.name))

    def __post_init__(self) -> None:
        check_text(self.name, "The name of a data set")
        check_callable(self.draw, "draw", ", draw(n, …, rng), that gives X and Y")
        # What `help` and a notebook's completion show: the settings of the function that draws.
        object.__setattr__(self, "__signature__", signature(self.draw))
        object.__setattr__(self, "__doc__", self.draw.__doc__)

    def __str__(self):
        return self.name

    def __repr__(self):
        return f'DATASETS["{self.name}"]{self.__signature__}'


def source(
    formula: str, name: str = "", credit: str = "", target: str = "classes"
) -> Callable[[Callable], Source]:
    """Decorates a function that draws X and Y: it becomes a `Source` of its name."""
    return lambda draw: Source(name or draw.__name__, formula, checked_call(draw), credit, target)
