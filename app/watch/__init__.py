"""Live-coding: one line shows the net that was just typed (`from app.watch import watch`)."""

import sys
from types import ModuleType

from mlcore.checks.errors import NotThere, WrongArgument

__all__ = ["watch"]
INSTEAD = {name: f"It is watch.{name}(…), after from app.watch import watch." for name in ("board", "hall")}


def __getattr__(name):
    """`watch`, loaded when it is asked for: the experiment beside it needs no widgets."""
    if name == "watch":
        from app.watch.panel import watch

        return watch
    raise NotThere.of(__name__, name, __all__, {}, INSTEAD)


class Called(ModuleType):
    """After `from app import watch` this module would be called in place of the function in it."""

    def __call__(self, *args, **settings):
        raise WrongArgument("That is the module; its function comes by: from app.watch import watch.")


sys.modules[__name__].__class__ = Called
