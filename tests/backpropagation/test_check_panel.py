"""The gradient check finds the broken line, and says what truncation and round-off are."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from app.backpropagation.check.experiment import SWEEP, Check
from app.backpropagation.check.listing import LISTING, number_of, suspects
from app.backpropagation.check.picture import picture
from app.backpropagation.check.questions import BREAK_A_LINE, SETS
from app.experiment.words import listed
from app.workbench.controls import control

WRONG = {
    "none": [],
    "sign swapped": ["dW[3]", "db[3]", "dW[2]", "db[2]", "dW[1]", "db[1]"],
    "layer 1 forgotten": ["dW[1]", "db[1]"],
    "sum in place of mean": ["db[3]", "db[2]", "db[1]"],
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
@pytest.mark.parametrize("bug", Check.bug.values)
def test_the_check_finds_the_broken_line_and_says_where(bug, seed):
    run = Check(bug=bug, seed=seed).start()
    run.step()
    r = run.result()
    assert r.wrong == WRONG[bug]
    if bug == "none":
        assert "All six arrays agree" in r.sentence
        assert max(check.error for check in r.checks) < 1e-7
    else:
        lines, why = suspects(r.wrong)
        assert number_of(bug) in lines
        assert why in r.sentence
        named = {2: "dZ[3]", 3: "loop", 4: "line of dW", 5: "line of db", 7: "dA", 8: "dZ[k-1]"}
        assert all(named[line] in why for line in lines)
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


@pytest.mark.parametrize("bug", Check.bug.values[1:])
def test_a_broken_line_is_not_checked_before_one_could_guess(bug):
    run = Check(bug=bug).start()
    r = run.result()
    assert f"Line {number_of(bug)} is broken" in r.sentence
    assert not any(name in r.sentence for name in ("dW[1]", "db[2]"))
    assert {row[1] for row in r.table[1:]} == {"not checked yet"}
    fig = Figure(figsize=(8, 4))
    picture(fig).move(r)
    good, bad, unknown = (np.isfinite(line.get_ydata()).sum() for line in fig.axes[0].lines[-3:])
    assert (good, bad, unknown) == (0, 0, 6)
    run.step()
    assert "The check fails in" in run.result().sentence
    moved = Check(bug=bug, epsilon=1e-6).start(run)
    assert moved.result().looked  # another ε of the same broken line
    other = next(b for b in Check.bug.values[1:] if b != bug)
    assert not Check(bug=other).start(moved).result().looked


@pytest.mark.parametrize("bug", Check.bug.values)
def test_the_question_is_about_the_line_that_the_learner_broke(bug):
    experiment = Check(bug=bug, activation="ReLU", samples=1)
    chosen = "transpose forgotten" if bug == "none" else bug
    assert f"line {number_of(chosen)} " in BREAK_A_LINE.ask(experiment)
    before = experiment.start().result()
    experiment.set(**BREAK_A_LINE.change(experiment))
    run = experiment.start()
    run.step()
    right, why = BREAK_A_LINE.judge(before, run.result())
    assert list(SETS.values())[right] == set(WRONG[chosen])
    assert listed(WRONG[chosen]) in why


def test_a_line_is_pressed_to_break_it_and_to_mend_it():
    experiment = Check()
    listing = control(experiment, "bug")
    said = [row.description for row in listing.rows if hasattr(row, "click")]
    assert [line.strip() for line, ways in LISTING if ways] == [text[4:].strip() for text in said]
    dW = listing.rows[3]
    seen = []
    for _ in range(3):
        dW.click()
        seen.append((experiment.bug, "✗" in dW.description))
    assert seen == [("1/N_s missing", True), ("index swapped", True), ("none", False)]
    listing.rows[6].click()
    listing.rows[7].click()  # one line at a time
    assert experiment.bug == "σ′ missing"
    assert [("✗" in row.description) for row in (listing.rows[6], listing.rows[7])] == [False, True]
    experiment.set(bug="sign swapped")  # by a link, say
    assert listing.rows[1].description.endswith("dZ[L] = Y - A[L]")


@pytest.mark.parametrize("bug", Check.bug.values)
def test_the_listing_is_the_code_that_runs(bug):
    """Its lines, one of them broken, executed as they stand there, make the very gradient that is checked."""
    net, Y = (made := Check(bug=bug).start()).checked.net, made.checked.Y
    net.forward(made.checked.X)  # the differences have moved its weights to and fro
    net.backward(Y)
    L = net.L
    lines = [ways.get(bug, line) for line, ways in LISTING]
    if "# k = 2" in "".join(lines):  # the change is where the layer's shapes allow it: the others stay whole
        i = number_of(bug) - 1
        indent = " " * (len(lines[i]) - len(lines[i].lstrip()))
        lines[i] = f"{indent}if k == 2:\n    {lines[i]}\n{indent}else:\n    {LISTING[i][0]}"

    class Columns(np.ndarray):
        def mean(self, axis):
            return np.asarray(self).mean(axis, keepdims=True)

        def sum(self, axis):
            return np.asarray(self).sum(axis, keepdims=True)

    class Layers(dict):
        def __setitem__(self, k, value):
            super().__setitem__(k, np.asarray(value).view(Columns))

    names = {name: Layers() for name in ("dZ", "dW", "db")}
    names["dW"], names["db"] = ({k: np.zeros_like(a[k]) for k in range(1, L + 1)} for a in (net.W, net.b))
    prime = type("σ", (), {"prime": staticmethod(lambda Z: 1 - np.tanh(Z) ** 2)})
    names |= {"A": net.A, "W": net.W, "Z": net.Z, "L": L, "N_s": Y.shape[1], "σ": prime}
    exec("\n".join(lines), names)
    names["backward"](Y)
    for k in range(1, L + 1):
        assert names["dW"][k] == pytest.approx(np.asarray(net.dW[k]), abs=1e-14)
        assert names["db"][k] == pytest.approx(np.asarray(net.db[k]), abs=1e-14)


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
    assert f"Nothing is checked in {listed(unknown)}." in r.sentence
    assert "All six arrays agree" not in r.sentence
    assert [row[1].startswith("nothing checked") for row in r.table[1:]] == [n in unknown for n in r.names]
    while run.step():
        pass
    assert "Over all ε" in run.result().sentence
    fig = Figure(figsize=(8, 4))
    picture(fig).move(r)
    marks = [line for line in fig.axes[0].lines if line.get_marker() == "$?$"]
    assert marks[0].get_xdata().tolist() == [r.names.index(name) for name in unknown]
