"""Every panel of every lesson has a heading and a room in app/server/rooms.json: `python tests/bench/rooms.py`."""

import json
import re

import pytest

from app.exhibits import exhibits
from app.server.lessons import FOLDER, lessons
from app.server.rooms import FILE, WIDTHS, rooms


@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.title)
def test_every_panel_has_a_heading_and_a_room(lesson):
    known = json.loads(FILE.read_text(encoding="utf-8"))[lesson.name]
    made = {}
    for cell in json.loads((FOLDER / lesson.name).read_text(encoding="utf-8"))["cells"]:
        call = re.search(r"from app\.(\w+) import (\w+)\n+\2\.(panel|deeper)\(", "".join(cell["source"]))
        if cell["cell_type"] == "code" and call:
            made[cell["id"]] = exhibits()[f"{call[1]}.{call[2]}"], call[3] == "deeper"
    assert made
    for cell, (exhibit, closed) in made.items():
        assert known[cell]["title"].lower() == exhibit.what.lower()
        assert known[cell]["deeper"] is closed
        for i, size in enumerate(WIDTHS):
            # An open panel has its picture, its buttons and its sentence in it.
            assert closed or known[cell][size] > exhibit.heights[i == 2] + 100
        room = rooms(lesson.name)[cell]
        assert re.fullmatch(r"--wide: \d+px; --middle: \d+px; --narrow: \d+px", room["room"])
        if not closed:
            assert known[cell]["stage"] > exhibit.heights[0] + 100 < known[cell]["wide"]
            assert re.fullmatch(r"--left: \d+px; --stage: \d+px", room["beside"])


def test_a_lesson_that_nobody_has_measured_has_no_rooms():
    assert rooms("01_of_my_own.ipynb") == {}
