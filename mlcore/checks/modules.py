"""A module that answers with a sentence who calls it, or asks it for a name that it has not."""

import sys
from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType
from typing import Any

from .errors import NotThere, WrongArgument


class Answering(ModuleType):
    """What `answers` makes of a module, with what that was told."""

    _answers: tuple[
        Callable[[dict[str, Any]], str], Callable[[], Iterable[str]], Callable[[], dict[str, str]]
    ]

    def __call__(self, *args: Any, **settings: Any) -> None:
        raise WrongArgument(self._answers[0](settings))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python and IPython ask for many, before there are answers, too
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        _, offers, instead = self._answers
        raise NotThere.of(self.__name__, name, offers(), {}, instead())


def answers(
    module: str,
    called: Callable[[dict[str, Any]], str],
    offers: Callable[[], Iterable[str]],
    instead: Callable[[], dict[str, str]] = dict,
) -> None:
    """Let a module that is loaded answer; called(settings) is what it says to who calls it, offers() are its names,
    instead() sentences for others."""
    here = sys.modules.get(module)
    if here is not None:
        here.__class__ = Answering
        vars(here)["_answers"] = called, offers, instead


def folders(module: str) -> list[str]:
    """The folders in this one, as one imports them."""
    from pkgutil import iter_modules

    return [each.name for each in iter_modules(sys.modules[module].__path__) if each.ispkg]


def topic(module: str) -> None:
    """Let a folder of folders answer with the names of those."""
    short = module.rpartition(".")[2]

    def called(_: Any) -> str:
        return f"{short} is a folder of panels: from {module} import {', '.join(folders(module))}."

    def instead() -> dict[str, str]:
        return dict.fromkeys(
            ("panel", "deeper"), f"Each of its folders has a panel: {', '.join(folders(module))}."
        )

    answers(module, called, lambda: folders(module), instead)


def module(name: str) -> None:
    """Let a module answer with what it defines itself."""
    here = vars(sys.modules[name])

    def own() -> list[str]:
        return [key for key, value in here.items() if key[0] != "_" and _defined(value, name)]

    answers(name, lambda _: f"{name} is a module: from {name} import {', '.join(own())}.", own)


def _defined(value: Any, module: str) -> bool:
    """A function or a class that was made there; or an object of the engine: a table, an entry, a data set."""
    if isinstance(value, (type, FunctionType)):
        return value.__module__ == module
    return type(value).__module__.startswith("mlcore.") and not isinstance(value, ModuleType)
