"""Every lesson executes from top to bottom without a display, and shows every exhibit of its topic."""

import re
from urllib.parse import parse_qsl

import nbformat
import pytest
from nbclient import NotebookClient
from sources import LESSONS

from app.exhibits import exhibits
from app.server.lessons import FOLDER, lessons


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_lesson_executes(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(lesson.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in outputs)
    assert not [o for o in outputs if o.output_type in ("error", "stream")]


TOPICS = ("backpropagation", "symmetry", "initialization", "took_off", "mixture", "playground")


@pytest.mark.parametrize(("lesson", "topic"), list(zip(LESSONS, TOPICS, strict=True)), ids=TOPICS)
def test_a_lesson_shows_every_exhibit_of_its_topic(lesson, topic):
    cells = [cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "code"]
    shown = [
        name
        for cell in cells
        for name in re.findall(rf"^from app\.{topic} import (\w+)$", cell, re.MULTILINE)
    ]
    assert sorted(shown) == sorted(e.name for key, e in exhibits().items() if key.startswith(f"{topic}."))
    for name, cell in zip(shown, (cell for cell in cells if f"from app.{topic} import" in cell), strict=True):
        assert re.fullmatch(rf"from app\.{topic} import {name}\n\n{name}\.(panel|deeper)\(\)", cell)


def links(lesson):
    """(words, {exhibit: {knob: text}}) of each link in the prose that sets a panel."""
    prose = "\n".join(
        c.source for c in nbformat.read(lesson, as_version=4).cells if c.cell_type == "markdown"
    )
    for words, query in re.findall(r"\[([^\]]+)\]\(\?([^)]*)\)", prose):
        settings = {}
        for key, text in parse_qsl(query, strict_parsing=True):
            exhibit, _, knob = key.partition(".")
            settings.setdefault(exhibit, {})[knob] = text
        yield words, settings


@pytest.mark.parametrize(("lesson", "topic"), list(zip(LESSONS, TOPICS, strict=True)), ids=TOPICS)
def test_a_link_in_the_prose_sets_what_its_words_say(lesson, topic):
    for words, settings in links(lesson):
        assert settings
        for name, texts in settings.items():
            experiment = exhibits()[f"{topic}.{name}"].start()
            assert experiment.read(texts) == ()
            set_to = [str(getattr(experiment, knob)) for knob in texts]
            numbers = [re.sub("^four", "4", number) for number in re.findall(r"^four|\d+(?:\.\d+)?", words)]
            assert set(numbers) <= {re.sub(r"\.0$", "", text) for text in set_to}, words


def test_some_prose_acts():
    assert sum(1 for lesson in LESSONS for _ in links(lesson)) >= 4


@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.topic)
def test_a_promise_says_what_there_is_and_asks_nothing(lesson):
    """It stands on the start page, too, where nobody has seen the picture that a question would be about."""
    assert re.search(r"\w\.$", lesson.promise)
    assert "?" not in lesson.promise
