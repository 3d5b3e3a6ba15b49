"""A board for a loop of one's own in plain numpy: what it is told is drawn, and what is changed by hand is seen."""

import ast
import re
from types import SimpleNamespace

import numpy as np
import pytest
from sources import ROOT

from app.watch import watch
from mlcore.datasets import blobs, moons, wave

X, Y = moons(50, rng=0)


class Own:
    """A net as a class writes it: W1, b1, W2, b2 and their gradients by hand."""

    def __init__(self):
        rng = np.random.default_rng(0)
        self.W1, self.b1 = rng.normal(size=(6, 2)), np.zeros((6, 1))
        self.W2, self.b2 = rng.normal(size=(1, 6)) * 0.4, np.zeros((1, 1))

    def predict(self, X):
        return 1 / (1 + np.exp(-(self.W2 @ np.tanh(self.W1 @ X + self.b1) + self.b2)))

    def turns(self, n=10**9):
        for _ in range(n):
            A1 = np.tanh(self.W1 @ X + self.b1)
            A2 = self.predict(X)
            loss = -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)).mean()
            dW2 = (A2 - Y) @ A1.T / X.shape[1]
            dW1 = (self.W2.T @ (A2 - Y) * (1 - A1**2)) @ X.T / X.shape[1]
            yield {"predict": self.predict, "loss": loss, "grads": {"W1": dW1, "W2": dW2}}
            self.W1 -= 0.5 * dW1
            self.W2 -= 0.5 * dW2


@pytest.fixture
def page(monkeypatch):
    """What is displayed beneath the cell."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *each, **_: shown.extend(each))
    return shown


def drawn(view, name):
    return view.drawing.part(name)


def test_a_loop_in_plain_numpy_is_drawn_turn_by_turn(page):
    own, board, losses = Own(), watch.board(X, Y), []
    for turn in own.turns(30):
        board(**turn)
        losses.append(turn["loss"])
    board.settle()  # the cell has run
    assert len(page) == 1
    picture, words = page[0].children
    assert picture.frame >= 2
    view = board.live.view
    assert drawn(view, ("loss.lines", "loss")).get_ydata() == pytest.approx(losses)
    sizes = [np.linalg.norm(turn["grads"][name]) for name in ("W1", "W2")]
    assert 10 ** drawn(view, ("gradient.lines", "loss")).get_ydata() == pytest.approx(sizes)
    axes = drawn(view, ("gradient.lines", "loss")).axes
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["W1", "W2"]
    image = drawn(view, "answer_0.image")
    left, right, bottom, top = image.get_extent()
    corners = np.asarray(image.get_array())[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners == pytest.approx(
        own.predict(np.array([[left, right, left, right], [bottom, bottom, top, top]]))[0]
    )
    right = ((own.predict(X) > 0.5) == Y).mean()
    assert f"turn 29. The loss is <b>{losses[-1]:.2g}</b>; <b>{right:.0%}</b> right" in words.value


def test_a_weight_changed_in_another_cell_is_seen_and_nothing_is_drawn_for_a_cell_that_changed_none(page):
    own, board = Own(), watch.board(X, Y)
    for turn in own.turns(3):
        board(**turn)
    board.settle()
    frame = page[0].children[0].frame
    board.settle()
    assert page[0].children[0].frame == frame
    own.W2[:] = 0
    board.settle()
    assert page[0].children[0].frame == frame + 1
    assert np.asarray(drawn(board.live.view, "answer_0.image").get_array()) == pytest.approx(0.5)
    words, told = page[0].children[1], turn["loss"]
    assert (
        f"turn 2. Changed by hand since the last turn. The loss was <b>{told:.2g}</b>; <b>50%</b> right"
        in words.value
    )
    assert "the largest gradient was that of" in words.value
    own.b2[:] = 1
    board.look()
    assert np.asarray(drawn(board.live.view, "answer_0.image").get_array()) == pytest.approx(
        1 / (1 + np.exp(-1))
    )
    board(**turn)  # a loop in the next cell is drawn beneath that one
    assert len(page) == 2
    board.settle()
    assert "turn 3. The loss is" in page[1].children[1].value
    assert board.live.view.result.losses["loss"][0][-1] == 3


def test_a_predict_that_fits_no_more_is_said_beneath_the_board_and_raises_in_no_other_cell(page):
    own, board = Own(), watch.board(X, Y)
    for turn in own.turns(3):
        board(**turn)
    board.settle()
    words, W2 = page[0].children[1], own.W2
    frame, own.W2 = page[0].children[0].frame, np.zeros((1, 5))
    board.settle()
    assert words.value.startswith(
        "Not drawn anew. predict(X), for X of (2, 3721), stopped. Two shapes do not fit: in a product A @ B"
    )
    assert page[0].children[0].frame == frame
    own.W2 = 2 * W2
    board.settle()
    assert page[0].children[0].frame == frame + 1 and words.value.startswith("turn 2.")
    own.W2 = np.zeros((1, 5))
    board.settle()
    own.W2 = 2 * W2  # as it was
    board.settle()
    assert words.value.startswith("turn 2.")


def test_after_a_loop_that_a_predict_ended_the_next_one_is_drawn_beneath_its_own_cell(page):
    own, board = Own(), watch.board(X, Y)
    (turn,) = own.turns(1)
    board(**turn)
    W2, own.W2 = own.W2, np.zeros((1, 5))
    board.settle()
    assert page[0].children[1].value.startswith("Not drawn anew.")
    own.W2 = W2
    board(**turn)
    assert len(page) == 2


def test_each_block_of_the_readme_is_a_cell_that_runs_and_shows_its_panel(page, monkeypatch):
    monkeypatch.setattr("app.watch.live.time.sleep", lambda seconds: None)
    text = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Live-coding")[2].partition("\n## ")[0]
    )
    cells, names = re.findall(r"```python\n(.*?)```", text, re.DOTALL), {}
    assert len(cells) == 3
    for cell in cells:
        exec(cell, names)
    assert isinstance(ast.parse(cells[0]).body[-1], ast.Expr)  # which a notebook shows
    assert len(page) == 2  # the loop's and the board's
    names["board"].settle()
    assert "turn 199. The loss is <b>0.2" in page[-1].children[1].value


def test_a_panel_plays_any_iterator_and_reset_asks_a_function_for_its_turns_again():
    own = Own()
    panel = watch.board(X, Y, own.turns, pace=20)
    assert panel.player.run.pace == 20
    panel.player.step(7)
    assert panel.player.result.status == "turn 7"
    own.W2[:] = 0
    panel.look()
    assert panel.player.result.answers["net"].answer == pytest.approx(0.5)
    panel.player.reset()
    assert panel.player.result.status == "turn 0"
    losses = watch.board(X, Y, iter([3.0, 2.0, 1.0]))
    losses.player.step(9)
    assert losses.player.ended
    assert losses.player.result.losses["loss"][1][:, 0].tolist() == [3, 2, 1]
    losses.player.reset()  # an iterator cannot begin again
    assert losses.player.result.status == "turn 2"


def test_an_iterator_that_stops_or_a_predict_that_fits_no_more_is_said_once_beneath_its_panel():
    own = Own()

    def turns():
        yield from own.turns(4)
        raise KeyError("W3")

    panel = watch.board(X, Y, turns)
    picture, words, W2 = panel.view.picture, panel.sentence, own.W2
    panel.player.step()
    own.W2 = np.zeros((1, 5))
    panel._ran()
    assert words.value.startswith(
        "Not drawn anew. predict(X), for X of (2, 3721), stopped. Two shapes do not"
    )
    frame = picture.frame
    panel._ran()  # after the next cell
    assert picture.frame == frame and words.value.startswith("Not drawn anew.")
    panel.player.reset()
    assert words.value.startswith("No more turns: they stopped. Two shapes do not fit: in a product A @ B")
    own.W2 = W2
    panel.player.reset()
    assert words.value.startswith("The loss is")
    panel.player.step(9)
    assert words.value == "No more turns: they stopped. KeyError: 'W3'." and panel.player.ended
    panel.player.reset()
    assert words.value.startswith("The loss is") and panel.status.value == "turn 0"


def test_what_is_given_to_the_board_decides_what_it_draws(page):
    data = blobs(30, classes=3, rng=0)
    board = watch.board(data.X, data.Y)
    board(lambda X: np.stack([X[0] * 0, X[1], X[0]]))
    board.settle()
    assert np.floor(board.live.view.result.answers["net"].answer).max() == 2
    line = wave(30, rng=0)
    board = watch.board(line.X[0], line.Y[0])  # rows of numbers: one sample each
    board(lambda X: 2 * X)
    curve = drawn(board.live.view, "answer_0.curve")
    assert curve.get_ydata() == pytest.approx(2 * curve.get_xdata())
    board = watch.board(X, Y)
    board(loss=0.3)
    assert "answer_0.image" not in board.live.view.drawing.parts


def test_pace_is_kept_and_frames_take_three_tenths_of_the_time(page, monkeypatch):
    time = [100.0]

    def sleep(seconds):
        time[0] += seconds

    monkeypatch.setattr("app.watch.live.time", SimpleNamespace(sleep=sleep, monotonic=lambda: time[0]))
    board = watch.board(X, Y, pace=10)
    for _ in range(20):
        board(loss=1.0)
    assert time[0] - 100 == pytest.approx(2.0, abs=0.1)
    slow = watch.board(X, Y)

    def predict(X):
        time[0] += 0.03  # half of it to ask for the share of the right ones
        return 0.5 + 0 * X[:1]

    slow(predict)
    begun, frames = time[0], page[-1].children[0].frame
    for _ in range(100):
        time[0] += 0.01
        slow(predict)
    assert page[-1].children[0].frame - frames == pytest.approx((time[0] - begun) * 0.3 / 0.06, abs=1.5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: watch.board(X, Y.T),
            "X is N[0] × N_s and Y is N[L] × N_s: their shapes are (2, 50) and (50, 1).",
        ),
        (lambda: watch.board(X, Y)(X), "predict is a function of X, board(predict, loss=…), not ndarray."),
        (
            lambda: watch.board(X, Y)(lambda X: X),
            "predict(X) gives (2, 3721) for X of (2, 3721): (1, 3721) is wanted",
        ),
        (lambda: watch.board(X, Y)(loss=[1, 2]), "loss is one number, not of shape (2,): its mean, maybe?"),
        (lambda: watch.board(X, Y)(grads=[X]), 'grads is a dict by name, as {"W1": dW1, "b1": db1}.'),
        (lambda: watch.board(X, Y, 5), "turns is an iterator, or a function that gives one"),
        (lambda: watch.board(X, Y, lambda: None), "turns is an iterator, or a function that gives one"),
        (
            lambda: watch.board(X, Y, [{"los": 1.0}]),
            "A turn of the board is dict(predict=…, loss=…, grads={…})",
        ),
        (lambda: watch.board(X, Y, pace=-1), "pace, in updates a second"),
    ],
)
def test_what_a_board_cannot_draw_is_answered_with_a_sentence(page, call, words):
    with pytest.raises(ValueError) as error:
        call()
    assert words in str(error.value)
