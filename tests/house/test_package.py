"""The wheel: all that git knows of the packages and the lessons, and nothing else; what it needs is named."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from zipfile import ZipFile

import pytest
from installing import Environment, wheel
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sources import ROOT, files, imported

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
VERSION = PROJECT["project"]["version"]
LOCKED = ROOT / "binder" / "requirements.txt"
ORIGIN = packages_distributions()  # {what is imported: the distributions it comes from}


def declared(requirements):
    return {canonicalize_name(Requirement(line).name) for line in requirements}


@pytest.mark.parametrize("path", files("app"))
def test_what_app_imports_is_named_among_the_dependencies(path):
    for name in set(imported(path)) - {"app", "mlcore", *sys.stdlib_module_names}:
        assert declared(PROJECT["project"]["dependencies"]) & set(map(canonicalize_name, ORIGIN[name])), name


def test_what_builds_the_package_is_locked():
    for requirement in map(Requirement, PROJECT["build-system"]["requires"]):
        assert re.fullmatch(r"==[\d.]+", str(requirement.specifier))


def known_to_git():
    """{name in the wheel: content} of every file of the packages and lessons that is not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "app", "mlcore", "lessons"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    paths = [ROOT / name for name in names]
    return {
        re.sub("^lessons/", "app/lessons/", name): path.read_bytes()
        for name, path in zip(names, paths, strict=True)
        if path.exists()
    }


def contents(path):
    """{name: content} of a wheel, its metadata aside."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        return {name: archive.read(name) for name in names}


@pytest.mark.binder
def test_the_wheel_holds_what_git_knows_also_by_way_of_an_sdist(tmp_path):
    known = known_to_git()
    assert {"app/py.typed", "mlcore/py.typed", "app/lessons/03_initialization.ipynb"} <= set(known)
    assert {".js", ".css", ".j2", ".json", ".npz"} <= {"." + name.rpartition(".")[2] for name in known}
    direct = contents(wheel(ROOT, tmp_path / "direct"))
    assert set(direct) == set(known)
    assert direct == known

    builder = Environment(tmp_path / "builder")
    builder.install(*PROJECT["build-system"]["requires"])
    sdist = [builder.python, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path / "sdist"]
    subprocess.run(sdist, cwd=ROOT, check=True, capture_output=True)
    (archive,) = (tmp_path / "sdist").iterdir()
    assert contents(wheel(archive, tmp_path / "indirect")) == known


@pytest.mark.binder
def test_the_engine_needs_numpy_alone_and_leaves_nothing_behind(tmp_path):
    environment = Environment(tmp_path / "environment")
    (numpy,) = re.findall(r"^numpy==\S+", LOCKED.read_text(), re.MULTILINE)
    environment.install(numpy)
    before = environment.files()
    show_version = "import mlcore; print(mlcore.__version__)"
    assert environment.run(show_version, PYTHONPATH=str(ROOT)) == "0+unknown"

    environment.install("--no-deps", wheel(ROOT, tmp_path / "wheel"))
    assert environment.run(show_version) == VERSION
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    (example,) = (example for example in examples if "print(" in example)
    assert environment.run(example) == re.search(r"# ([\d.]+)$", example.strip())[1]
    assert environment.run("import mlcore; print(mlcore.DATASETS['digits'](10).X.shape)") == "(64, 10)"
    others = "from importlib.util import find_spec; print(*map(find_spec, ['tests', 'lessons', 'voila']))"
    assert environment.run(others) == "None None None"

    environment.uninstall("backprop-lab")
    assert environment.files() == before
