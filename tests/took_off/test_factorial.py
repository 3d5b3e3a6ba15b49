"""All sets of switches: the nets are those of the sandbox, the words are true, the picture draws at any stage."""

import numpy as np
import pytest
from lab import executed

from app.took_off.factorial.experiment import Factorial
from app.took_off.factorial.picture import picture as factorial
from app.took_off.factorial.questions import WITHOUT_ADAM
from app.took_off.factorial.words import shared
from app.took_off.sandbox.experiment import Sandbox
from app.took_off.switches import NAMES, NEW, OLD, SETS, turned
from app.workbench.panel import Panel

SMALL = {"layers": 1, "seeds": 2, "updates": 50}


def played(steps=10**6, **settings):
    run = Factorial(**(SMALL | settings)).start()
    while steps and run.step():
        steps -= 1
    return run.result()


@pytest.fixture(scope="module")
def small():
    return played()


def test_sets_run_from_1986_to_all_five():
    assert len(SETS) == 32 and len(set(SETS)) == 32
    assert turned(SETS[0]) == OLD and turned(SETS[-1]) == NEW


def test_every_set_is_trained_once_from_both_ends(small):
    assert small.done.all() and small.now is None
    some = played(2 * 51)  # two jobs: 1986 and all five, each with both starts of the weights
    assert some.done[[0, -1]].all() and some.done.sum() == 4
    assert not some.shares[~some.done][np.isfinite(some.shares[~some.done])].size


@pytest.mark.parametrize("on", [SETS[0], SETS[4], SETS[19], SETS[-1]])
def test_the_nets_are_those_of_the_sandbox(small, on):
    run = Sandbox(layers=1, seeds=2, **turned(on)).start()
    for _ in range(50):
        run.step()
    assert np.array_equal(run.result().accuracy[-1], small.shares[SETS.index(on)])


def test_the_code_that_is_offered_computes_the_shares(small):
    np.testing.assert_array_equal(executed(small)["shares"], small.shares)
    for columns in small.tables.values():
        assert {len(values) for values in columns.values()} == {32}


def test_gains_are_differences_of_pairs_that_differ_in_one_switch(small):
    for i in range(len(NAMES)):
        without = [on for on in SETS if not on[i]]
        pairs = [(on, (*on[:i], True, *on[i + 1 :])) for on in without]
        medians = dict(zip(SETS, small.medians, strict=True))
        assert small.gains(i) == pytest.approx([medians[b] - medians[a] for a, b in pairs])


def test_sets_are_sorted_by_what_came_of_them(small):
    assert (np.diff(small.medians[small.order]) >= 0).all()
    some = played(4 * 51)
    assert some.done[some.order][: some.done.sum()].all()


def test_what_sets_have_in_common():
    chosen = np.array([turned(on)["units"] == "ReLU" and on[4] for on in SETS])
    assert shared(chosen) == ["ReLU", "Adam"]
    assert shared(np.zeros(32, bool)) == []


def test_another_switch_to_compare_loses_nothing():
    experiment = Factorial(**SMALL)
    panel = Panel(experiment, factorial)
    panel.player.step(60)
    run = panel.player.run
    experiment.set(switch="He")
    assert panel.player.run is run and "With He" in panel.player.result.sentence


def test_diverged_nets_are_named_and_never_nan():
    r = played(data="moons", layers=10, updates=60)
    assert "nan" not in r.sentence and np.isfinite(r.medians).all()
    assert ("Diverged" in r.sentence) == np.isnan(r.shares).any()


@pytest.mark.parametrize("width", [816, 388])
def test_it_draws_at_any_stage(width):
    panel = Panel(Factorial(**SMALL), factorial, questions=(WITHOUT_ADAM,))
    panel.view.picture.width = width
    first = panel.view.png(panel.player.result)
    panel.player.step(200)
    assert panel.player.result.sentence and panel.player.result.status and panel.player.result.table
    assert panel.view.png(panel.player.result) != first
    panel.player.pin()
    panel.player.step(10**6)
    assert panel.view.png(panel.player.result, pinned=panel.player.pinned)
