"""Code to take along: it is as clean as the app's own, and needs mlcore and numpy alone; imports have one spelling."""

import ast
import json
import subprocess
import sys
from importlib import import_module
from inspect import isclass, isfunction

import numpy as np
import pytest
from lab import moved
from sources import ROOT

import mlcore
from app.exhibits import exhibits
from app.experiment.snippet import arguments
from app.experiment.typed import typed
from mlcore import HEADS, INITIALIZERS, MLP

RUFF = [sys.executable, "-m", "ruff"]
# `l` is the lecture's name of a loss. In a folder of its own ruff cannot know that mlcore is ours.
OURS = ["--config", str(ROOT / "pyproject.toml"), "--config", 'lint.isort.known-first-party=["mlcore"]']


@pytest.fixture(scope="module")
def snippets(tmp_path_factory):
    """A folder with the code of every exhibit, as it begins and with its settings moved."""
    folder = tmp_path_factory.mktemp("snippets")
    for key, exhibit in exhibits().items():
        for name, experiment in (("begins", exhibit.start()), ("moved", moved(exhibit).experiment)):
            (folder / f"{key}.{name}.py").write_text(experiment.start().result().snippet + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "command", [["check", "--ignore", "E741"], ["format", "--check"]], ids=["lint", "format"]
)
def test_they_are_as_clean_as_the_app(snippets, command):
    done = subprocess.run([*RUFF, *command, *OURS, str(snippets)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_they_need_mlcore_and_numpy_alone_and_end_in_one_call(snippets):
    for path in snippets.iterdir():
        *head, call = ast.parse(path.read_text("utf-8")).body
        assert isinstance(call, ast.Assign) and isinstance(call.value, ast.Call), path.name
        kinds = ast.Import | ast.ImportFrom | ast.Assign | ast.FunctionDef | ast.ClassDef
        assert all(isinstance(node, kinds) for node in head), path.name
        packages = {module.partition(".")[0] for module, _ in imported(head)}
        assert packages <= {"mlcore", "numpy", *sys.stdlib_module_names}, path.name


def test_their_functions_stand_in_the_app_as_they_are_shown(snippets):
    code = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "app").rglob("*.py")]
    kinds = ast.FunctionDef | ast.ClassDef
    known = {ast.unparse(node) for tree in code for node in tree.body if isinstance(node, kinds)}
    for path in snippets.iterdir():
        shown = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, kinds)]
        assert shown, path.name
        assert {ast.unparse(node) for node in shown} <= known, path.name


def imported(nodes):
    """(module, name or None) of every import of these statements and what is in them."""
    for node in (each for top in nodes for each in ast.walk(top)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def sources():
    """(where, code) of the app, its tests and lessons."""
    for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        yield path.relative_to(ROOT), path.read_text("utf-8")
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield path.relative_to(ROOT), "".join(cell["source"])


def test_imports_have_one_spelling(snippets):
    """`import numpy as np`; from mlcore what it offers; of its modules what only they have, from where it is made."""
    code = [*sources(), *((path.name, path.read_text("utf-8")) for path in snippets.iterdir())]
    for where, text in code:
        tree = ast.parse(text)
        for module, name in imported([tree]):
            assert module != "numpy" or name is None, f"{where}: import numpy as np"
            if module.startswith("mlcore.") and name:
                assert name not in mlcore.__all__, f"{where}: from mlcore import {name}"
                made = getattr(import_module(module), name)
                if isclass(made) or isfunction(made):
                    assert made.__module__ == module, f"{where}: from {made.__module__} import {name}"
        for node in ast.walk(tree):
            for alias in node.names if isinstance(node, ast.Import) else ():
                assert alias.name != "numpy" or alias.asname == "np", f"{where}: import numpy as np"


def recipe(a, b=2, **more):
    return a, b, more


def test_a_parameter_is_given_where_it_is_not_the_default():
    assert arguments(recipe, {"a": 1, "b": 2, "c": 3}) == {"a": 1}
    assert arguments(recipe, {"a": 1}, b=3, more={"d": 4}) == {"a": 1, "b": 3, "d": 4}
    with pytest.raises(KeyError, match="a"):
        arguments(recipe, {"b": 2})


VALUES = [
    [2, *[64] * 19, 1],
    (0.5, *(0.015625,) * 19),
    (1.0,),
    [],
    {"a": [[[0.1, -0.2], [0.3, 0.4]], [[1.0]]], 3: None},
    {f"a long name {i}": (float(i), '“quoted” or "not"') for i in range(9)},
    [float("inf"), -float("inf")],
    1e-300,
    np.float64(0.1),
]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_what_is_typed_is_the_value(value):
    assert eval(typed(value)) == value


@pytest.mark.parametrize("name", INITIALIZERS)
def test_an_initializer_is_typed_with_its_value_and_fan(name):
    entry = INITIALIZERS[name]
    changed = [entry] + ([entry(0.25)] if entry.value is not None else [])
    changed += [entry(fan=fan) for fan in ("out", "average") if entry.fan == "in"]
    for each in changed:
        again = eval(typed(each))
        assert (again.name, again.value, again.fan) == (each.name, each.value, each.fan)
    assert typed(HEADS["MDN"](kernels=5)) == 'HEADS["mixture density"](kernels=5)'
    assert typed({"Net": MLP}) == '{"Net": MLP}'


@pytest.mark.parametrize("value", ["0.5,-0.25,1 " * 40, "a\n\nb " * 60, "word " * 60 + "\t end  ", "x" * 300])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_long_text_is_typed_in_lines_and_is_the_same(value, level):
    said = typed(value, level)
    assert eval(said) == value
    assert " " not in value or max(map(len, said.splitlines())) <= 88
