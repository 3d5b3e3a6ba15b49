"""Where Jupyter, its kernels and matplotlib keep small files of their own: at home, or, if nothing can be written
there, in a temporary folder that goes with the server."""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir


def writable(folder: Path) -> bool:
    """Whether a file can be made there; makes the folder, if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def find_places(until: ExitStack) -> None:
    """Names temporary folders in the environment, which the kernels inherit, for those that cannot be written."""
    for name, usual in (
        ("JUPYTER_CONFIG_DIR", jupyter_config_dir()),  # Jupyter makes it when a lesson is opened
        ("JUPYTER_DATA_DIR", jupyter_data_dir()),
        ("JUPYTER_RUNTIME_DIR", jupyter_runtime_dir()),
        ("IPYTHONDIR", os.environ.get("IPYTHONDIR") or Path.home() / ".ipython"),
        ("MPLCONFIGDIR", os.environ.get("MPLCONFIGDIR") or Path.home() / ".config" / "matplotlib"),
    ):
        if not writable(Path(usual)):
            os.environ[name] = until.enter_context(tempfile.TemporaryDirectory(prefix="backprop-lab-"))
