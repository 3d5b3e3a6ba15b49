"""The engine's fast tests, and lesson 2's on round-off, in the Python of the static site (Pyodide, in node)."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hosting import CACHE, release
from sources import ROOT

from app.site.release import needed, take
from app.site.widgets import install

# Without compiled parts, as later ones are not.
HYPOTHESIS = "hypothesis==6.140.0 --hash=sha256:{digest}"
DIGEST = "ff251c41e4ffed6484720ffef68b31f705e62f50e22947f9f7ef1206b715f376"
PURE = (
    "pytest",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "sortedcontainers",
    "attrs",
    "autograd",
    "traitlets",
)
SETTINGS = """[pytest]
pythonpath = /repository/tests/support
addopts = --import-mode=importlib --rootdir=/repository --capture=sys -p no:cacheprovider -p no:faulthandler
filterwarnings = error
markers =
    slow
    browser
    long
    binder
"""
# What they compare with is matplotlib's, IPython's or another process'.
NOT_THERE = "tests/mlcore/test_display.py", "tests/mlcore/refused/test_mistakes.py"
FAST = "not slow and not long and not browser and not binder"


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    """A folder with Pyodide for node, numpy's wheel of its release, and pytest with what it needs."""
    folder = tmp_path_factory.mktemp("node")
    modules = install(CACHE / "site") / "node_modules"
    (folder / "node_modules").symlink_to(modules)
    shutil.copyfile(Path(__file__).with_name("engine.mjs"), folder / "engine.mjs")
    take(release(), needed(modules / "pyodide"), folder / "wheels")
    for wheel in (folder / "wheels").glob("numpy-*.whl"):
        shutil.move(wheel, folder / wheel.name)
    wanted = folder / "wanted.txt"
    wanted.write_text(HYPOTHESIS.format(digest=DIGEST))
    options = ["--no-deps", "--require-hashes", "--quiet", "--disable-pip-version-check"]
    download = [sys.executable, "-m", "pip", "download", *options, "-r", wanted, "-d", folder]
    subprocess.run(download, check=True)
    for name in PURE:
        for file in importlib.metadata.distribution(name).files:
            if ".." not in file.parts and "__pycache__" not in file.parts:
                put = folder / "packages" / file
                put.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file.locate(), put)
    (folder / "pytest.ini").write_text(SETTINGS)
    return folder


@pytest.mark.slow
def test_the_engine_holds_in_the_browsers_python(node):
    places = ["tests/mlcore", "tests/symmetry/test_round_off.py"]
    options = [*(f"--ignore={name}" for name in NOT_THERE), "-m", FAST, "-q", "--tb=short"]
    command = ["node", "--preserve-symlinks-main", "engine.mjs", ROOT, node, *places, *options]
    done = subprocess.run(command, cwd=node, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 2300  # 2446 on 29 November 2026
