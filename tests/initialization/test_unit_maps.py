"""Each hidden unit over the input plane: what is drawn is what the units answer, and nothing else is disturbed."""

import numpy as np
import pytest
from examples import same

from app.experiment.plane import distinct, silent, units_over
from app.initialization.two_circles.experiment import GRID, TwoCircles
from app.initialization.unit_maps.experiment import UnitMaps
from app.initialization.unit_maps.picture import picture as unit_maps
from app.workbench.panel import Panel
from mlcore import MLP


def test_maps_are_the_activations_on_the_plane_and_training_is_not_disturbed():
    net = MLP([2, 4, 1], "tanh", rng=0)
    net.forward(np.ones((2, 3)))
    A, Z = net.A[1], net.Z[1]
    first, output = units_over(net, GRID, GRID)
    assert net.A[1] is A
    assert net.Z[1] is Z
    x, y = GRID[7], GRID[40]
    assert first[:, 40, 7] == pytest.approx(np.tanh(net.W[1] @ [x, y] + net.b[1][:, 0]))
    assert output.shape == (1, GRID.size, GRID.size)


def test_counting_maps():
    maps = np.zeros((4, 2, 2))
    assert (distinct(maps), silent(maps)) == (1, 4)
    maps[1] = maps[2] = 3.0
    assert (distinct(maps), silent(maps)) == (2, 2)


def test_zeros_show_nothing_while_he_draws_the_ring():
    panel = Panel(UnitMaps(rate=0.1), unit_maps)
    panel.player.step(1500)
    run, he = panel.player.run, panel.player.result
    assert "10 different maps" in he.sentence
    panel.experiment.set(net="zeros")
    assert panel.player.run is run  # opened, not trained anew
    assert panel.player.result.step == 1500
    assert "1 different map** (10 are 0 everywhere)" in panel.player.result.sentence
    middle, ring = he.units[-1][0, 30, 30], he.units[-1][0, 30, 60]
    assert middle > 0.9
    assert ring < 0.1
    alone = TwoCircles(rate=0.1).start()
    for _ in range(1500):
        alone.step()
    assert np.array_equal(he.costs, alone.result().costs)


@pytest.mark.parametrize("width", [816, 390])
@pytest.mark.parametrize(
    "settings", [{}, {"net": "zeros"}, {"activation": "tanh"}, {"rate": 3, "net": "large"}]
)
def test_it_draws(width, settings):
    panel = Panel(UnitMaps(**settings), unit_maps, heights=(380, 620))
    panel.view.picture.width = width
    panel.player.step(20)
    first = panel.view.png(panel.player.result)
    panel.player.step(20)
    moved = panel.view.png(panel.player.result)
    fresh = Panel(UnitMaps(**settings), unit_maps, heights=(380, 620))
    fresh.view.picture.width = width
    assert first.startswith(b"\x89PNG")
    assert same(fresh.view.png(panel.player.result), moved)
