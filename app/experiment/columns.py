"""Columns for a file, {name: values of one length}."""

from collections.abc import Callable, Mapping

import numpy as np


def by_seed(
    x_name: str, x: np.ndarray, curves: Mapping[str, np.ndarray], first: int
) -> dict[str, np.ndarray]:
    """Columns for a file: x (n), and {what, seed m: values} of each of the curves (n × seeds); m from `first` on."""
    return columns(x_name, x, curves, lambda what, m: f"{what}, seed {first + m}")


def by_member(x_name: str, x: np.ndarray, curves: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same of a net that somebody has made: {what: values}, or {what, member m: values} where it has members."""
    alone = all(rows.shape[1] == 1 for rows in curves.values())
    return columns(x_name, x, curves, lambda what, m: what if alone else f"{what}, member {m}")


def columns(
    x_name: str, x: np.ndarray, curves: Mapping[str, np.ndarray], called: Callable[[str, int], str]
) -> dict[str, np.ndarray]:
    """x, and each column of each of the curves by the name that it is given."""
    return {x_name: x} | {
        called(what, m): row for what, rows in curves.items() for m, row in enumerate(rows.T)
    }


def entries(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns for a file: every entry of the arrays; rows and columns count from 1, as in the lecture."""
    rows = [
        (name, i + 1, j + 1, value)
        for name, array in arrays.items()
        for (i, j), value in np.ndenumerate(array)
    ]
    names = "array", "row", "column", "value"
    return {name: np.array(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}
