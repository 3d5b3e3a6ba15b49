"""Which notebooks are lessons, where they are, and what each says of itself.

They are inside the package where it is installed, and beside it in a checkout. Inside is looked at first: a checkout
has no such folder, and a folder beside an installed package is somebody else's.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

APP = Path(__file__).resolve().parents[1]
FOLDER = APP / "lessons" if (APP / "lessons").is_dir() else APP.with_name("lessons")


@dataclass(frozen=True)
class Lesson:
    name: str  # the notebook's file name
    number: int  # the two digits it starts with
    title: str  # its first heading, without the number
    promise: str  # the first paragraph after it


def lessons(folder: Path) -> list[Lesson]:
    """The notebooks of a folder whose names start with two digits, in that order."""
    return [lesson(path) for path in sorted(folder.glob("[0-9][0-9]*.ipynb"))]


def lesson(path: Path) -> Lesson:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    # The heading without its number, then the lines up to the next blank one, unless they are a heading too.
    found = re.search(r"^# +(?:\d+[.:]? +)?(.+)\s*(?:^(?!#)((?:.*\S.*\n?)+))?", prose, re.MULTILINE)
    title, promise = found.groups() if found else (path.stem, None)
    return Lesson(path.name, int(path.name[:2]), plain(title), plain(promise or ""))


def plain(markdown: str) -> str:
    """One line of text: links become their words, emphasis its text."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*`]|\b_|_\b", "", text).split())
