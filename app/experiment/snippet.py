"""Code to take along: functions as they stand in the app, and the one call with the learner's numbers.

A recipe is an ordinary function. `written` shows it with all it needs to run where only mlcore and numpy are: the
imports, whatever of the app it uses, its own source, and the call. Nothing of that is written a second time.
"""

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import Parameter, getsource, signature
from typing import Any

import mlcore
from app.experiment.contract import Settings
from app.experiment.typed import WIDE, names_in, typed


def arguments(recipe: Callable, settings: Settings, **others: Any) -> Settings:
    """{parameter: value}: what `others` or the settings have by its name; KeyError where neither has. A parameter
    with a default that they do not have, or have as it is, is left out."""
    given = settings | others
    chosen: Settings = {}
    for name, parameter in signature(recipe).parameters.items():
        if parameter.kind is Parameter.VAR_KEYWORD:
            chosen |= given.get(name, {})
        elif parameter.default is parameter.empty or given.get(name, parameter.default) != parameter.default:
            chosen[name] = given[name]
    return chosen


def written(recipe: Callable, into: str, settings: Settings, **others: Any) -> str:
    """The recipe as one would type it, with what it needs, and `into = recipe(…)` with these `arguments`."""
    given = arguments(recipe, settings, **others)
    parts = Parts()
    for module, name in (*names_in(given), (recipe.__module__, recipe.__name__)):
        parts.take(module, name)
    return parts.text() + call(recipe.__name__, into, given)


def call(name: str, into: str, given: Settings) -> str:
    """`into = name(parameter=value, …)`, a line for each where they do not fit in one."""
    flat = f"{into} = {name}({', '.join(f'{key}={typed(value)}' for key, value in given.items())})"
    if len(flat) <= WIDE and "\n" not in flat:
        return flat
    lines = "".join(f"    {key}={typed(value, 1)},\n" for key, value in given.items())
    return f"{into} = {name}(\n{lines})"


class Parts:
    """What a snippet needs, in the order in which it can stand."""

    def __init__(self) -> None:
        self.imports: dict[str, set[str]] = {}  # {module: names}
        self.constants: dict[str, str] = {}  # {name: source}
        self.definitions: dict[str, str] = {}

    def take(self, module: str, name: str) -> None:
        """Add a name of a module: an import, or of what is the app's the source, and all that it uses."""
        if not module.startswith("app."):
            offered = module.startswith("mlcore") and name in mlcore.__all__
            self.imports.setdefault("mlcore" if offered else module, set()).add(name)
            return
        lines, defined = contents(module)
        node = defined[name]
        if isinstance(node, ast.ImportFrom):
            self.take(str(node.module), name)
        elif isinstance(node, ast.Import):
            self.imports.setdefault(ast.unparse(node), set())
        elif name not in self.definitions:
            for used in names_used(node):
                if used in defined and used != name:
                    self.take(module, used)
            kind = self.constants if isinstance(node, ast.Assign) else self.definitions
            kind[name] = "\n".join(lines[node.lineno - 1 : node.end_lineno])

    def text(self) -> str:
        """All of it, in front of what uses it."""
        head = "\n\n".join(filter(None, [import_lines(self.imports), "\n".join(self.constants.values())]))
        return "".join(f"{part}\n\n\n" for part in (head, *self.definitions.values()) if part)


@cache
def contents(module: str) -> tuple[list[str], dict[str, ast.stmt]]:
    """The lines of a module, and {name: statement that gives it} of its top level."""
    source = getsource(import_module(module))
    defined: dict[str, ast.stmt] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            defined |= {alias.asname or alias.name: node for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] = node
        elif isinstance(node, ast.Assign):
            defined |= {target.id: node for target in node.targets if isinstance(target, ast.Name)}
    return source.splitlines(), defined


def names_used(node: ast.stmt) -> list[str]:
    """The names that a statement takes from outside, each once."""
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    own = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    own |= {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    return list(dict.fromkeys(each.id for each in names if each.id not in own))


def import_lines(imports: dict[str, set[str]]) -> str:
    """As ruff sorts them: the standard library, numpy, mlcore, with an empty line between."""
    groups: tuple[list[str], ...] = [], [], []
    for module, names in sorted(imports.items()):
        line = f"from {module} import {', '.join(sorted(names, key=by_kind))}" if names else module
        package = line.split()[1].partition(".")[0]
        groups[2 if package == "mlcore" else 0 if package in sys.stdlib_module_names else 1].append(line)
    return "\n\n".join("\n".join(group) for group in groups if group)


def by_kind(name: str) -> tuple[int, str]:
    """CONSTANTS, Classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name
