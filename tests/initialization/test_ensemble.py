"""Groups of members: no number changes, no update keeps a learner waiting, and memory stays bounded."""

import asyncio
import time

import numpy as np
import pytest

import app.initialization.ensemble
from app.initialization.ensemble import ROOM, Ensemble, members_that_fit, seconds
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.workbench.panel import Panel
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import moons
from mlcore.probes import rms_dZ

DATA, WIDTHS = moons(20, rng=0), [2, 5, 5, 1]


def ensemble(members, monkeypatch, size):
    monkeypatch.setattr(app.initialization.ensemble, "PATIENCE", size * seconds(WIDTHS, 20) * 1.01)
    nets = Ensemble(WIDTHS, "tanh", members, 3, DATA, GradientDescent(0.5))
    nets.begin(INITIALIZERS["normal"](1.0), INITIALIZERS["normal"](1.0), 0.1, GradientDescent(0.5))
    return nets


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_grouping_changes_no_number(monkeypatch, size):
    nets, losses = ensemble(7, monkeypatch, size), []
    while len(losses) < 5:
        nets.step()
        if nets.whole:
            losses.append(nets.loss)
    net = MLP(WIDTHS, "tanh", initializer=INITIALIZERS["normal"](1.0), bias=0.1, rng=3, members=7)
    alone = [record.loss for record in train(net, DATA.X, DATA.Y, GradientDescent(0.5), steps=4)]
    assert np.array_equal(losses, alone)
    assert np.array_equal(nets.measure(rms_dZ), rms_dZ(net))
    assert len(nets.nets) == -(-7 // size)


def test_divergence_keeps_the_members_number(monkeypatch):
    nets = ensemble(4, monkeypatch, 1)
    for _ in range(4):
        nets.step()
    nets.nets[2].theta[...] = np.inf
    for _ in range(4):
        nets.step()
    assert [member for member, _ in nets.diverged] == [2]
    assert nets.alive.tolist() == [True, True, False, True]
    assert np.isnan(nets.loss[2])


def test_there_is_room_for_one_and_never_for_too_many():
    for depth in (1, 20, 50):
        for width in (2, 64, 256):
            widths = [2] + [width] * (depth - 1) + [1]
            members = members_that_fit(widths, 1000, 32)
            weights = sum(n * (m + 1) for n, m in zip(widths[1:], widths, strict=False))
            assert members == 1 or members * (3 * weights + 4000 * sum(widths[1:])) <= 1.2 * ROOM
            assert 1 <= members <= 32


@pytest.mark.slow
def test_a_net_too_slow_to_answer_offers_a_smaller_one():
    panel = Panel(Initialization(depth=4, width=8, seeds=2), initialization)
    assert panel.smaller.layout.display == "none"
    panel.experiment.set(width=256, depth=30, samples=300)
    assert panel.smaller.layout.display == ""
    assert "room for" in panel.status.value or panel.experiment.members() == 2
    panel.smaller.click()
    assert panel.experiment.width < 256
    assert panel.smaller.layout.display == "none"


@pytest.mark.slow
def test_a_large_ensemble_lets_others_in_between_its_groups():
    """32 seeds at width 128: the event loop gets its turn between groups, and a newer setting wins."""

    async def drag():
        panel = Panel(Initialization(depth=4, width=8), initialization)
        panel.experiment.set(width=128, depth=20, seeds=12)
        waits = []
        while not waits or panel.player.result.settings["width"] != 128:
            before = time.perf_counter()
            await asyncio.sleep(0)
            waits.append(time.perf_counter() - before)
        assert len(waits) > 3
        panel.experiment.set(width=4)
        while panel.player.result.settings["width"] != 4:
            await asyncio.sleep(0)
        assert panel.player.result.settings["width"] == 4

    asyncio.run(asyncio.wait_for(drag(), 30))
