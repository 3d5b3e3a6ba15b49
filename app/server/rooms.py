"""The heading and the room of each panel, which a page keeps before there is a panel: nothing jumps when it comes.

rooms.json is written by `python tests/bench/rooms.py`, which measures every panel in a browser: after a change to what
stands in a panel, run it again. A lesson or a cell that is not in it works, and its page jumps.
"""

import json
from collections.abc import Iterable
from pathlib import Path

# Windows that stand for pages of their kind: lesson.css has the widths between them.
WIDTHS = {"wide": 1180, "middle": 820, "narrow": 390}
# On still wider ones a panel stands in two columns, beside its text: how high each is.
BESIDE, COLUMNS = 1280, ("left", "stage")
FILE = Path(__file__).with_name("rooms.json")


def rooms(lesson: str) -> dict[str, dict]:
    """{id of a cell: {title of its panel, its rooms as the style of an element}} of a lesson's file."""
    known = json.loads(FILE.read_text(encoding="utf-8")).get(lesson, {})
    return {
        cell: {
            "title": panel["title"],
            "deeper": panel["deeper"],
            "room": styled(panel, WIDTHS),
            "beside": "" if panel["deeper"] or not panel["title"] else styled(panel, COLUMNS),
        }
        for cell, panel in known.items()
    }


def styled(panel: dict, sizes: Iterable[str]) -> str:
    """These heights of a panel as a style."""
    return "; ".join(f"--{size}: {panel[size]}px" for size in sizes)
