"""Where things are in this checkout, and what its Python files import. Not a test itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]_*.ipynb"))


def imported(path):
    """Top-level names of the packages a file imports; relative imports stay inside their own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def files(package):
    """Every Python file of a folder of the checkout, as parameters named by their path."""
    return [pytest.param(p, id=str(p.relative_to(ROOT))) for p in sorted((ROOT / package).rglob("*.py"))]
