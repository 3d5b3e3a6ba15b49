"""Writes the pages of everything public, from its docstrings: python docs/api.py _site"""

import sys
from pathlib import Path
from pkgutil import iter_modules

import numpy.typing
import pdoc

for name in ("ArrayLike", "DTypeLike"):  # by their names, not by the dozen types they stand for
    setattr(numpy.typing, name, type(name, (), {"__module__": "numpy.typing"}))

import app.experiment
import app.pictures
import app.watch
import app.workbench
import mlcore

PACKAGES = (mlcore, app.experiment, app.workbench, app.watch, app.pictures)


def write(folder: Path) -> None:
    """A page a module, one with all of them, and a search; nothing is asked of any other host."""
    app.watch.watch = app.watch.watch  # it is loaded when it is asked for
    modules = [package.__name__ for package in PACKAGES]
    for package in PACKAGES:
        if hasattr(package, "__all__"):  # pdoc leaves out the modules that are not in it
            modules += [module.name for module in iter_modules(package.__path__, f"{package.__name__}.")]
    pdoc.render.configure(
        docformat="markdown", show_source=False, template_directory=Path(__file__).parent / "api"
    )
    pdoc.pdoc(*modules, output_directory=folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
