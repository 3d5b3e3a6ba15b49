"""Who may import whom: lessons ──► app ──► mlcore ──► numpy."""

import ast
import sys

import pytest
from sources import ROOT, files, imported


@pytest.mark.parametrize("path", files("mlcore"))
def test_mlcore_needs_numpy_and_the_standard_library_only(path):
    assert set(imported(path)) <= {"numpy", "mlcore", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", files("mlcore"))
def test_mlcore_starts_no_thread_and_asks_no_network(path):
    banned = {
        "threading",
        "multiprocessing",
        "concurrent",
        "asyncio",
        "socket",
        "urllib",
        "http",
        "subprocess",
    }
    assert not banned & set(imported(path))


TOPICS = ("backpropagation", "symmetry", "initialization", "took_off", "mixture", "playground")
LIGHT = {"numpy", "mlcore", *sys.stdlib_module_names}
# What a room may import: of the app by the beginnings of names, and else. `{own}` is the folder's topic.
ROOMS = {
    "app/experiment/*.py": (["app.experiment"], LIGHT | {"traitlets"}),
    "app/widgets/*.py": (["app.widgets"], {"anywidget", "traitlets", *sys.stdlib_module_names}),
    **{
        f"app/pictures/{files}.py": (
            ["app.pictures", "app.experiment", "app.widgets.picture"],
            LIGHT | {"matplotlib"},
        )
        for files in ("*", "density/*")
    },
    **{
        f"app/workbench/{files}.py": (
            [
                "app.workbench",
                "app.experiment",
                "app.widgets",
                "app.pictures.style",
                "app.pictures.drawing",
                "app.pictures.hand",
                "app.pictures.lettering",
                "app.pictures.spoken",
            ],
            LIGHT | {"IPython", "ipywidgets", "matplotlib", "traitlets"},
        )
        for files in ("*", "export/*", "layout/*", "questions/*")
    },
    "app/server/*.py": (["app.server"], None),
    "app/server/classroom/*.py": (["app.server"], None),
    "app/server/jupyter/*.py": (["app.server"], None),
    # What builds the site knows the server's pages; what goes along with them runs in Pyodide.
    "app/site/*.py": (["app.site", "app.server", "app.widgets"], None),
    "app/site/inside/*.py": (["app.site.inside"], {"comm", "matplotlib", *sys.stdlib_module_names}),
    "app/site/inside/first.py": (["app.site.inside"], None),
    "app/exhibits.py": (["app.workbench.exhibit"], {*sys.stdlib_module_names}),
    "app/symbols.py": (["app.experiment.glossary", "app.widgets"], set()),
    **{f"app/{topic}/*.py": ([f"app.{topic}", "app.experiment"], LIGHT) for topic in TOPICS},
    **{f"app/{topic}/*/*.py": ([f"app.{topic}", "app.experiment"], LIGHT) for topic in TOPICS},
    **{
        f"app/{topic}/*/*picture.py": (
            [f"app.{topic}", "app.experiment", "app.pictures", "app.widgets.picture"],
            LIGHT | {"matplotlib"},
        )
        for topic in TOPICS
    },
    **{f"app/{topic}/*/__init__.py": ([f"app.{topic}", "app.workbench.exhibit"], LIGHT) for topic in TOPICS},
    "app/backpropagation/your_turn.py": (
        ["app.experiment", "app.widgets", "app.workbench"],
        LIGHT | {"ipywidgets"},
    ),
    "app/watch/*.py": (
        ["app.watch", "app.experiment", "app.pictures", "app.playground", "app.widgets", "app.workbench"],
        None,
    ),
    "app/teaching/*.py": (
        ["app.teaching", "app.experiment", "app.pictures", "app.widgets", "app.workbench"],
        LIGHT | {"IPython", "ipywidgets"},
    ),
    "app/__main__.py": (["app.server"], {*sys.stdlib_module_names}),
    "app/__init__.py": ([], {"mlcore", *sys.stdlib_module_names}),
}


def room(path):
    """What this file may import: the last entry that fits it."""
    fitting = [allowed for pattern, allowed in ROOMS.items() if path.relative_to(ROOT).match(pattern)]
    assert fitting, f"{path} stands in no room of the house"
    return fitting[-1]


def modules(path):
    """Every module a file imports, whole names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "one spelling of imports: absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", files("app"))
def test_a_file_imports_what_its_room_may(path):
    own, others = room(path)
    for name in modules(path):
        if name.split(".")[0] == "app":
            assert any(f"{name}.".startswith(f"{allowed}.") for allowed in own), name
        else:
            assert others is None or name.split(".")[0] in others, name


@pytest.mark.parametrize("place", ["mlcore", "app", "tests"])
def test_no_room_is_crowded(place):
    for folder in (ROOT / place, *(ROOT / place).rglob("*/")):
        assert len([*folder.glob("*.py")]) <= 16, folder


@pytest.mark.parametrize("path", files("app"))
def test_app_does_not_import_lessons_or_tests(path):
    assert not {"lessons", "tests", "examples"} & set(imported(path))
