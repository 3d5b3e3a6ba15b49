"""Lesson 2 as code, as data and as a pinned run: a snippet computes what is drawn, to the last bit."""

import numpy as np
import pytest
from lab import executed, result

from app.symmetry.breakers.experiment import Breakers
from app.symmetry.breakers.picture import picture as breakers
from app.symmetry.breakers.ways import WAYS
from app.symmetry.inside.picture import picture as inside
from app.symmetry.landscape.experiment import Landscape
from app.symmetry.landscape.picture import picture as landscape
from app.symmetry.plateau.experiment import Plateau
from app.symmetry.plateau.picture import picture as plateau
from app.symmetry.proof.experiment import Proof
from app.symmetry.proof.picture import picture as proof
from app.symmetry.starts.experiment import Symmetry
from app.symmetry.starts.picture import picture as symmetry
from app.workbench.compare import Compare
from app.workbench.export.share import to_csv
from app.workbench.panel import Panel


@pytest.mark.parametrize("settings", [{"samples": 11}, {"c": -0.7, "width": 3, "data": "xor", "samples": 40}])
def test_starts(settings):
    r = result(Symmetry(**settings), 33)
    found = executed(r)
    assert np.array_equal(found["losses"], r.losses)
    assert np.array_equal(found["one_losses"], r.one_losses)
    for name, values in (("rows", r.rows), ("distinct", r.distinct), ("rank", r.rank), ("sizes", r.norm_dW)):
        assert np.array_equal([found[name][step] for step in r.at], values)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"c1": 2.0, "c2": -3.0, "activation": "tanh", "rate": 0.05, "x2": 0.5},
        {"apart": 0.2, "activation": "ReLU", "head": "sigmoid + squared error", "width": 5, "y": "0"},
    ],
)
@pytest.mark.parametrize("steps", [0, 9])
def test_proof(settings, steps):
    r = result(Proof(**settings), steps)
    found = executed(r)
    assert r.update == steps // 4
    net = found["net"]
    assert np.array_equal(found["new"], r.units["new"])
    for name, mine in (("W", net.W[1]), ("dW", net.dW[1]), ("w", net.W[2][0])):
        assert np.array_equal(mine, r.units[name])
    for name, mine in (("a", net.A[1]), ("dz", net.dZ[1])):
        assert np.array_equal(mine[:, 0], r.units[name])
    assert (net.A[2].item(), net.dZ[2].item()) == (r.a2, r.dz2)


@pytest.mark.parametrize(
    ("settings", "updates"),
    [({"seeds": 1}, 2100), ({"data": "moons", "c": 0.5, "rate": 0.4, "seeds": 3, "seed": 7}, 200)],
)
def test_plateau(settings, updates):
    r = result(Plateau(**settings), updates)
    found = executed(r)
    assert np.isfinite(r.firsts).any()
    assert np.array_equal(found["medians"], r.losses)
    assert np.array_equal(found["firsts"], r.firsts)
    assert np.array_equal(found["learnt"], r.learnt)


@pytest.mark.parametrize("settings", [{}, {"activation": "ReLU", "c": -0.3, "rate": 0.1, "seed": 3}])
def test_breakers(settings):
    r = result(Breakers(**settings), 40)
    spreads = executed(r)["spreads"]
    assert list(spreads) == list(WAYS)
    assert np.array_equal(np.transpose([*spreads.values()]), r.spreads)


@pytest.mark.parametrize("settings", [{}, {"data": "moons", "epsilon": 0.05, "rate": 0.3, "seed": 5}])
def test_landscape(settings):
    r = result(Landscape(**settings), 30)
    found = executed(r)
    assert np.array_equal(found["surface"], r.surface)
    assert np.array_equal(found["path"], r.path)
    assert np.array_equal(found["losses"], r.losses)


PANELS = [
    (Symmetry(), symmetry, 12),
    (Proof(), proof, 6),
    (Plateau(seeds=2, data="moons"), plateau, 150),
    (Breakers(), breakers, 12),
    (Landscape(), landscape, 12),
]


@pytest.mark.parametrize(("experiment", "plot", "updates"), PANELS)
def test_tables_have_columns_of_one_length(experiment, plot, updates):
    for columns in result(experiment, updates).tables.values():
        assert len({len(values) for values in columns.values()}) == 1
        assert to_csv(columns).count("\n") == 1 + len(next(iter(columns.values())))


@pytest.mark.parametrize(("experiment", "plot", "updates"), [*PANELS, (Symmetry(), inside, 12)])
def test_a_pin_is_offered_where_it_is_drawn(experiment, plot, updates):
    panel = Panel(experiment, plot)
    panel.player.step(updates)
    pinned = panel.player.result
    panel.player.reset()
    alone, beside = (panel.view.png(panel.player.result, pinned=old) for old in (None, pinned))
    assert (beside != alone) == any(isinstance(part, Compare) for part in panel.parts)


@pytest.mark.parametrize("experiment", [Plateau(seeds=2), Breakers(), Landscape()])
def test_a_comparison_has_a_number_for_each_outcome(experiment):
    before, after = result(experiment, 0).outcome, result(experiment, 200).outcome
    assert list(before) == list(after)
    assert all(value is None or np.isfinite(value) for value in (*before.values(), *after.values()))
