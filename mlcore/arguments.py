"""Arguments that will not do are answered with a sentence that says what they should have been."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from math import isfinite
from numbers import Real
from typing import Any, TypeVar, cast

import numpy as np

from .errors import WrongArgument, WrongValue
from .names import OURS, did_you_mean

F = TypeVar("F", bound=Callable[..., Any])


def checked_call(target: F, hint: str = "") -> F:
    """Decorates a function or a class: arguments of wrong names or number are answered with a sentence.

    hint: how a call looks, for the end of the sentence.
    """
    function: Any = vars(target)["__init__"] if isinstance(target, type) else target
    bound, name = signature(function), target.__name__

    @wraps(function)
    def call(*args: Any, **settings: Any) -> Any:
        try:
            return function(*args, **settings)
        except TypeError:  # of this call, or of something in it?
            try:
                bound.bind(*args, **settings)
            except TypeError as error:
                called = str(args[0]) if name == "__call__" else name
                raise WrongArgument(_wrong(called, bound, args, settings, error, hint)) from None
            raise

    if not isinstance(target, type):
        return cast(F, call)
    setattr(target, "__init__", call)  # noqa: B010
    return target


def _wrong(called, bound, args, settings, error, hint):
    names = [n for n in bound.parameters if n != "self"]
    for word in settings:
        if word not in bound.parameters:
            if not names:
                return f"{called} has no settings, and so no {word}."
            if "optimizer" in names and word in OURS["rate"].split():
                return f"{called} has no {word}: the rate is the optimizer's, as in GradientDescent(0.1)."
            return f"{called} has no {word}. {did_you_mean(word, names)}"
    given = len(args) - ("self" in bound.parameters)
    places = [p for p in bound.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD and p.name != "self"]
    how = f" {hint}" if hint else ""
    if given > len(places):
        rest = [n for n in names if n not in {p.name for p in places}] or names
        by_name = f" Settings have names: {', '.join(f'{n}=…' for n in rest)}." if rest else ""
        return f"{called} takes {len(places)} arguments without a name, {given} were given.{how}{by_name}"
    left = [p.name for p in places[given:] if p.default is p.empty and p.name not in settings]
    if left:
        if any(hasattr(arg, "X") and hasattr(arg, "Y") for arg in args[1:]):
            how += " A data set goes in as its two parts, data.X, data.Y."
        return f"{called} needs {' and '.join(left)} as well: {called}({', '.join(names)}).{how}"
    return f"{called}: {error}.{how}"


def check_number(value: Any, what: str, low: float = -np.inf, high: float = np.inf, open_low: bool = False,
                 open_high: bool = False) -> float:  # fmt: skip
    """A finite number from low to high, the ends left out where they are open; `what` begins the sentence."""
    fine = isinstance(value, Real) and not isinstance(value, (bool, np.bool_)) and isfinite(value)
    if not fine or not low <= value <= high or (open_low and value == low) or (open_high and value == high):
        raise WrongValue(f"{what} is {_range(low, high, open_low, open_high)}, not {value!r}.")
    return value


def _range(low, high, open_low, open_high):
    if low == -np.inf and high == np.inf:
        return "a finite number"
    if high == np.inf:
        above = f"above {low:g}" if open_low else f"{low:g} or more"
        return f"a finite number, {above}"
    return f"a number from {low:g}{' (left out)' if open_low else ''} to {high:g}{' (left out)' if open_high else ''}"


def is_whole(value: object) -> bool:
    """Whether it is a whole number: an int or numpy's, not a bool."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def check_whole(value: Any, what: str, least: int = 1) -> int:
    """A whole number of at least `least`, as an int; `what` begins the sentence."""
    if not is_whole(value) or value < least:
        raise WrongValue(f"{what}, at least {least}, not {value!r}.")
    return int(value)


def check_flag(value: Any, what: str) -> bool:
    """True or False; `what` begins the sentence."""
    if not isinstance(value, (bool, np.bool_)):
        raise WrongValue(f"{what} is True or False, not {value!r}.")
    return bool(value)


def check_callable(value: Any, what: str, how: str = "") -> Any:
    """A function; `what` begins the sentence and `how` says what it is called with."""
    if isinstance(value, type) or not callable(value):
        raise WrongValue(f"{what} is a function{how}, not {value!r}.")
    return value


def check_text(value: Any, what: str) -> str:
    """A string; `what` begins the sentence."""
    if not isinstance(value, str):
        raise WrongValue(f"{what} is a string, not {value!r}.")
    return value
