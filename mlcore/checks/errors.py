"""Errors whose sentence says all: what was asked for, and what it should have been. IPython shows it beneath the
reader's own line, and nothing of what lies inside."""

import re
import sys
from collections.abc import Iterable, Iterator
from opcode import opmap
from pathlib import Path
from types import TracebackType
from typing import Any

from .names import IMPORTED, WHERE, did_you_mean


class Sentence(Exception):
    """Mixed into an error of Python's own kinds."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback."""
        kind = next(base.__name__ for base in type(self).__mro__ if not issubclass(base, Sentence))
        lines, cause = [*own_lines(self.__traceback__), f"{kind}: {self}"], self.__cause__
        if cause is not None:  # an error in a function of the reader's own
            lines += ["because of", *own_lines(cause.__traceback__), stopped(cause)]
        return lines


class WrongValue(Sentence, ValueError):
    """A value that will not do."""


class WrongArgument(Sentence, TypeError, ValueError):
    """An argument of another name or number than those there are: a TypeError, as of Python itself, and a
    ValueError, as whatever the engine refuses."""


class WrongLayer(Sentence, IndexError, ValueError):
    """A number that no layer has."""


class NotAssigned(Sentence, AttributeError, ValueError):
    """A name that an object has, and that is not to be assigned."""


class NotThere(Sentence, ImportError):
    """A name that a module does not have, asked for by an import, which says nothing of an AttributeError."""

    @classmethod
    def of(
        cls,
        module: str,
        name: str,
        known: Iterable[str],
        elsewhere: dict[str, Iterable[str]],
        instead: dict[str, str] | None = None,
    ) -> Exception:
        """The error of `from module import name` or `module.name`, for a module's `__getattr__` alone, whose caller it
        looks at; elsewhere: names of other modules; instead: sentences for names."""
        if name.startswith("_"):  # Python and IPython ask for many
            return AttributeError(f"module {module!r} has no attribute {name!r}")
        asks = sys._getframe(2)
        imports = asks.f_code.co_code[asks.f_lasti] == opmap["IMPORT_FROM"]
        kind = cls if imports else UnknownName  # which hasattr and getattr expect
        meant = WHERE.get(name, name)
        for place, names in ({module: known} | elsewhere).items():
            if meant in names:
                return kind(f"{module} has no {name}. Did you mean: from {place} import {meant}?")
        answer = (
            (IMPORTED | (instead or {})).get(name, "").format(name)
            or _entry(name)
            or did_you_mean(name, known)
        )
        return kind(f"{module} has no {name}. {answer}")


def _entry(name: str) -> str:
    """Where a table has what was looked for as a name of its own."""
    tables = (getattr(sys.modules["mlcore"], each) for each in ("ACTIVATIONS", "INITIALIZERS", "HEADS"))
    found = ((table.called, key) for table in tables for key in table if key.lower() == name.lower())
    return next((f'It is an entry of a table: {called}["{key}"].' for called, key in found), "")


class UnknownName(Sentence, AttributeError):
    """A name that an object does not have."""

    @classmethod
    def of(cls, owner: Any, name: str, instead: dict[str, str] | None = None) -> AttributeError:
        """The error of `owner.name`, for a `__getattr__`; instead: sentences for names whose answer is not a name."""
        kind = type(owner).__name__
        if name.startswith("_"):  # Python and IPython ask for many
            return AttributeError(f"{kind!r} object has no attribute {name!r}")
        known = [each for each in dir(owner) if not each.startswith("_")]
        answer = (instead or {}).get(name) or did_you_mean(name, known)
        return cls(f"{kind} has no {name}. {answer}")


def stopped(error: BaseException) -> str:
    """What an error in a function of the reader's own says: our sentences as they are, and numpy's words for a product
    whose shapes do not fit, which speak of gufuncs, in ours."""
    said = str(error)
    if isinstance(error, Sentence):
        return said
    sizes = re.search(r"matmul: .*\(size (\d+) is different from (\d+)\)", said)
    if sizes:
        return (
            f"Two shapes do not fit: in a product A @ B here, A has {sizes[2]} columns and B {sizes[1]} rows; "
            "both numbers have to be the same. Columns are samples."
        )
    if "broadcast together with shapes" in said:
        return f"Two shapes do not fit, entry by entry: {said.partition('shapes ')[2].strip()}."
    return f"{type(error).__name__}: {said}" + "." * (said[-1:] not in [*".?!"])


def own_lines(tb: TracebackType | None) -> Iterator[str]:
    """The reader's own lines on the way to an error, as 'Line 3: net.forward(X.T)'."""
    import traceback  # only an error pays for it
    from sysconfig import get_paths

    paths = get_paths()
    libraries = Path(__file__).parents[2], Path(paths["stdlib"]), Path(paths["purelib"])
    for frame in traceback.extract_tb(tb):
        path = Path(frame.filename)
        if any(path.is_relative_to(folder) for folder in libraries) or frame.filename.startswith("<frozen"):
            continue
        yield f"{path.name + ', line' if path.exists() else 'Line'} {frame.lineno}: {frame.line}"
