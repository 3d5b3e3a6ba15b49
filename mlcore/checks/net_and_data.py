"""What is wrong with the shape of a net or with data, in a sentence, before any work is done.

Each gives back what it was asked about, ready to be used, and raises ValueError with that sentence.
"""

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from .arguments import check_whole, is_whole
from .errors import WrongValue

if TYPE_CHECKING:
    from ..network import MLP


def check_widths(widths: Any) -> list[int]:
    """[N[0], …, N[L]] as ints: at least an input and an output, none below 1."""
    if isinstance(widths, (str, bytes, dict)) or not np.iterable(widths):
        raise WrongValue(
            f"widths is a list, as [2, 8, 1]: the inputs, the hidden units, the outputs; not {widths!r}."
        )
    if not isinstance(widths, np.ndarray) and any(isinstance(n, np.ndarray) for n in widths):
        raise WrongValue(
            "widths is a list, as [2, 8, 1]: the inputs, the hidden units, the outputs; not data."
        )
    widths = list(widths)
    if len(widths) < 2:
        raise WrongValue(f"A net needs at least an input and an output width; {widths} has {len(widths)}.")
    for k, n in enumerate(widths):
        if not is_whole(n) or n < 1:
            raise WrongValue(f"Every width is a whole number of at least 1; N[{k}] is {n!r}.")
    return [int(n) for n in widths]


def check_dtype(dtype: Any) -> np.dtype:
    """float64 or float32."""
    try:
        kind = np.dtype(dtype)
    except TypeError:
        kind = None
    if dtype is None or kind not in (np.float64, np.float32):
        raise WrongValue(f"dtype is np.float64 or np.float32, not {dtype!r}.")
    return kind


def check_rate_number(rate: Any) -> Any:
    """A learning rate: a finite number above 0, or an array of them."""
    try:
        values = np.asarray(rate)
    except ValueError:  # lists of unequal length
        values = np.asarray(None)
    if values.dtype.kind not in "iuf" or not (np.isfinite(values) & (values > 0)).all():
        raise WrongValue(
            f"The learning rate is a finite number above 0, or a function of the step, not {rate!r}."
        )
    return rate


def check_rate(rate: Any) -> Any:
    """A learning rate: a finite number above 0, an array of them, or a function of the step."""
    if hasattr(rate, "theta"):
        raise WrongValue(
            "An optimizer is made without a net: train(net, X, Y, Adam(0.01)) brings them together."
        )
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
    if type(value) is float and 0 <= value < inf:  # most are, and this is asked at every update
        return value
    values = np.asarray(value)
    if values.dtype.kind not in "iuf" or not (np.isfinite(values) & (values >= 0)).all():
        raise WrongValue(
            f"A schedule is a function of the step, as lambda step: 0.1 / (1 + step), that gives a learning rate "
            f"of at least 0; {rate!r} gives {value!r} at step {step}."
        )
    return value


def check_rates_fit(optimizer: Any, net: "MLP") -> None:
    """A learning rate for each member is a column, (members, 1)."""
    while "optimizer" in getattr(optimizer, "__dict__", ()):  # L2 has its rate from the one within
        optimizer = optimizer.optimizer
    rate = getattr(optimizer, "rate", 0.1)
    shape = np.shape(rate(0) if callable(rate) else rate)
    fits = len(shape) == net.theta.ndim and all(
        n in (1, m) for n, m in zip(shape, net.theta.shape, strict=True)
    )
    if shape and not fits:
        want = f"({net.members}, 1): one for each member" if net.members else "(): a number"
        raise WrongValue(f"The learning rate has shape {shape}; this net wants {want}.")


def check_optimizer(optimizer: Any) -> Any:
    """An optimizer with its settings, not its class, its name or its rate."""
    works = callable(getattr(optimizer, "start", None)) and callable(getattr(optimizer, "update", None))
    if isinstance(optimizer, type) or not works:
        given = optimizer.__name__ if isinstance(optimizer, type) else repr(optimizer)
        raise WrongValue(
            f"An optimizer comes with its learning rate, as GradientDescent(0.1) or Adam(0.01): not {given}."
        )
    return optimizer


def check_steps(steps: Any) -> int | None:
    """A number of updates, or None for no end."""
    if steps is None or (is_whole(steps) and steps >= 0):
        return steps
    raise WrongValue(f"steps is a whole number of updates, 0 or more, or None for no end, not {steps!r}.")


def check_batch(batch: Any, N_s: int) -> int:
    """How many samples a step learns from: all for None, and no more than there are."""
    if batch is None:
        return N_s
    return min(check_whole(batch, "A batch holds a whole number of samples"), N_s)


def check_probes(probes: Any) -> dict:
    """{name: function of the net}, empty for None."""
    given = {} if probes is None else probes
    if not isinstance(given, dict) or not all(map(callable, given.values())):
        raise WrongValue(
            f'probes is a dict of functions of the net by their names, as {{"std": std_A}}; not {probes!r}.'
        )
    return dict(given)


def numbers(D: Any, name: str) -> np.ndarray:
    """D as an array of real numbers of any shape."""
    try:
        array = np.asarray(D)
    except (ValueError, TypeError):
        raise WrongValue(f"{name} is no array: its rows differ in length.") from None
    if array.dtype.kind not in "biuf":
        if hasattr(D, "X") and hasattr(D, "Y"):
            raise WrongValue(f"{name} is a whole data set: pass its {name[:1]}, as data.{name[:1]}.")
        what = repr(D) if array.ndim == 0 else str(array.dtype)
        raise WrongValue(f"{name} holds {what}, not numbers.")
    return array


def check_data(X: Any, rows: int, name: str, net: "MLP | None" = None) -> np.ndarray:
    """X as a finite array of (…, rows, N_s), in the net's dtype and with its members."""
    X = numbers(X, name)
    if X.ndim < 2 or X.shape[-2] != rows:
        raise WrongValue(f"{name} has shape {X.shape}; the net wants {rows} × N_s.{_hint(X, rows, name)}")
    if X.shape[-1] < 1:
        raise WrongValue(f"{name} holds no sample: its shape is {X.shape}.")
    if net is not None:
        if X.shape[:-2] not in ((), net.theta.shape[:-1]):
            raise WrongValue(
                f"{name} has shape {X.shape}; the first axis has one entry a member, or is left out."
            )
        if X.dtype != net.theta.dtype:
            with np.errstate(over="ignore"):
                X = X.astype(net.theta.dtype)
    if not np.isfinite(X).all():
        i = tuple(int(j) for j in np.argwhere(~np.isfinite(X))[0])
        kind = f" in {X.dtype}" if X.dtype != np.float64 else ""
        raise WrongValue(f"{name} is not finite{kind}: {name}{list(i)} is {X[i]}.")
    return X


def _hint(X, rows, name):
    """What to type in place of an array of another shape."""
    if X.ndim == 2 and X.shape[1] == rows:
        return " Samples are columns: try its transpose."
    if X.ndim == 1 and rows == 1:
        return f" One row of samples is {name}[None]."
    flat = X.ndim == 1 or (X.ndim == 2 and X.shape[0] == 1)
    whole = flat and X.size and (np.round(X) == X).all() and X.min() >= 0
    row = name if X.ndim == 1 else f"{name}[0]"
    if name == "Y" and whole and rows == 2 and X.max() < 2:
        return f" A row for each class is np.stack([1 - {row}, {row}])."
    if name == "Y" and whole and X.max() < rows:
        return f" A row for each class is one_hot({row}, {rows})."
    if X.ndim == 1 and X.size == rows:
        return f" One sample is a column: {name}[:, None]."
    return ""


def check_pair(X: Any, Y: Any, net: "MLP") -> tuple[np.ndarray, np.ndarray]:
    """X (…, N[0], N_s) and Y (…, targets, N_s) as arrays that suit the net and its head, with as many columns."""
    X = check_data(X, check_net(net).widths[0], "X", net)
    return X, check_targets(Y, net, X.shape[-1])


def check_test(test: Any, net: "MLP") -> tuple[np.ndarray, np.ndarray] | None:
    """None, or the pair (X, Y) of data that are not learnt from."""
    if test is None:
        return None
    if not isinstance(test, (tuple, list)) or len(test) != 2:
        given = "a data set: pass (data.X, data.Y)" if hasattr(test, "X") else f"{type(test).__name__}"
        raise WrongValue(f"test is a pair (X, Y) of data that are not learnt from, not {given}.")
    X, Y = test
    return check_pair(X, Y, net)


def check_net(net: Any) -> "MLP":
    """A net, not its widths or its class."""
    if isinstance(net, type) or not hasattr(net, "theta"):
        given = "an array" if isinstance(net, np.ndarray) else repr(net)
        raise WrongValue(f"net is a net, as MLP([2, 8, 1]), not {given}.")
    return net


def check_targets(Y: Any, net: "MLP", N_s: int) -> np.ndarray:
    """Y as an array that suits the net's head, with N_s columns."""
    head = net.head
    Y = check_data(Y, head.targets(net.widths[-1]), "Y", net)
    if Y.shape[-1] != N_s:
        raise WrongValue(f"X has {N_s} samples and Y has {Y.shape[-1]}; they must have as many columns.")
    if head.target in ("classes", "shares") and (Y.min() < 0 or Y.max() > 1):
        raise WrongValue(
            f"Y holds {Y.min():g} to {Y.max():g}; {head} wants classes or probabilities in [0, 1]."
        )
    if head.target == "shares" and np.abs(Y.sum(axis=-2) - 1).max() > 1e-6:
        raise WrongValue(
            f"Each column of Y must add up to 1 for {head}: one row a class, a 1 in the right one."
        )
    return Y
