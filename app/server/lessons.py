"""Which notebooks are lessons, and what each says of itself."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "lessons"


@dataclass(frozen=True)
class Lesson:
    name: str  # the notebook's file name
    title: str  # its first heading
    promise: str  # the first paragraph after it


def lessons(folder: Path) -> list[Lesson]:
    """The notebooks of a folder whose names start with two digits, in that order."""
    return [lesson(path) for path in sorted(folder.glob("[0-9][0-9]*.ipynb"))]


def lesson(path: Path) -> Lesson:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    # The heading, then blank lines, then all lines up to the next blank one.
    found = re.search(r"^# +(.+?)\s*$(?:\s*^(?!#)(\S.*?)(?=\n\s*\n|\Z))?", prose, re.MULTILINE | re.DOTALL)
    title, promise = found.groups() if found else (path.stem, None)
    return Lesson(path.name, plain(title), plain(promise or ""))


def plain(markdown: str) -> str:
    """One line of text: links become their words, emphasis its text."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*`]|\b_|_\b", "", text).split())
