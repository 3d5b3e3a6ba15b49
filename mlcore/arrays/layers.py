"""A net's arrays by the number of their layer, as on the blackboard: W[1] … W[L]."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, overload

import numpy as np

from ..checks.arguments import is_whole
from ..checks.errors import WrongArgument, WrongLayer, WrongValue
from ..checks.net_and_data import numbers
from .types import Assigned

if TYPE_CHECKING:
    from ..network import MLP


class Owner:
    """Whose Z, A, dZ and gradient a net holds: the token of a `Workspace`, or None after anything else."""

    token: object = None


class Layers:
    """The arrays of one name, net.W say: W[k] is that of layer k, W[-1] of the last, W[1:3] a list of them.

    Assigning copies: into the array that is there, where it is a part of θ or of the gradient (W, b, dW, db);
    the others (Z, A, dZ) become a copy of what is assigned. A single number fills an array, and where a net has
    members, an array without their axis goes to each. Shapes are checked, and nothing changes if one is wrong.
    Going through it gives A[0], A[1], …, A[L], and of all others 1 … L; its length is L + 1 like the lecture's.
    Raises WrongLayer (an IndexError) for a layer that is not there, ValueError for what cannot be assigned.
    """

    def __init__(self, name: str, arrays: list, owner: Owner) -> None:
        self.name, self.arrays, self.owner = name, arrays, owner
        self.first = 0 if name == "A" else 1

    def __len__(self) -> int:
        return len(self.arrays)

    def __iter__(self) -> Iterator[np.ndarray]:
        return iter(self[self.first :])

    def __reversed__(self) -> Iterator[np.ndarray]:
        return iter(self[::-1])

    @overload
    def __getitem__(self, k: int) -> np.ndarray: ...
    @overload
    def __getitem__(self, k: slice) -> list[np.ndarray]: ...
    def __getitem__(self, k: Any) -> Any:
        if isinstance(k, slice):
            return [self._there(i) for i in self._chosen(k)]
        return self._there(self._number(k))

    def __setitem__(self, k: Any, value: Any) -> None:
        chosen = self._chosen(k) if isinstance(k, slice) else [self._number(k)]
        values = self._each(value, len(chosen)) if isinstance(k, slice) else [value]
        fitting = [self._fitting(i, v) for i, v in zip(chosen, values, strict=True)]
        self._write(dict(zip(chosen, fitting, strict=True)))
        self.owner.token = None

    def __delitem__(self, k: Any) -> None:
        raise WrongValue(
            f"A net keeps its layers: {self.name}[{k}] cannot be deleted. Make a net of other widths."
        )

    def __call__(self, *places: Any, **settings: Any) -> NoReturn:
        raise WrongArgument(
            f"Layers stand in brackets: {self.name}[{self.first}] … {self.name}[{len(self) - 1}]."
        )

    def __add__(self, other: Iterable) -> list:
        return [*self, *other]

    def __radd__(self, other: Iterable) -> list:
        return [*other, *self]

    def __repr__(self) -> str:
        shapes = (f"{self.name}[{k}]: {_shape(self.arrays[k])}" for k in range(self.first, len(self)))
        return ", ".join(shapes)

    def put(self, value: Any) -> None:
        """All arrays at once: one for each layer, in a list that may begin with None for layer 0."""
        if isinstance(value, Layers):
            value = value[:]
        if isinstance(value, (list, tuple)) and len(value) == len(self) and value[0] is None:
            value = value[1:]
        self[self.first :] = value

    def _number(self, k: Any) -> int:
        last = len(self.arrays) - 1
        if is_whole(k) and self.first <= k <= last:
            return int(k)
        if is_whole(k) and self.first - last - 1 <= k < 0:
            return int(k) + last + 1
        asked = repr(k) if not is_whole(k) else str(k)
        raise WrongLayer(
            f"Layers are numbered from {self.first}: {self.name}[{self.first}] … {self.name}[{last}]; "
            f"there is no {self.name}[{asked}]."
        )

    def _chosen(self, k: slice) -> list[int]:
        return [i for i in range(*k.indices(len(self.arrays))) if i >= self.first]

    def _there(self, k: int) -> np.ndarray:
        if self.arrays[k] is None:
            first = "forward(X), then backward(Y)" if self.name == "dZ" else "forward(X)"
            raise WrongValue(f"There is no {self.name}[{k}] yet: call {first} first.")
        return self.arrays[k]

    def _each(self, value: Any, n: int) -> list:
        """n values for a slice: a number is for each."""
        if np.isscalar(value) and not isinstance(value, (str, bytes)):
            return [value] * n
        values = None if isinstance(value, (str, bytes)) or not np.iterable(value) else list(value)
        if values is None or len(values) != n:
            got = f"{value!r} is" if values is None else f"{len(values)} are"
            raise WrongValue(f"{n} arrays of {self.name} are to be assigned, one a layer; {got} given.")
        return values

    def _fitting(self, k: int, value: Any) -> np.ndarray:
        """A copy of the value that fits layer k."""
        raise NotImplementedError

    def _write(self, values: dict[int, np.ndarray]) -> None:
        raise NotImplementedError


class Views(Layers):
    """W, b, dW, db: views of one flat array, which stay where they are."""

    def _fitting(self, k: int, value: Any) -> np.ndarray:
        return fitting(value, self.arrays[k], f"{self.name}[{k}]", axes=2)

    def _write(self, values: dict[int, np.ndarray]) -> None:
        for k, value in values.items():
            self.arrays[k][...] = value


class Passed(Layers):
    """Z, A, dZ: what the last pass left. `theta` says which members there are, and the dtype."""

    def __init__(self, name: str, arrays: list, owner: Owner, widths: list[int], theta: np.ndarray) -> None:
        super().__init__(name, arrays, owner)
        self.widths, self.members, self.dtype = widths, theta.shape[:-1], theta.dtype

    def _fitting(self, k: int, value: Any) -> np.ndarray:
        what, N = f"{self.name}[{k}]", self.widths[k]
        D = numbers(value, what)
        if D.ndim < 2 or D.shape[-2] != N or D.shape[:-2] not in ((), self.members):
            raise WrongValue(f"{what} is {N} × N_s; what is assigned has shape {D.shape}.")
        return D.astype(self.dtype)

    def _write(self, values: dict[int, np.ndarray]) -> None:
        self.arrays = [values.get(k, D) for k, D in enumerate(self.arrays)]  # a lent list is left as it is


def _assigned(name: str, kind: type, put: Callable[["MLP", Any], None], doc: str) -> Any:
    """The attribute of that name and kind, to which `put` assigns."""

    def get(net: "MLP") -> Any:
        return getattr(net, name)

    get.__doc__, get.__annotations__["return"] = doc, kind
    return property(get, put)


def flat(name: str, doc: str) -> Assigned[np.ndarray]:
    """θ or the gradient: assigning copies in place, so that W, b, dW and db stay views of it."""

    def put(net: "MLP", value: Any) -> None:
        array = getattr(net, f"_{name}")
        array[...] = fitting(value, array, name, axes=1)
        net.owner.token = None

    return _assigned(f"_{name}", np.ndarray, put, doc)


def layered(name: str, doc: str) -> Assigned[Layers]:
    """The arrays of the layers: assigning a list of them copies each."""
    return _assigned(f"_{name}", Layers, lambda net, value: getattr(net, f"_{name}").put(value), doc)


def fitting(value: Any, array: np.ndarray, what: str, axes: int) -> np.ndarray:
    """A copy of the value that can be written into the array: of its shape, a number, or without the axis of members
    in front of the last `axes`. Raises ValueError, a sentence, for anything else."""
    D, shape = numbers(value, what), array.shape
    if D.shape not in (shape, (), shape[-axes:]):
        hint = ""
        if axes == 2 and D.shape == shape[:-3:-1]:
            hint = " Try its transpose."
        elif axes == 2 and shape[-1] == 1 and D.shape == shape[-2:-1]:
            hint = " It is a column: assign b[:, None] in place of b."
        raise WrongValue(f"{what} has shape {shape}; what is assigned has shape {D.shape}.{hint}")
    with np.errstate(over="ignore"):
        return D.astype(array.dtype)


def _shape(D: Any) -> str:
    return "not there yet" if D is None else " × ".join(map(str, D.shape))
