"""Arguments that will not do are answered with a sentence that says what they should have been."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from math import isfinite
from numbers import Real
from typing import Any, TypeVar, cast

import numpy as np

from .errors import NotAssigned, WrongArgument, WrongValue
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
                called = type(args[0]).__name__.lower() if name == "__call__" else name
                raise WrongArgument(_wrong(called, bound, args, settings, error, hint)) from None
            raise

    if not isinstance(target, type):
        return cast(F, call)
    setattr(target, "__init__", call)  # noqa: B010
    if getattr(getattr(target, "__dataclass_params__", None), "frozen", False):
        setattr(target, "__setattr__", _is_fixed)  # noqa: B010
    return target


ASIDE = {  # a setting that only such a call has: settings that it has not, and where they are
    "optimizer": {
        **dict.fromkeys(OURS["rate"].split(), "the rate is the optimizer's, as in GradientDescent(0.1)"),
        **dict.fromkeys(OURS["beta"].split(), "the optimizer has it, as Momentum(0.1, 0.9)"),
        **dict.fromkeys(
            OURS["head"].split(), 'the net has its loss, as MLP([2, 8, 1], head="squared error")'
        ),
        "shuffle": "with batch=32, rng=0 samples are drawn in another order in each epoch",
        **dict.fromkeys(
            ("verbose", "callbacks", "callback", "log"),
            "for record in train(…): print(record.loss) is a loop of one's own",
        ),
    },
    "pace": dict.fromkeys(
        ("steps", *OURS["steps"].split()),
        "it goes on until it is paused; watch(train(net, X, Y, …, steps=100)) has an end",
    ),
    "widths": {
        **dict.fromkeys(
            ("hidden", "n_hidden", "hidden_size"), "hidden units stand between the others, as in [2, 8, 1]"
        ),
        **dict.fromkeys(
            ("optimizer", "optimiser", *OURS["rate"].split()),
            "a net is trained from outside, as train(net, X, Y, Adam(0.01))",
        ),
    },
    "rate": dict.fromkeys(OURS["beta"].split(), "Momentum(0.1, 0.9) has it"),
}


def elsewhere(word: str, names: list[str]) -> str:
    """Where a setting is that a call with these names has not, under no name of its own either."""
    if any(ours in names and word in theirs.split() for ours, theirs in OURS.items()):
        return ""
    return next((words[word] for name, words in ASIDE.items() if name in names and word in words), "")


def _is_fixed(value: Any, name: str, new: Any) -> None:
    """In place of a frozen dataclass's own refusal, which leaves to a plain subclass what it adds."""
    own = "__dataclass_params__" in vars(type(value))
    if not own and name not in value.__dataclass_fields__:
        return object.__setattr__(value, name, new)
    kind, known = type(value).__name__, list(signature(type(value)).parameters)
    meant = name if name in known else None
    hint = f"Make another one: {kind}({name}=…)." if meant else did_you_mean(name, known)
    raise NotAssigned(f"{kind} stays as it was made, and {name} cannot be assigned. {hint}")


def _wrong(called, bound, args, settings, error, hint):
    names = [n for n in bound.parameters if n != "self"]
    for word in settings:
        if word not in bound.parameters:
            if not names:
                return f"{called} has no settings, and so no {word}."
            answer = elsewhere(word, names)
            if answer:
                return f"{called} has no {word}: {answer}."
            return f"{called} has no {word}. {did_you_mean(word, names)}"
    given = len(args) - ("self" in bound.parameters)
    places = [p for p in bound.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD and p.name != "self"]
    how = f" {hint}" if hint else ""
    if given > len(places):
        rest = [n for n in names if n not in {p.name for p in places}] or names
        by_name = f" Settings have names: {', '.join(f'{n}=…' for n in rest)}." if rest else ""
        takes = f"{len(places)} argument{'' if len(places) == 1 else 's'}"
        return f"{called} takes {takes} without a name, {given} {'was' if given == 1 else 'were'} given.{how}{by_name}"
    left = [p.name for p in places[given:] if p.default is p.empty and p.name not in settings]
    if left:
        if any(hasattr(arg, "X") and hasattr(arg, "Y") for arg in args[1:]):
            how += " A data set goes in as its two parts, data.X, data.Y."
        return f"{called} needs {' and '.join(left)} as well: {called}({', '.join(names)}).{how}"
    return f"{called}: {error}.{how}"


def check_number(value: Any, what: str, low: float = -np.inf, high: float = np.inf, open_low: bool = False,
                 open_high: bool = False) -> float:  # fmt: skip
    """A finite number from low to high, the ends left out where they are open; `what` begins the sentence."""
    fine = isinstance(value, Real) and not isinstance(value, (bool, np.bool_)) and _finite(value)
    if not fine or not low <= value <= high or (open_low and value == low) or (open_high and value == high):
        raise WrongValue(f"{what} is {_range(low, high, open_low, open_high)}, not {value!r}.")
    return value


def _finite(value):
    """Whether it is a number that a float can be; an int may be beyond."""
    try:
        return isfinite(value)
    except OverflowError:
        return False


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
