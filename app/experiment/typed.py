"""Values as one types them: {"He": INITIALIZERS["He"](fan="out")}, [2] + [64] * 19 + [1], tanh."""

import json
import math
from collections.abc import Iterator
from inspect import isclass, isfunction
from itertools import groupby
from textwrap import wrap
from typing import Any

from mlcore import INITIALIZERS, Head, Initializer
from mlcore.schedules import piecewise

WIDE = 88  # characters of a line


def typed(value: Any, level: int = 0) -> str:
    """The value; what a list holds stands one under the other, indented, where it is too long for a line."""
    if isinstance(value, str):
        return text(value, level)
    if isinstance(value, float):
        return repr(float(value)) if math.isfinite(value) else f'float("{float(value)}")'
    if isinstance(value, Initializer):
        fan = {} if value.fan == INITIALIZERS[value.name].fan else {"fan": value.fan}
        return f'INITIALIZERS["{value.name}"]' + settings([] if value.value is None else [value.value], fan)
    if isinstance(value, Head):
        return f'HEADS["{value.name}"]' + settings([], value.settings)
    if isclass(value) or isfunction(value):
        return value.__name__
    if isinstance(value, dict):
        entries = (f"{typed(key)}: {typed(item, level + 1)}" for key, item in value.items())
        return bracketed("{", entries, "}", level)
    if isinstance(value, list | tuple):
        ends = ("[", "]") if isinstance(value, list) else ("(", ",)" if len(value) == 1 else ")")
        return runs(value, *ends) or bracketed(
            ends[0], (typed(item, level + 1) for item in value), ends[1], level
        )
    return repr(value)


def text(value: str, level: int) -> str:
    """A string in quotes; one that is too long for a line in pieces, one under the other."""
    whole, wide = json.dumps(value, ensure_ascii=False), WIDE - 4 * level - 2
    exact: dict[str, Any] = dict.fromkeys(("drop_whitespace", "replace_whitespace", "expand_tabs"), False)
    room = (wide - 8) * len(value) // max(len(whole) - 2, 1)  # a line's end takes two characters in quotes
    pieces = wrap(value, max(room, 1), break_long_words=False, break_on_hyphens=False, **exact)
    if len(whole) <= wide or len(pieces) < 2:
        return whole
    indent = "    " * level
    lines = (f"\n{indent}    {json.dumps(piece, ensure_ascii=False)}" for piece in pieces)
    return f"({''.join(lines)}\n{indent})"


def settings(plain: list, named: dict[str, Any]) -> str:
    """(0.01, fan="in") behind an entry of one of the engine's tables; '' for none."""
    given = [*map(typed, plain), *(f"{name}={typed(value)}" for name, value in named.items())]
    return f"({', '.join(given)})" if given else ""


def bracketed(left: str, entries: Iterator[str], right: str, level: int) -> str:
    """Entries in one line, or a line for each."""
    lines = list(entries)
    flat = left + ", ".join(lines) + right
    matrices = any(line.startswith("[[") for line in lines)  # a line for each
    if len(flat) <= WIDE - 4 * level and "\n" not in flat and not matrices:
        return flat
    indent = "    " * level
    return left + "".join(f"\n{indent}    {line}," for line in lines) + f"\n{indent}{right[-1]}"


def runs(values: list | tuple, left: str, right: str) -> str:
    """[2] + [64] * 19 + [1] where a number stands many times in a row; '' elsewhere."""
    groups = [(item, len(list(same))) for item, same in groupby(values)]
    if len(values) < 6 or len(groups) > 3 or not all(isinstance(item, int | float) for item in values):
        return ""
    end = ",)" if right == ")" else right
    return " + ".join(left + typed(item) + end + (f" * {n}" if n > 1 else "") for item, n in groups)


def names_in(value: Any) -> Iterator[tuple[str, str]]:
    """(module, name) of all that has to be imported for `typed(value)`."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, Initializer | Head):
        yield "mlcore", "INITIALIZERS" if isinstance(value, Initializer) else "HEADS"
    elif isinstance(value, piecewise):
        yield "mlcore.schedules", "piecewise"
    elif isclass(value) or isfunction(value):
        yield value.__module__, value.__name__
