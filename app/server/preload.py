"""What the fork server imports before the first kernel is forked from it: code, and no visitor's data.

One thread and no lock that is held: only then is a fork without danger. The garbage collector is told to leave alone
what is there, or each kernel would come to own a copy of it.
"""

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

# As the standard library does later: the server says when it is time to end.
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])

gc.disable()

sys.modules["debugpy"] = (
    None  # nobody debugs a lesson, and it takes as long as all the rest of a kernel's start
)

# What a kernel of a lesson has imported in the end; `tests/server/test_forks.py` looks for what is missing.
LIBRARIES = (
    "numpy",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "app.server.forked",
    "tornado.platform.asyncio",
    "tornado.locks",
    "tornado.queues",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "encodings.idna",
    "encodings.latin_1",
    "encodings.ascii",
    "ipywidgets",
    "anywidget",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
)
INLINE = "module://matplotlib_inline.backend_inline"
HERE = Path(__file__).parents[1]


def own() -> list[str]:
    """Every module that a lesson may import: of the engine, and of the app's topics and what they stand on."""
    found = []
    for package in "mlcore", "app":
        folder = str(HERE.with_name(package))
        found += [module.name for module in walk_packages([folder], f"{package}.")]
    others = "app.server", "app.site", "app.teaching", "app.__main__"
    return [name for name in found if not name.startswith(others)]


def warm() -> None:
    """Draws a picture, since what matplotlib works out at first (fonts by their names, the grammar of equations) takes
    a fifth of the processor time of a kernel's first one.

    Matplotlib itself opens its fonts anew after a fork: who shares a file shares the place at which it is read.
    """
    exhibit = import_module("app.initialization.three_starts").EXHIBIT
    view = import_module("app.workbench.view").View(exhibit.plot(), exhibit.heights)
    view.png(exhibit.start().start().result())
    import_module("ipywidgets").Widget.close_all()


for name in *LIBRARIES, *own():
    import_module(name)
# As in a kernel that imports matplotlib itself: a figure is drawn into the page. Looking for it is slow.
import_module("matplotlib").rcParams["backend"] = os.environ.get("MPLBACKEND") or INLINE
warm()
if len([*Path("/proc/self/task").iterdir()]) > 1:
    sys.exit("a library has started a thread")
gc.collect()
import_module("app.workbench.screen").give_back()
gc.freeze()
