"""Every lesson executes from top to bottom without a display, and each of its panels asks a question."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

LESSONS = sorted((Path(__file__).parent.parent / "lessons").glob("[0-9][0-9]_*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_lesson_executes(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(lesson.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in outputs)
    assert not [o for o in outputs if o.output_type in ("error", "stream")]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_panel_asks_a_question(lesson):
    cells = (cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "code")
    calls = [node for source in cells for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [getattr(call.func, "id", "") for call in calls]
    panels = [
        (call, {"Panel": 5, "Deeper": 6}[name])
        for call, name in zip(calls, names, strict=True)
        if name in ("Panel", "Deeper")
    ]
    assert len(panels) >= 6
    for call, place in panels:  # `prediction` is the fifth argument of a Panel
        assert len(call.args) >= place or "prediction" in {keyword.arg for keyword in call.keywords}
