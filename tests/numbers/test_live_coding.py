"""Every number in the prose and the notes of the class is what a program finds."""

import numpy as np
import pytest
from prose import LESSONS, Prose

from app.teaching import catch_up
from app.teaching.exercises import GOAL, STEPS
from app.teaching.steps import steps
from mlcore import INITIALIZERS

LESSON = Prose("live_coding.ipynb")
says = LESSON.says
RAW = (LESSONS / "live_coding.ipynb").read_text(encoding="utf-8")
# Checkpoints, which tests/teaching/test_teaching.py holds to the code; other lessons; minutes, held to each other
# there; what the vote asks for and the exercise wants; shapes and widths; a licence.
SPANS = ("0–3", "3–6", "6–13", "13–17", "17–24", "24–30", "30–36", "36–41", "41–45")
NO_RESULTS = (
    *(rf"## {number} " for number in steps()),
    *(rf"yet\? `catch_up\({number}\)`" for number in range(1, 8)),
    r"catch_up\(3\)`\*\* types and runs all up to checkpoint 3",
    r"`catch_up\(8\)` brings",
    *(rf"\*\*{span} min" for span in SPANS),
    r"which moon, 0 or 1",
    r"`net\.dW\[1\]`",
    r"deviation of the weights has a loss of 0\.1 first",
    r"is lesson 2\.",
    r"net: lesson 3 has",
    r"lesson 2 \(why zero fails\), lesson 3",
    r"deep nets, lesson 3 shows",
    r"CC BY 4\.0",
)


@pytest.fixture(scope="module", autouse=True)
def names():
    found = {}
    catch_up(8, found)
    yield found
    INITIALIZERS.pop("mine", None)


def first(losses, goal=0.1):
    """Updates until the loss is there."""
    return next(n for n, loss in enumerate(losses) if loss <= goal)


def test_every_number_is_claimed_by_a_test():
    assert LESSON.unclaimed(NO_RESULTS) == []


@says(
    r"net {n}-{n}-{n}, under each layer its shape, …: {n} × {n}, …: {n} × {n}, …: {n} × {n}",
    r"\({n}, {n}\) and \({n}, {n}\)",
)
def test_shapes(net, shapes):
    names = {}
    catch_up(3, names)
    X, Y, theta = names["X"], names["Y"], names["start"](1)
    A1, A2 = names["forward"](X, *theta)
    assert net == [2, 8, 1, *X.shape, *A1.shape, *A2.shape]
    assert net[:2] == [*theta[0].shape[::-1]] and net[2] == theta[2].shape[0]
    assert shapes == [*X.shape, *Y.shape]


@says(r"answers ½ has a loss of {n}:", r"Write {n} in a corner")
def test_guessing(said, written):
    half = np.full((1, 200), 0.5)
    names = {}
    catch_up(3, names)
    assert said == written == [round(float(names["loss"](names["Y"], half)), 3)] == [round(np.log(2), 3)]


def test_the_differences_of_the_gradient_check(names):
    """The notes say 10⁻¹¹: of that order are all of them, for all parameters."""
    assert "near $10^{-11}$" in RAW
    gaps = []
    for W, dW in zip(names["theta"], names["gradient"], strict=True):
        tried = [names["slope"](names["loss_now"], W, i, j) for i, j in np.ndindex(W.shape)]
        gaps.append(abs(dW.ravel() - tried).max())
    assert 3e-12 < max(gaps) < 3e-11


@says(
    r"With {n} it takes {n} updates, with {n} it takes {n}, with {n} the loss stays at {n}\. Point",
    r"from zeros every gradient is {n}, and",
)
def test_the_vote_about_scales(said, gradients):
    names = {}
    catch_up(6, names)
    one, tenth = (first(names["learn"](names["start"](scale))) for scale in (1, 0.1))
    zero = names["start"](0)
    losses = names["learn"](zero)
    assert said == [1, one, 0.1, tenth, 0, round(losses[-1], 3)] and len(set(losses)) == 1
    slopes = names["backward"](names["X"], names["Y"], zero[2], *names["forward"](names["X"], *zero))
    assert gradients == [0] and not any(abs(each).max() for each in slopes)


@says(
    r"small weights of variance {n};",
    r"He takes {n} updates, Xavier {n}, the small weights {n}, zeros never",
)
def test_the_vote_about_schemes(variance, said):
    names = {}
    catch_up(7, names)
    assert variance == [INITIALIZERS["normal"].value]
    assert said == [first(names["curve"](name)) for name in ("He", "Xavier", "normal")]
    assert min(names["curve"]("zeros")) > 0.69


@says(r"solution, {n}/{n} over the root of …, takes {n} updates", r"below {n} after {n} updates is wanted")
def test_a_start_of_ones_own(said, wanted):
    names = {}
    catch_up(8, names)
    assert names["my_scale"](16) == pytest.approx(said[0] / said[1] / 4)
    assert said[2] == first(names["curve"]("mine"))
    assert wanted == [GOAL, STEPS]
