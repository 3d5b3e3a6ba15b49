"""Columns for a file, {name: values of one length}."""

import numpy as np


def by_seed(x_name, x, curves, first):
    """Columns for a file: x, and {what, seed m: values} of each of the curves (n × seeds)."""
    columns = {x_name: x}
    for what, rows in curves.items():
        columns |= {f"{what}, seed {first + m}": row for m, row in enumerate(rows.T)}
    return columns


def entries(arrays):
    """Columns for a file: every entry of the arrays; rows and columns count from 1, as in the lecture."""
    rows = [
        (name, i + 1, j + 1, value)
        for name, array in arrays.items()
        for (i, j), value in np.ndenumerate(array)
    ]
    names = "array", "row", "column", "value"
    return {name: np.array(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}
