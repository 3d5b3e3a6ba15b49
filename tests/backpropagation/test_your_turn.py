"""Your turn: the learner's own backward, judged piece by piece."""

import re
import warnings
from html import unescape

import numpy as np
import pytest
from sources import ROOT

from app.backpropagation.your_turn import PIECES, SOLUTION, YourTurn, report, verdicts, where

LESSONS = ROOT / "lessons"


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
    ("A2 - Y", "(A2 - Y) / N_s", "dZ2", "it belongs to dW and db"),
    ("A2 - Y", "Y - A2\n    Y[:], A2[:] = 0, 0", "dZ2", "the optimizer’s task"),  # of its own copies
    (" * (1 - np.tanh(Z1) ** 2)", " * A1", "dZ1", "σ is there where σ′"),
    ("W2.T @ dZ2", "dZ2", "dZ1", "the weights on the way back"),
    ("(W2.T @ dZ2)", "(W2.T @ dZ2) / N_s", "dZ1", "it belongs to dW and db"),
    ("dZ2.mean(axis=1, keepdims=True)", "dZ2.mean(axis=1, keepdims=True) / N_s", "db2", "once too often"),
    ("dZ2 @ A1.T / N_s", "-dZ2 @ A1.T / N_s", "dW2", "wrong: the sign"),
    ("dZ2 @ A1.T / N_s", "1.001 * dZ2 @ A1.T / N_s", "dW2", "a way of its own: the shape is right"),
    ("dZ2 @ A1.T / N_s", "dZ2 @ A1.T / np.zeros(3)", "dW2", "not a finite number"),
    ("dZ2 @ A1.T / N_s", "'dZ2 A1ᵀ / N_s'", "dW2", "not a finite number"),
    ("dZ2 @ A1.T / N_s", "None", "dW2", "not written yet"),
    ("dZ2 @ A1.T / N_s", "...", "dW2", "not written yet"),
]


@pytest.mark.parametrize(("right", "wrong", "piece", "words"), MISTAKES)
def test_your_turn_names_the_mistake_and_where(right, wrong, piece, words):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a learner's 0/0 is said in the verdict, and nowhere else
        said = written((right, wrong))
    assert words in said[piece]
    for name in PIECES[: PIECES.index(piece)]:
        assert said[name] == "**right**"
    for name in PIECES[PIECES.index(piece) + 1 :]:  # what follows from it is not blamed
        assert "**right**" in said[name] or "this line is right" in said[name]


NOTHING = (...,) * 6


def test_your_turn_takes_anything():
    assert set(written().values()) == {"**right**"}
    assert all(said[1:] == ("not written yet", False) for said in verdicts(lambda *a: NOTHING))
    for bad, says in (
        (lambda *a: None, "backward returns dZ2, dW2, db2, dZ1, dW1, db1, in this order"),
        (lambda *a: (1.0,) * 5, "backward returns dZ2"),
        (lambda *a: 1 / 0, "backward stopped with ZeroDivisionError: division by zero"),
        (lambda: 3, "backward stopped with TypeError"),
        (lambda *a: ("text",) * 6, "not a finite number"),
        (lambda *a: (np.inf,) * 6, "not a finite number"),
        (lambda *a: (np.zeros((2, 7)),) * 6, "wrong shape: 2 × 7, where"),
    ):
        said = verdicts(bad)
        assert [name for name, *_ in said] == list(PIECES)
        assert all(says in words and is_written for _, words, is_written in said)


def test_it_is_closed_until_a_piece_is_written():
    one = (np.zeros((1, 7)), *NOTHING[1:])
    assert not YourTurn(lambda *a: NOTHING).fold.unfolded
    for given in (one, (np.zeros(3),) * 6):
        assert YourTurn(lambda *a, given=given: given).fold.unfolded


def test_it_lists_the_pieces_says_once_that_it_stopped_and_holds_a_solution():
    def lines(backward):
        text, fold, answer = report(verdicts(backward)).children
        assert not fold.unfolded
        return re.findall(r"<li><b>(\w+)</b>: (.*?)</li>", text.value), answer.value

    pieces, answer = lines(lambda *a: NOTHING)
    assert pieces == [(name, "not written yet") for name in PIECES]
    names = {"np": np}
    exec(unescape(re.fullmatch(r"<pre>(.*)</pre>", answer, re.DOTALL)[1]), names)
    assert [words for _, words, _ in verdicts(names["backward"])] == ["**right**"] * 6
    for stops in (lambda *a: 1 / 0, lambda *a: None):
        ((name, words),), _ = lines(stops)
        assert name == "All" and words.startswith("backward ")
    ((first, _), *_), _ = lines(lambda *a: ("<b>",) * 6)
    assert first == "dZ2"


def test_in_jupyterlab_it_is_the_cell_above_and_on_a_page_it_is_not():
    lab, page = re.findall(r'<p class="(bl-in-lab|bl-on-page)">(.*?)</p>', where())
    assert lab[0] == "bl-in-lab" and "cell above" in lab[1] and "JupyterLab" not in lab[1]
    assert page[0] == "bl-on-page" and "cell above" not in page[1] and "JupyterLab runs yours" in page[1]


def test_on_binder_it_leads_to_jupyterlab_beside_the_page(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert "<code>make lab</code>" in where()
    assert "href" not in where()  # nobody knows the repository's address: no dead link
    assert (LESSONS / re.search(r"<code>(\S+\.ipynb)</code>", where())[1]).exists()
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", '/user/a"b/')
    assert 'href="/user/a&quot;b/lab/tree/lessons/01_backpropagation.ipynb"' in where()
