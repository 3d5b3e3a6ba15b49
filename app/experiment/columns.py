"""Columns for a file, {name: values of one length}."""

from collections.abc import Mapping

import numpy as np


def by_seed(
    x_name: str, x: np.ndarray, curves: Mapping[str, np.ndarray], first: int
) -> dict[str, np.ndarray]:
    """Columns for a file: x (n), and {what, seed m: values} of each of the curves (n × seeds); m from `first` on."""
    columns = {x_name: x}
    for what, rows in curves.items():
        columns |= {f"{what}, seed {first + m}": row for m, row in enumerate(rows.T)}
    return columns


def entries(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Columns for a file: every entry of the arrays; rows and columns count from 1, as in the lecture."""
    rows = [
        (name, i + 1, j + 1, value)
        for name, array in arrays.items()
        for (i, j), value in np.ndenumerate(array)
    ]
    names = "array", "row", "column", "value"
    return {name: np.array(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}
