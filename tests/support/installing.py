"""Builds the project's wheel, and installs it where nothing of this checkout is known, for a test."""

import os
import subprocess
import sys

from sources import ROOT


def locked(name):
    """{package: version} of a file of locked versions."""
    lines = (ROOT / name).read_text().splitlines()
    return {line.split("==")[0]: line.split("==")[1].split(" ;")[0] for line in lines}


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--quiet"], check=True)


def wheel(source, folder):
    """The one wheel of a checkout or an sdist, built in a folder of its own."""
    pip("wheel", source, "--no-deps", "--wheel-dir", folder)
    (path,) = folder.iterdir()
    return path


class Environment:
    """A bare environment: Python's own library, and what is installed."""

    def __init__(self, folder):
        self.folder, self.python = folder, folder / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)

    def install(self, *arguments):
        pip("--python", self.python, "install", *arguments)

    def uninstall(self, name):
        pip("--python", self.python, "uninstall", "--yes", name)

    def files(self):
        """All files and folders, but for what Python caches beside them."""
        return {path for path in self.folder.rglob("*") if "__pycache__" not in path.parts}

    def run(self, code, **variables):
        """What a program prints, started in the environment's own folder."""
        command = [self.python, "-W", "error", "-c", code]
        answer = subprocess.run(
            command, cwd=self.folder, env=clean(self.folder) | variables, capture_output=True, text=True
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()


def clean(home):
    """The variables of the shell of a visitor who has just come: nothing of Python's or Jupyter's is set."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    return ours | {"HOME": str(home)}
