"""What each lesson opens with: the settings that a teacher has put into its link."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from app.server.classroom.checks import listed, settings_of
from app.server.classroom.room import WrongSettings
from app.server.lessons import lessons, texts

PANEL = re.compile(r"\b(\w+)\.(?:panel|deeper)\(")  # as a lesson's cell calls it


class Links:
    """
    :param folder: of lessons
    :param start: {file of a lesson: query}; raises WrongSettings where there is no such lesson or panel
    """

    def __init__(self, folder: Path, start: Mapping[str, str]) -> None:
        self.folder = folder
        self.queries: dict[str, str] = {}
        for lesson, query in start.items():
            try:
                self.open_with(lesson, query)
            except ValueError as error:
                raise WrongSettings(f"[start]: {error}") from None

    def of(self, lesson: str) -> str:
        """What stands behind the address of a lesson."""
        return f"?{self.queries[lesson]}" if lesson in self.queries else ""

    def open_with(self, lesson: str, query: str) -> None:
        """From now on; a query of "" is the lesson as it is. Raises ValueError with a sentence."""
        known = [each.name for each in lessons(self.folder)]
        if lesson not in known:
            raise ValueError(f"There is no lesson {lesson}; there is {listed(dict.fromkeys(known))}.")
        if not query:
            self.queries.pop(lesson, None)
            return
        panels = panels_of(self.folder / lesson)
        try:
            query = settings_of(query)
        except ValueError as error:
            raise ValueError(f"The settings of a link are {error}.") from None
        for name, _ in parse_qsl(query, keep_blank_values=True):
            if (panel := name.partition(".")[0]) not in panels:
                those = f"; it has {listed(panels)}" if panels else ""
                raise ValueError(f"The lesson {lesson} has no panel {panel}{those}.")
        self.queries[lesson] = query

    def take(self, link: str) -> None:
        """A link as a browser shows it. Raises ValueError with a sentence."""
        parts = urlsplit(link.strip())
        lesson = unquote(parts.path).rpartition("/")[2]
        if not lesson.endswith(".ipynb"):
            raise ValueError("That is no link to a lesson. Under a panel, “link, code and files” gives one.")
        self.open_with(lesson, parts.query)


def panels_of(lesson: Path) -> dict[str, None]:
    """The names of a lesson's panels, in their order."""
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    return dict.fromkeys(PANEL.findall("\n".join(texts(cells, "code"))))
