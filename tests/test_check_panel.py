"""The gradient check finds the broken line, and says what truncation and round-off are."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from app.backpropagation.check.experiment import BREAK_A_LINE, BUGS, SWEEP, Check, next_bug
from app.backpropagation.check.picture import picture

WRONG = {
    "none": [],
    "transpose forgotten": ["dW[1]", "db[1]"],
    "1/N_s missing": ["dW[3]", "dW[2]", "dW[1]"],
    "σ′ missing": ["dW[2]", "db[2]", "dW[1]", "db[1]"],
    "index swapped": ["dW[2]"],
}


@pytest.mark.parametrize("seed", range(4))
def test_float32_checks_worse_and_needs_a_larger_step(seed):
    run = Check(seed=seed).start()
    assert "float32" not in run.result().sentence
    while run.step():
        pass
    r = run.result()
    assert 3e-5 < r.single.min() < 5e-4  # as the lesson says
    assert r.single.min() > 1e4 * r.sweep.min()
    assert SWEEP[r.single.argmin()] == pytest.approx(0.01)
    assert r.single[-1] == 1  # both losses are the same number: the difference is exactly 0
    assert "at ε = 0.01** in float32" in r.sentence
    net = run.rounded.net
    assert {net.theta.dtype, net.Z[3].dtype, net.dW[1].dtype} == {np.dtype("f4")}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("bug", BUGS)
def test_the_check_finds_the_broken_line_and_says_where(bug, seed):
    r = Check(bug=bug, seed=seed).start().result()
    assert r.wrong == WRONG[bug]
    if bug == "none":
        assert "All six arrays agree" in r.sentence
        assert max(check.error for check in r.checks) < 1e-7
    else:
        assert f"{r.wrong[0]} is the first that is wrong" in r.sentence
    assert ("5 times too large" in r.sentence) == (bug == "1/N_s missing")


def test_truncation_and_round_off_are_no_broken_line():
    assert "truncation" in Check(epsilon=0.3).start().result().sentence
    run = Check(epsilon=1e-12).start()
    while run.step():
        pass
    r = run.result()
    assert "round-off" in r.sentence
    assert len(r.sweep) == len(SWEEP)
    assert 1e-7 < SWEEP[r.sweep.argmin()] < 1e-3
    large = SWEEP > 1e-3
    slope = np.polyfit(np.log(SWEEP[large][1:]), np.log(r.sweep[large][1:]), 1)[0]
    assert slope == pytest.approx(2, abs=0.3)


def test_the_guess_goes_through_all_bugs():
    experiment = Check()
    seen = []
    for _ in BUGS[1:]:
        before = experiment.start().result()
        experiment.set(**BREAK_A_LINE.change(experiment))
        after = experiment.start().result()
        seen.append((experiment.bug, BREAK_A_LINE.judge(before, after)[0]))
    assert seen == list(zip(BUGS[1:], [2, 0, 1, 3], strict=True))
    assert next_bug(experiment) == BUGS[1]


def test_what_is_not_checked_is_not_said_to_agree():
    """ReLU and ε = 1: every weight of some array crosses a kink, and with a bug or not nothing is known of it."""
    for seed in range(40):
        run = Check(activation="ReLU", epsilon=1.0, samples=50, seed=seed).start()
        r = run.result()
        unknown = [name for name, check in zip(r.names, r.checks, strict=True) if not check.checked]
        assert not set(unknown) & set(r.wrong)
        assert all(np.isnan(check.error) == (not check.checked) for check in r.checks)
        if unknown:
            break
    assert f"Nothing is checked in {', '.join(unknown)}." in r.sentence
    assert "All six arrays agree" not in r.sentence
    assert [row[1].startswith("nothing checked") for row in r.table[1:]] == [n in unknown for n in r.names]
    while run.step():
        pass
    assert "Over all ε" in run.result().sentence
    fig = Figure(figsize=(8, 4))
    picture(fig).move(r)
    marks = [line for line in fig.axes[0].lines if line.get_marker() == "$?$"]
    assert marks[0].get_xdata().tolist() == [r.names.index(name) for name in unknown]
