"""Errors whose sentence says all: what was asked for, and what it should have been. IPython shows it beneath the
reader's own line, and nothing of what lies inside."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from .names import did_you_mean


class Sentence(Exception):
    """Mixed into an error of Python's own kinds."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback."""
        kind = next(base.__name__ for base in type(self).__mro__ if not issubclass(base, Sentence))
        lines, cause = [*own_lines(self.__traceback__), f"{kind}: {self}"], self.__cause__
        if cause is not None:  # an error in a function of the reader's own
            lines += ["because of", *own_lines(cause.__traceback__), f"{type(cause).__name__}: {cause}"]
        return lines


class WrongValue(Sentence, ValueError):
    """A value that will not do."""


class WrongArgument(Sentence, TypeError, ValueError):
    """An argument of another name or number than those there are: a TypeError, as of Python itself, and a
    ValueError, as whatever the engine refuses."""


class WrongLayer(Sentence, IndexError, ValueError):
    """A number that no layer has."""


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


def own_lines(tb: TracebackType | None) -> Iterator[str]:
    """The reader's own lines on the way to an error, as 'Line 3: net.forward(X.T)'."""
    import traceback  # only an error pays for it
    from sysconfig import get_paths

    paths = get_paths()
    libraries = Path(__file__).parents[1], Path(paths["stdlib"]), Path(paths["purelib"])
    for frame in traceback.extract_tb(tb):
        path = Path(frame.filename)
        if any(path.is_relative_to(folder) for folder in libraries) or frame.filename.startswith("<frozen"):
            continue
        yield f"{path.name + ', line' if path.exists() else 'Line'} {frame.lineno}: {frame.line}"
