"""What is wrong with an argument, in a sentence, before any work is done."""

import numpy as np


def check_widths(widths):
    """[N[0], …, N[L]] as ints: at least an input and an output, none below 1."""
    widths = list(widths)
    if len(widths) < 2:
        raise ValueError(f"A net needs at least an input and an output width; {widths} has {len(widths)}.")
    for k, n in enumerate(widths):
        if not isinstance(n, (int, np.integer)) or n < 1:
            raise ValueError(f"Every width is a whole number of at least 1; N[{k}] is {n!r}.")
    return [int(n) for n in widths]


def check_data(X, rows, name):
    """X as a finite array of (…, rows, N_s)."""
    X = np.asarray(X)
    if X.ndim < 2 or X.shape[-2] != rows:
        hint = " Samples are columns: try its transpose." if X.ndim == 2 and X.shape[1] == rows else ""
        raise ValueError(f"{name} has shape {X.shape}; the net wants {rows} × N_s.{hint}")
    if X.shape[-1] < 1:
        raise ValueError(f"{name} holds no sample: its shape is {X.shape}.")
    if not np.issubdtype(X.dtype, np.number) and X.dtype != bool:
        raise ValueError(f"{name} holds {X.dtype}, not numbers.")
    if not np.isfinite(X).all():
        i = tuple(int(j) for j in np.argwhere(~np.isfinite(X))[0])
        raise ValueError(f"{name} is not finite: {name}{list(i)} is {X[i]}.")
    return X


def check_pair(X, Y, widths, target):
    """X and Y as arrays of the net's dtype-free shapes, with as many columns in each."""
    X, Y = check_data(X, widths[0], "X"), check_data(Y, widths[-1], "Y")
    if X.shape[-1] != Y.shape[-1]:
        raise ValueError(
            f"X has {X.shape[-1]} samples and Y has {Y.shape[-1]}; they must have as many columns."
        )
    if target == "classes" and (Y.min() < 0 or Y.max() > 1):
        raise ValueError(
            f"Y holds {Y.min():g} to {Y.max():g}; this head wants classes or probabilities in [0, 1]."
        )
    return X, Y
