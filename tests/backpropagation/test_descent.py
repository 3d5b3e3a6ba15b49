"""The first net goes downhill: its steps against another program's, its words against its numbers, its question."""

import re

import numpy as np
import pytest
from lab import executed, result

from app.backpropagation.descent.experiment import Descent
from app.backpropagation.descent.picture import picture
from app.backpropagation.descent.questions import FOUR_TIMES_THE_RATE
from app.backpropagation.graph.experiment import HEADS_1


def by_hand(x, y, W1, b1, W2, b2, rate, steps):
    """The 3-2-1 net with sigmoids and cross-entropy, one unit and one weight at a time."""
    losses = []
    for _ in range(steps + 1):
        a1 = [1 / (1 + np.exp(-sum(w * v for w, v in zip(W1[i], x, strict=True)) - b1[i])) for i in range(2)]
        a2 = 1 / (1 + np.exp(-sum(w * v for w, v in zip(W2, a1, strict=True)) - b2))
        losses.append(-y * np.log(a2) - (1 - y) * np.log(1 - a2))
        dz2 = a2 - y
        dz1 = [dz2 * W2[i] * a1[i] * (1 - a1[i]) for i in range(2)]
        W2 = [W2[i] - rate * dz2 * a1[i] for i in range(2)]
        b2 -= rate * dz2
        W1 = [[W1[i][j] - rate * dz1[i] * x[j] for j in range(3)] for i in range(2)]
        b1 = [b1[i] - rate * dz1[i] for i in range(2)]
    return losses


@pytest.mark.parametrize("y", [0, 1])
def test_the_steps_are_those_of_a_program_without_matrices(y):
    r = result(Descent(y=y), 10)
    start = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [0.1, -0.2], [0.7, -0.5], 0.2
    assert r.losses == pytest.approx(by_hand([1, 2, -1], y, *start, 0.5, 10), rel=1e-12)


def test_it_stops_when_it_has_learnt_and_says_so():
    run = Descent().start()
    while run.step():
        assert "Learnt" not in run.result().sentence
    r = run.result()
    assert abs(r.outputs[-1] - 1) < 0.05 < abs(r.outputs[-2] - 1)
    assert np.all(np.diff(r.losses) < 0)
    assert f"Learnt after {len(r.losses) - 1} steps" in r.sentence
    run.step()
    assert len(run.result().losses) == len(r.losses)


def test_the_promise_is_the_first_order_of_what_comes():
    """The smaller η, the nearer the fall of the loss is to η‖g‖²."""
    errors = []
    for rate in (0.4, 0.04):
        r = result(Descent(rate=rate), 1)
        errors.append(abs((r.losses[0] - r.losses[1]) / r.promised[0] - 1))
    assert errors[1] == pytest.approx(errors[0] / 10, rel=0.2)


def test_the_sentence_says_the_step_of_a_weight_and_uphill_where_it_is():
    said = Descent().start().result().sentence
    w, rate, dw, new = map(
        float, re.search(r"becomes (\S+) − (\S+) · \((\S+)\) = (\S+)\.", said.replace("−0", "-0")).groups()
    )
    assert new == pytest.approx(w - rate * dw, abs=5e-4)
    assert "Uphill" in result(Descent(head=HEADS_1[2], rate=2), 1).sentence
    assert "Uphill" not in result(Descent(), 3).sentence
    lost = Descent(head=HEADS_1[2], rate=10).start()
    while lost.step():
        pass
    assert "Lost after" in lost.result().sentence
    assert len(lost.result().losses) < 20


def test_the_question_is_settled_by_both_runs():
    experiment = Descent(head=HEADS_1[2])
    runs = []
    for change in ({}, FOUR_TIMES_THE_RATE.change(experiment)):
        experiment.set(**change)
        run = experiment.start()
        while run.step():
            pass
        runs.append(run.result())
    assert (runs[0].learnt, runs[0].step) == (True, 1)  # as the question says
    right, why = FOUR_TIMES_THE_RATE.judge(*runs)
    assert FOUR_TIMES_THE_RATE.options[right] == "it does not learn"
    assert max(runs[1].losses[1:]) > 20 * runs[1].losses[0]
    assert min(runs[1].losses[1:]) > runs[1].losses[0]  # "never comes down"
    assert "never comes down" in why


def test_the_code_makes_the_same_steps():
    r = result(Descent(rate=2, activation="ReLU", head=HEADS_1[1], y=0), 7)
    made = executed(r)
    assert made["losses"] == r.losses.tolist()
    assert made["outputs"] == r.outputs.tolist()


def test_the_arrows_lead_where_the_next_step_does():
    from matplotlib.figure import Figure

    run = Descent().start()
    run.step()
    fig = Figure(figsize=(8.16, 3.6))
    picture(fig).move(run.result())
    (ahead,) = [line for line in fig.axes[0].lines if line.get_color() == "#C25500" and line.get_ls() == "-"]
    run.step()
    assert ahead.get_xdata()[1::3] == pytest.approx(run.net.theta)
    assert [t.get_text() for t in fig.axes[0].get_yticklabels()][:4] == [
        "w₁₁[1]",
        "w₁₂[1]",
        "w₁₃[1]",
        "b₁[1]",
    ]
