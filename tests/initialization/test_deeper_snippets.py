"""The deeper parts of lesson 3 as code and as data: a snippet computes what is drawn."""

import numpy as np
import pytest
from lab import executed

from app.initialization.digits.experiment import PARTS, UPDATES, Digits
from app.initialization.digits.picture import picture as digits
from app.initialization.phases.experiment import Phases
from app.initialization.phases.picture import picture as phases
from app.initialization.schemes.experiment import GROUPS, Schemes
from app.initialization.schemes.picture import picture as schemes
from app.initialization.trainability.experiment import Trainability
from app.initialization.trainability.picture import picture as trainability
from app.workbench.export.share import to_csv
from app.workbench.panel import Panel


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("net", ["tapered", "2-10-5-1"])
def test_schemes(group, net):
    panel = Panel(Schemes(group=group, net=net, fan="average", depth=4, width=6, seeds=2, seed=3), schemes)
    panel.player.step(3)
    r = panel.player.result
    losses = executed(r)["losses"]
    assert list(losses) == r.labels
    assert all(np.array_equal(losses[label], rows) for label, rows in zip(r.labels, r.losses, strict=True))


@pytest.mark.parametrize("data", ["blobs", "moons"])
def test_trainability(data):
    panel = Panel(Trainability(updates=10, width=4, deepest=20, seeds=1, seed=2, data=data), trainability)
    panel.player.step(100_000)
    r = panel.player.result
    assert np.array(executed(r)["losses"]) / r.guessing == pytest.approx(r.losses, rel=1e-4)


@pytest.mark.parametrize("pixels", ["divided by 16", "standardized"])
def test_digits(pixels):
    panel = Panel(Digits(deepest=2, pixels=pixels, seed=1), digits)
    panel.player.step(3 * (UPDATES + PARTS))
    r = panel.player.result
    found = executed(r)
    assert r.epoch == 1
    for depth, rows in zip(r.depths, r.accuracy, strict=True):
        assert np.array_equal(found["accuracy"][depth], rows[-1].ravel())


def test_phases():
    panel = Panel(Phases(depth=5, nets=40, c=0.3, seed=9), phases)
    panel.player.step(10)
    r = panel.player.result
    found = executed(r)
    assert r.q.shape == (5, 40)
    assert found["q"] == pytest.approx(r.q, rel=1e-12)
    assert found["c"] == pytest.approx(r.c, rel=1e-9)


@pytest.mark.parametrize(
    ("experiment", "plot", "updates"),
    [
        (Schemes(depth=4, width=6, seeds=2, rate=10.0, activation="identity", variance=10.0), schemes, 30),
        (Trainability(updates=10, width=4, deepest=20, seeds=1), trainability, 300),
        (Digits(deepest=2), digits, 40),
        (Phases(depth=5, nets=40), phases, 3),
    ],
)
def test_tables_have_columns_of_one_length(experiment, plot, updates):
    panel = Panel(experiment, plot)
    panel.player.step(updates)
    for columns in panel.player.result.tables.values():
        assert len({len(values) for values in columns.values()}) == 1
        assert to_csv(columns).count("\n") == 1 + len(next(iter(columns.values())))
