"""What is wrong with an argument, in a sentence, before any work is done."""

from typing import Any

import numpy as np


def check_widths(widths):
    """[N[0], …, N[L]] as ints: at least an input and an output, none below 1."""
    if isinstance(widths, (str, bytes)) or not np.iterable(widths):
        raise ValueError(
            f"widths is a list, as [2, 8, 1]: the inputs, the hidden units, the outputs; not {widths!r}."
        )
    widths = list(widths)
    if len(widths) < 2:
        raise ValueError(f"A net needs at least an input and an output width; {widths} has {len(widths)}.")
    for k, n in enumerate(widths):
        if not isinstance(n, (int, np.integer)) or n < 1:
            raise ValueError(f"Every width is a whole number of at least 1; N[{k}] is {n!r}.")
    return [int(n) for n in widths]


def generator(rng):
    """rng itself, if it is a Generator or a RandomState, or a Generator from the seed it is."""
    if hasattr(rng, "standard_normal"):
        return rng
    try:
        return np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ValueError(
            f"rng is a generator, or a seed that is a whole number of at least 0, not {rng!r}."
        ) from None


def check_rate_number(rate: Any) -> Any:
    """A learning rate: a finite number above 0, or an array of them."""
    try:
        numbers = np.asarray(rate)
    except ValueError:  # lists of unequal length
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "iuf" or not (np.isfinite(numbers) & (numbers > 0)).all():
        raise ValueError(
            f"The learning rate is a finite number above 0, or a function of the step, not {rate!r}."
        )
    return rate


def check_rate(rate: Any) -> Any:
    """A learning rate: a finite number above 0, an array of them, or a function of the step."""
    if not callable(rate):
        return check_rate_number(rate)
    try:
        first = None if isinstance(rate, type) else rate(0)
    except TypeError:
        first = None
    check_rate_now(first, rate)
    return rate


def check_rate_now(value: Any, rate: Any, step: int = 0) -> Any:
    """What the schedule `rate` gave for this step: a finite number of at least 0, or an array of them."""
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "iuf" or not (np.isfinite(numbers) & (numbers >= 0)).all():
        raise ValueError(
            f"A schedule is a function of the step, as lambda step: 0.1 / (1 + step), that gives a learning rate "
            f"of at least 0; {rate!r} gives {value!r} at step {step}."
        )
    return value


def check_optimizer(optimizer):
    """An optimizer with its settings, not its class, its name or its rate."""
    if isinstance(optimizer, type) or not hasattr(optimizer, "update"):
        given = optimizer.__name__ if isinstance(optimizer, type) else repr(optimizer)
        raise ValueError(
            f"An optimizer comes with its learning rate, as GradientDescent(0.1) or Adam(0.01): not {given}."
        )
    return optimizer


def check_steps(steps):
    """A number of updates, or None for no end."""
    if steps is None or (isinstance(steps, (int, np.integer)) and not isinstance(steps, bool) and steps >= 0):
        return steps
    raise ValueError(f"steps is a whole number of updates, 0 or more, or None for no end, not {steps!r}.")


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
