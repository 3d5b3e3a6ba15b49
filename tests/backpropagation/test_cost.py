"""What a gradient costs, three ways."""

import pytest

from app.backpropagation.cost.experiment import METHODS, WIDTHS, Cost, slope
from mlcore import MLP
from mlcore.datasets import moons


def test_forward_mode_is_the_gradient_one_entry_at_a_time():
    net, data = MLP([2, 4, 4, 1], "tanh", rng=0), moons(20, rng=0)
    net.forward(data.X)
    net.backward(data.Y)
    assert [slope(net, data.X, data.Y, i) for i in range(net.theta.size)] == pytest.approx(net.gradient)


@pytest.mark.slow
def test_reverse_mode_costs_a_few_forward_passes_and_the_others_as_many_as_parameters():
    run = Cost().start()
    while run.step():
        pass
    r = run.result()
    assert len(r.rows) == len(WIDTHS)
    differences, forward, reverse = r.passes[-1]  # 17,025 parameters
    assert reverse < forward / 50
    assert reverse < differences / 50
    assert differences > 20 * r.passes[0, 0]
    assert all(method in r.sentence for method in METHODS)
