"""JupyterLite's Lab under lab/, for those who edit: the lessons as notebooks, in the very Python that their pages have.

Its kernel wants IPython besides, which comes in wheels of Pyodide's release, and the scripts and styles of widgets,
which a page has beside it: these are the project's wheel. One list, a lock file of Pyodide's own kind, names the site's
archive and all wheels, by hash; they are fetched side by side, and nothing is looked up.
"""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from app.server.files import WIDGETS
from app.server.lessons import FOLDER
from app.site.python import PURE
from app.site.release import WANTED, Missing, needed, take

KERNEL = "@jupyterlite/pyodide-kernel-extension"
WIDGET_EXTENSIONS = "@jupyter-widgets/jupyterlab-manager", "anywidget"  # of JupyterLab, as they are installed
# What the kernel loads before it starts, of the release.
SHELL = "micropip", "ssl", "sqlite3", "jedi", "ipython"
OURS = "backprop-lab"
BESIDE = "piplite", "pyodide_kernel", "ipykernel"  # what it brings along itself
EXTENSIONS = Path("share/jupyter/labextensions")  # where they are in an environment
WANTS = Path(__file__).with_name("jupyterlite.txt")
WHEELS = "wheels"
NO_ICON = '<link rel="icon" href="data:,">'  # else browsers ask the host for one
# As `inside/bridge.py` has it for pages: matplotlib looks for every font that equations could fall back to.
QUIET = (
    'import logging\n\nlogging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)\ndel logging\n'
)


def install(folder: Path) -> Path:
    """JupyterLite by its hashes, in a folder that is kept from build to build."""
    kept = folder / WANTS.name
    if not kept.exists() or kept.read_bytes() != WANTS.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        command = [sys.executable, "-m", "pip", "install", *options, "--target", folder, "-r", WANTS]
        subprocess.run(command, check=True)
        shutil.copyfile(WANTS, kept)
    return folder


def build(
    source: Path, core: Path, out: Path, python: str, packages: str, work: Path, jupyterlite: Path
) -> None:
    """Makes lab/ in the site `out`, whose folder `python` has Pyodide's core and the archive `packages`."""
    kernel = jupyterlite / EXTENSIONS / KERNEL
    widgets = [Path(sys.prefix) / EXTENSIONS / name for name in WIDGET_EXTENSIONS]
    config = {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(FOLDER)],
            "federated_extensions": [str(path) for path in (*widgets, kernel)],
            "ignore_sys_prefix": ["federated_extensions"],  # no others
            "no_libarchive": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str((out / "lab").resolve()),
        }
    }
    lite = work / "lite"
    lite.mkdir()
    (lite / "jupyter_lite_config.json").write_text(json.dumps(config))
    (lite / "jupyter-lite.json").write_text(json.dumps(settings(python)))
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    place = os.environ | {"PYTHONPATH": str(jupyterlite)}
    done = subprocess.run(command, cwd=lite, env=place, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"JupyterLite did not build lab/:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    for page in out / "lab/index.html", out / "lab/lab/index.html":  # the first leads to the second
        page.write_text(page.read_text(encoding="utf-8").replace("</head>", f"{NO_ICON}</head>", 1), "utf-8")
    wheels = out / "lab" / WHEELS
    take(source, shell(core), wheels)
    for wheel in (kernel / "static/pypi").glob("*.whl"):
        if wheel.name.startswith(BESIDE):
            (wheels / wheel.name).write_bytes(wheel.read_bytes())
    scripts(wheels)
    (wheels / "pyodide-lock.json").write_text(json.dumps(lock(core, wheels, out / python / packages)))


def settings(python: str) -> dict:
    """Of JupyterLite; addresses are relative to lab/."""
    kernel = {
        "pyodideUrl": f"./../{python}pyodide.js",
        "disablePyPIFallback": True,  # no other host is asked
        "loadPyodideOptions": {
            "lockFileURL": f"{WHEELS}/pyodide-lock.json",
            "packages": [*SHELL, *BESIDE, OURS],
        },
    }
    config = {"appName": "Backprop Lab", "litePluginSettings": {f"{KERNEL}:kernel": kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}


def shell(core: Path) -> dict[str, dict]:
    """{name: official entry} of what the kernel needs of the release and the site's archive does not have."""
    there = {*needed(core, WANTED), *PURE}
    return {
        name: entry | {"depends": [each for each in entry["depends"] if each not in there]}
        for name, entry in needed(core, SHELL).items()
        if name not in there
    }


def scripts(folder: Path) -> None:
    """Writes the project's wheel: what its widgets send to a page that has no such files beside it."""
    version = importlib.metadata.version(OURS)
    name = f"{OURS.replace('-', '_')}-{version}"
    with ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
        for path in sorted(WIDGETS.iterdir()):
            if path.suffix in (".js", ".css"):
                wheel.write(path, f"app/widgets/{path.name}")
        wheel.writestr(f"{name}.data/data/etc/ipython/startup/quiet.py", QUIET)
        wheel.writestr(
            f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {OURS}\nVersion: {version}\n"
        )


def lock(core: Path, wheels: Path, archive: Path) -> dict:
    """Pyodide's list of packages; files stand relative to the folder of its core."""
    info = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    here = f"../lab/{WHEELS}/"
    packages = {name: entry | {"file_name": here + entry["file_name"]} for name, entry in shell(core).items()}
    packages["site-packages"] = entry(archive, archive.name, "site-packages", "0", [])
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        name = name.replace("_", "-")
        if name not in packages:
            packages[name] = entry(wheel, here + wheel.name, name, version, ["site-packages"])
    return {"info": info, "packages": packages}


def entry(path: Path, file: str, name: str, version: str, depends: list[str]) -> dict:
    return {
        "name": name,
        "version": version,
        "file_name": file,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": [],
        "depends": depends,
    }
