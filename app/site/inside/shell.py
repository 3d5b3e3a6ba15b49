"""What ipywidgets, anywidget and the workbench want of IPython, in a few lines: a page runs Python without it."""

import sys
import traceback
import types


class Session:
    """The one session of a page: the names of its cells, and what was displayed; to others it is IPython's shell."""

    kernel = None
    events = types.SimpleNamespace(trigger=lambda event: None)

    def __init__(self):
        self.user_ns = {"__name__": "__main__"}
        self.shown = []

    def showtraceback(self):
        """Of an error in a widget's answer: for the browser's console."""
        traceback.print_exc()


def install(session):
    """Makes `import IPython` give what is needed here, with this session."""

    def module(name, **names):
        made = sys.modules[name] = types.ModuleType(name)
        made.__path__ = []
        vars(made).update(names)
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, made)

    def display(*objects, **_):
        session.shown.extend(objects)

    def get_ipython():
        return session

    module("IPython", get_ipython=get_ipython, version_info=(9, 0, 0), __version__="9.0.0")
    module("IPython.display", display=display, clear_output=lambda *_, **__: None, HTML=str)
    module("IPython.core")
    module("IPython.core.pylabtools")  # matplotlib looks whether there is something to mend
    module("IPython.core.getipython", get_ipython=get_ipython)
    module(
        "IPython.core.interactiveshell",
        InteractiveShell=types.SimpleNamespace(initialized=lambda: False),
    )
    return session
