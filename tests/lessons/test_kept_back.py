"""What a lesson's text gives away of a question, and its page covers until that is answered: it belongs to a panel."""

import json
import re
from html.parser import HTMLParser

import pytest
from sources import LESSONS

from app.exhibits import exhibits

BY_NAME = {exhibit.name: exhibit for exhibit in exhibits().values()}
INSIDE = {"span", "em", "strong", "b", "i", "sub", "sup"}  # nothing that is pressed itself


class Kept(HTMLParser):
    """The names of what is kept back in a text, and the tags inside of it."""

    def __init__(self, text):
        super().__init__()
        self.names, self.tags, self.depth = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if self.depth:
            self.tags.append(tag)
        told = re.fullmatch(r"tells-(\w+?)(?:-(\d+))?", dict(attrs).get("class") or "")
        if told:
            self.names.append((told[1], int(told[2] or 1)))
        if told or self.depth:
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_is_kept_back_belongs_to_a_question_of_this_lesson(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = ["".join(cell["source"]) for cell in cells]
    there = {name for text in source for name in re.findall(r"from app\.\w+ import (\w+)", text)}
    kept = Kept(
        "\n".join(s for s, cell in zip(source, cells, strict=True) if cell["cell_type"] == "markdown")
    )
    assert kept.names and not kept.depth
    for name, number in kept.names:
        assert name in there, f"{name} stands in no cell of this lesson"
        assert number <= len(BY_NAME[name].questions)
    assert set(kept.tags) <= INSIDE
