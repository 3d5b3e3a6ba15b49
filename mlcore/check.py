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


def check_pair(X, Y, net):
    """X and Y as arrays that suit the net and its head, with as many columns in each."""
    X = check_data(X, net.widths[0], "X")
    return _check_members(X, net, "X"), check_targets(Y, net, X.shape[-1])


def check_targets(Y, net, N_s):
    """Y as an array that suits the net's head, with N_s columns."""
    head = net.head
    Y = _check_members(check_data(Y, head.targets(net.widths[-1]), "Y"), net, "Y")
    if Y.shape[-1] != N_s:
        raise ValueError(f"X has {N_s} samples and Y has {Y.shape[-1]}; they must have as many columns.")
    if head.target in ("classes", "shares") and (Y.min() < 0 or Y.max() > 1):
        raise ValueError(
            f"Y holds {Y.min():g} to {Y.max():g}; {head} wants classes or probabilities in [0, 1]."
        )
    if head.target == "shares" and np.abs(Y.sum(axis=-2) - 1).max() > 1e-6:
        raise ValueError(
            f"Each column of Y must add up to 1 for {head}: one row a class, a 1 in the right one."
        )
    return Y


def _check_members(D, net, name):
    if D.shape[:-2] not in ((), net.theta.shape[:-1]):
        raise ValueError(
            f"{name} has shape {D.shape}; the first axis has one entry a member, or is left out."
        )
    return D
