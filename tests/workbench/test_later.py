"""On a lesson's page only the panel that opens it is built at once; widgets find their code at the server."""

import json
import re

import pytest
from sources import LESSONS

from app import widgets
from app.exhibits import exhibits
from app.initialization import schemes, three_starts
from app.server.files import Files
from app.widgets.base import Widget, read
from app.workbench.deeper import Later
from app.workbench.panel import Panel

EXHIBITS = {exhibit.name: exhibit for exhibit in exhibits().values()}


@pytest.fixture
def page(monkeypatch):
    """A kernel of a lesson's page."""
    monkeypatch.setenv("VOILA_BASE_URL", "/lab/")
    monkeypatch.setenv("BACKPROP_LAB_FILES", "voila/page/0123")


def says(widget, content):
    widget._handle_custom_msg(content, [])


def test_a_panel_is_built_once_when_the_page_comes_near(page, monkeypatch):
    built = []
    monkeypatch.setattr(
        Panel, "__init__", lambda self, *_, **__: built.append(self) or super(Panel, self).__init__()
    )
    later = schemes.panel()
    (room,) = later.children
    assert tuple(room.heights) == schemes.EXHIBIT.heights
    for nonsense in {}, {"near": 1.5}, {"near": "yes"}, [], None, "near":
        says(room, nonsense)
    assert not built
    says(room, {"near": True})
    says(room, {"near": True})
    assert later.children == tuple(built)
    assert len(built) == 1


def test_a_link_builds_a_panel_and_sets_it(page):
    later = schemes.panel(width=8)
    says(later.link, {"query": {"depth": "6"}})
    assert (later.panel.experiment.depth, later.panel.experiment.width) == (6, 8)


def test_elsewhere_a_panel_is_there_at_once():
    assert isinstance(schemes.panel(), Panel)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lessons_first_panel_and_no_other_opens_it(page, lesson):
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    first, *others = re.findall(r"^(\w+)\.panel\(", code, re.MULTILINE)
    assert EXHIBITS[first].opens
    assert not any(EXHIBITS[name].opens for name in others)
    assert isinstance(EXHIBITS[others[0]].panel(), Later)


@pytest.mark.parametrize("kind", [getattr(widgets, name) for name in widgets.__all__ if name != "served"])
def test_the_server_has_what_a_widget_asks_for_word_for_word(kind):
    files = Files()
    assert issubclass(kind, Widget)
    for name in filter(None, (kind.script, kind.style)):
        assert files.read(f"widgets/{name}").decode() == read(name)


def test_a_widget_on_a_page_brings_an_address_instead_of_its_code(page):
    panel = three_starts.panel()  # built at once
    assert isinstance(panel, Panel)
    picture = panel.view.picture
    assert '"/lab/voila/page/0123/widgets/load.js"' in picture._esm
    assert len(picture._esm) + len(picture._css) < len(read(picture.script)) / 10
