"""Which notebooks are lessons, where they are, and what each says of itself.

They are inside the package where it is installed, and beside it in a checkout. Inside is looked at first: a checkout
has no such folder, and a folder beside an installed package is somebody else's.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

APP = Path(__file__).resolve().parents[1]
FOLDER = APP / "lessons" if (APP / "lessons").is_dir() else APP.with_name("lessons")

WORDS_A_MINUTE = 120  # read with a pencil in the hand
MINUTES_A_PANEL = 4  # that is open when the page is: tried, its question answered


@dataclass(frozen=True)
class Lesson:
    name: str  # the notebook's file name
    number: int  # the two digits it starts with
    title: str  # its first heading, without the number
    promise: str  # the first paragraph after it
    minutes: int = 5  # to read it and to try its panels, in steps of five

    @property
    def topic(self) -> str:
        """Its file's name without number and ending: its picture on the start page is called so."""
        return self.name[3:].removesuffix(".ipynb")


def lessons(folder: Path) -> list[Lesson]:
    """The notebooks of a folder whose names start with two digits, in that order."""
    return [lesson(path) for path in sorted(folder.glob("[0-9][0-9]*.ipynb"))]


def lesson(path: Path) -> Lesson:
    """What a notebook says of itself; read again only when it was written to."""
    now = path.stat()
    return _lesson(path, now.st_mtime_ns, now.st_size)


@lru_cache
def _lesson(path: Path, _written: int, _size: int) -> Lesson:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose, code = ("\n\n".join(texts(cells, kind)) for kind in ("markdown", "code"))
    # The heading without its number, then the lines up to the next blank one, unless they are a heading too.
    found = re.search(r"^# +(?:\d+[.:]? +)?(.+)\s*(?:^(?!#)((?:.*\S.*\n?)+))?", prose, re.MULTILINE)
    title, promise = found.groups() if found else (path.stem, None)
    return Lesson(path.name, int(path.name[:2]), plain(title), plain(promise or ""), minutes(prose, code))


def texts(cells: list[dict], kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


def minutes(prose: str, code: str) -> int:
    """How long a lesson takes, to the next five minutes."""
    needed = len(plain(prose).split()) / WORDS_A_MINUTE + MINUTES_A_PANEL * code.count(".panel(")
    return max(5, 5 * round(needed / 5))


def plain(markdown: str) -> str:
    """One line of text: links become their words, emphasis its text."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*`]|\b_|_\b", "", text).split())
