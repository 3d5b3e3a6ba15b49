"""Who may import whom: lessons ──► app ──► mlcore ──► numpy."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path):
    """Top-level names of the packages a file imports; relative imports stay inside their own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def files(package):
    return [pytest.param(p, id=str(p.relative_to(ROOT))) for p in sorted((ROOT / package).rglob("*.py"))]


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


@pytest.mark.parametrize("path", files("app"))
def test_app_does_not_import_lessons_or_tests(path):
    assert not {"lessons", "tests", "examples"} & set(imported(path))
