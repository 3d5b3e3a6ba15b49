"""A kernel's life: forked, with what it draws for itself and what else is done when a kernel imports things, or as a
program of its own."""

import atexit
import gc
import logging
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable


def run(arguments: list[str], environment: dict[bytes, bytes], folder: str) -> None:
    """Does as `python -m ipykernel_launcher` would, started with these arguments, environment and folder."""
    os.setsid()  # an interrupt is for this kernel alone
    os.environb.clear()
    os.environb.update(environment)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder in which the server was started
    gc.enable()
    threading.Thread(target=end_with_server, daemon=True).start()

    import ipywidgets
    import numpy as np

    np.random.seed()
    live(arguments, begun=ipywidgets.register_comm_target)


def live(arguments: list[str], begun: Callable[[], None] = lambda: None) -> None:
    """Serves a page until it is gone, and ends without a word: sockets are closed while they are still spoken to."""
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance()
    kernel.initialize(arguments)
    begun()
    try:
        kernel.start()
    finally:
        warnings.simplefilter("ignore", RuntimeWarning)  # what was begun and is not done any more is no news
        logging.disable()
        atexit._run_exitfuncs()


def end_with_server() -> None:
    """A kernel whose server was killed is nobody's any more."""
    multiprocessing.parent_process().join()
    os._exit(1)


if __name__ == "__main__":
    live(sys.argv[1:])
