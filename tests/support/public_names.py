"""What others may use, by name: the engine, the contract, the workbench, live-coding, parts of pictures. Not a test."""

from importlib import import_module
from inspect import isclass, isfunction
from pkgutil import walk_packages

import app.experiment
import app.pictures
import app.watch
import app.workbench
import mlcore

PACKAGES = (mlcore, app.experiment, app.workbench, app.watch, app.pictures)


def public():
    """{full name: function or class} of each module, defined there, and of the methods of its classes."""
    found = {}
    for package in PACKAGES:
        for info in walk_packages(package.__path__, package.__name__ + "."):
            module = import_module(info.name)
            for name, value in vars(module).items():
                if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
                    continue
                if isfunction(value) or isclass(value):
                    found[f"{module.__name__}.{name}"] = value
                if isclass(value):
                    for part, member in vars(value).items():
                        function = getattr(member, "fget", None) or getattr(member, "__func__", member)
                        function = getattr(function, "func", function)  # of a cached_property
                        if not part.startswith("_") and isfunction(function):
                            found[f"{module.__name__}.{name}.{part}"] = (
                                getattr(value, part, function) if isfunction(member) else function
                            )
    return found


PUBLIC = public()
