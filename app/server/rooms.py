"""The heading and the room of each panel, which a page keeps before there is a panel: nothing jumps when it comes.

rooms.json is written by `python tests/bench/rooms.py`, which measures every panel in a browser: after a change to what
stands in a panel, run it again. A lesson or a cell that is not in it works, and its page jumps.
"""

import json
from pathlib import Path

# Windows that stand for wide, middle and narrow pages: lesson.css has the widths between them.
WIDTHS = {"wide": 1280, "middle": 820, "narrow": 390}
FILE = Path(__file__).with_name("rooms.json")


def rooms(lesson: str) -> dict[str, dict]:
    """{id of a cell: {title of its panel, its room as the style of an element}} of a lesson's file."""
    known = json.loads(FILE.read_text(encoding="utf-8")).get(lesson, {})
    return {
        cell: {
            "title": panel["title"],
            "deeper": panel["deeper"],
            "room": "; ".join(f"--{size}: {panel[size]}px" for size in WIDTHS),
        }
        for cell, panel in known.items()
    }
