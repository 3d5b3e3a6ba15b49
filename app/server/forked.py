"""A kernel's life when it is forked: what it draws for itself, and what else is done when a kernel imports things."""

import atexit
import gc
import multiprocessing
import os
import sys
import threading


def run(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Does as `python -m ipykernel_launcher` would, started with these arguments, environment and folder."""
    os.setsid()  # an interrupt is for this kernel alone
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder in which the server was started
    gc.enable()
    threading.Thread(target=end_with_server, daemon=True).start()

    import ipywidgets
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    np.random.seed()
    kernel = IPKernelApp.instance()
    kernel.initialize(arguments)
    ipywidgets.register_comm_target()
    try:
        kernel.start()
    finally:
        atexit._run_exitfuncs()


def end_with_server() -> None:
    """A kernel whose server was killed is nobody's any more."""
    multiprocessing.parent_process().join()
    os._exit(1)
