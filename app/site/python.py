"""The folder of the site from which pages fetch Python: Pyodide's core, and one archive with all that is imported."""

import gzip
import hashlib
import importlib.metadata
import json
import shutil
import subprocess
from pathlib import Path

from app.site import release

ROOT = Path(__file__).parents[2]
CORE = "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"
# As they are installed, which is by the locked versions; their Python files alone.
PURE = "ipywidgets", "anywidget", "traitlets", "comm", "psygnal", "typing-extensions"
ELSEWHERE = {"server", "site", "lessons"}  # of `app`: nothing of these runs in a page, but `site/inside`
PACKAGES = "packages.tar.gz"
READ = ".py", ".npz", ".json", ".txt"  # scripts and styles come from beside the pages


def build(source: Path, node: Path, out: Path, work: Path) -> dict:
    """Makes the folder inside `out`; what a page's worker is told of it."""
    core = node / release.CORE
    release.take(source, release.needed(core), work / "wheels")
    own(work / "own")
    program = Path(__file__).with_name("inside") / "pack.py"
    command = ["node", "pack.mjs", program, work / "wheels", work / "own", work / "packages.tar"]
    subprocess.run(command, cwd=node, check=True)
    folder = work / "python"
    folder.mkdir()
    for name in CORE:
        shutil.copyfile(core / name, folder / name)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    # All packages are in the archive: Pyodide need not know of any.
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": lock["info"], "packages": {}}))
    packed = gzip.compress((work / "packages.tar").read_bytes(), compresslevel=9, mtime=0)
    (folder / PACKAGES).write_bytes(packed)
    name = f"python-{digest(folder)}"
    shutil.move(folder, out / name)
    fetched = "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", PACKAGES
    sizes = {each: (out / name / each).stat().st_size for each in fetched}
    sent = sum(len(gzip.compress((out / name / each).read_bytes(), 6)) for each in (*CORE, PACKAGES))
    return {"python": f"{name}/", "files": sizes, "packages": PACKAGES, "megabytes": round(sent / 1e6)}


def own(out: Path) -> None:
    """The pure Python packages, and this project without its server, as in site-packages."""
    for name in PURE:
        for file in importlib.metadata.distribution(name).files or ():
            if ".." not in file.parts and (
                file.suffix == ".py" or file.name == "METADATA"
            ):  # anywidget asks for its version
                put(Path(str(file.locate())), out / file)
    for package in "app", "mlcore":
        for path in sorted((ROOT / package).rglob("*")):
            within = path.relative_to(ROOT)
            if path.suffix not in READ or "__pycache__" in within.parts:
                continue
            if len(within.parts) > 2 and within.parts[0] == "app" and within.parts[1] in ELSEWHERE:
                continue
            put(path, out / within)
    here = Path(__file__).parent
    for path in here / "__init__.py", *sorted((here / "inside").glob("*.py")):
        put(path, out / path.relative_to(ROOT))


def put(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def digest(folder: Path) -> str:
    """A name for the content of a folder."""
    found = hashlib.blake2b(digest_size=6)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
