"""Your turn: the learner's own backward, judged piece by piece."""

import re
from pathlib import Path

import numpy as np
import pytest

from app.backpropagation.your_turn import PIECES, SOLUTION, YourTurn, verdicts, where

LESSONS = Path(__file__).parent.parent / "lessons"


def written(change=None):
    """The solution with a line changed, as a function."""
    names = {"np": np}
    exec(SOLUTION.replace(*change) if change else SOLUTION, names)
    return {name: words for name, words, _ in verdicts(names["backward"])}


MISTAKES = [
    ("A2 - Y", "Y - A2", "dZ2", "the sign"),
    ("A2 - Y", "(A2 - Y) * A2 * (1 - A2)", "dZ2", "σ′ is in it"),
    ("dZ2 @ A1.T / N_s", "dZ2 @ A1.T", "dW2", "1/N_s"),
    ("dZ2 @ A1.T / N_s", "A1 @ dZ2.T / N_s", "dW2", "transposed"),
    ("dZ2 @ A1.T / N_s", "A1 @ dZ2.T", "dW2", "transposed, and"),
    ("dZ2 @ A1.T / N_s", "dZ2 @ Z1.T / N_s", "dW2", "after σ"),
    ("dZ2.mean", "dZ2.sum", "db2", "1/N_s"),
    (" * (1 - np.tanh(Z1) ** 2)", "", "dZ1", "σ′ is missing"),
    ("np.tanh(Z1)", "Z1", "dZ1", "wrong array"),
    ("dZ1 @ X.T / N_s", "dZ1 @ X.T / N_s**2", "dW1", "once too often"),
    ("dZ1.mean(axis=1, keepdims=True)", "dZ1.mean(axis=1)", "db1", "wrong shape: 3, where 3 × 1"),
]


@pytest.mark.parametrize(("right", "wrong", "piece", "words"), MISTAKES)
def test_your_turn_names_the_mistake_and_where(right, wrong, piece, words):
    said = written((right, wrong))
    assert words in said[piece]
    for name in PIECES[: PIECES.index(piece)]:
        assert said[name] == "**right**"
    for name in PIECES[PIECES.index(piece) + 1 :]:  # what follows from it is not blamed
        assert "**right**" in said[name] or "this line is right" in said[name]


def test_your_turn_takes_anything():
    assert set(written().values()) == {"**right**"}
    assert all(w == "not written yet" for _, w, _ in verdicts(lambda *a: (...,) * 6))
    for bad in (
        lambda *a: None,
        lambda *a: 1 / 0,
        lambda: 3,
        lambda *a: ("text",) * 6,
        lambda *a: (np.inf,) * 6,
    ):
        assert len(verdicts(bad)) == 6
    closed, opened = YourTurn(lambda *a: (...,) * 6), YourTurn(lambda *a: (np.zeros(3),) * 6)
    assert not closed.fold.unfolded
    assert opened.fold.unfolded


def test_on_binder_it_leads_to_jupyterlab_beside_the_page(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert "<code>make lab</code>" in where()
    assert "href" not in where()  # nobody knows the repository's address: no dead link
    assert (LESSONS / re.search(r"<code>(\S+\.ipynb)</code>", where())[1]).exists()
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", '/user/a"b/')
    assert 'href="/user/a&quot;b/lab/tree/lessons/01_backpropagation.ipynb"' in where()
