"""He against Xavier on the digits: six nets a depth, epoch by epoch."""

import numpy as np
import pytest

from app.initialization.digits.experiment import PARTS, SEEDS, UPDATES, Digits
from app.initialization.digits.picture import picture as digits
from app.workbench.panel import Panel
from mlcore import DATASETS, MLP, GradientDescent, train

pytestmark = pytest.mark.slow  # nets of 30 layers

SMALL = {"deepest": 2}


def played(epochs, **settings):
    run = Digits(**settings).start()
    while run.result().epoch < epochs and run.step():
        pass
    return run.result()


def test_a_line_is_the_net_that_one_would_type():
    r = played(2, seed=4, **SMALL)
    learn, test = DATASETS["digits"](rng=10_004).split(1400)
    net = MLP([64, 64, 10], "ReLU", "softmax + cross-entropy", initializer="Xavier", rng=5)
    losses = [
        record.loss
        for record in train(net, learn.X, learn.Y, GradientDescent(0.01), 2 * UPDATES, batch=50, rng=20_004)
    ]
    assert r.accuracy[2][2, 1, 1] == net.accuracy(test.X, test.Y)
    assert r.losses[2][1, 1, 1] == pytest.approx(np.mean(losses[1 : UPDATES + 1]), rel=1e-10)


def test_before_the_first_update_a_tenth_is_right():
    r = Digits().start().result()
    assert r.epoch == 0
    assert all(0 <= rows.mean() < 0.25 for rows in r.accuracy)
    assert "a tenth" in r.sentence


def test_all_depths_go_on_together_and_end():
    run = Digits(**SMALL).start()
    seen = []
    for _ in range(4 * 3 * (UPDATES + PARTS)):
        run.step()
        seen.append([steps[-1] for steps in run.result().epochs])
    assert np.ptp(seen, axis=1).max() == 1
    assert seen[-1] == [4, 4, 4]


@pytest.mark.parametrize(
    "settings",
    [{"rate": 1.0}, {"rate": 1.0, "pixels": "standardized"}, {"activation": "identity", "rate": 1.0}],
)
def test_divergence_is_named_and_warns_of_nothing(settings):
    r = played(1, **SMALL, **settings)
    assert ("Diverged" in r.sentence) == any(np.isnan(rows[-1]).any() for rows in r.losses)
    assert len(r.table) == 1 + 3 * 2 * SEEDS


def test_all_diverged_still_ends():
    run = Digits(first="normal", second="normal", rate=1.0, activation="identity", **SMALL).start()
    for net in run.nets:
        net.theta[...] = 1e200
    steps = 0
    while run.step():
        steps += 1
    assert steps == 3 * 60 * (UPDATES + PARTS) - 1
    assert "Diverged" in run.result().sentence


@pytest.mark.parametrize("width", [816, 390])
def test_it_draws_wide_and_narrow(width):
    panel = Panel(Digits(**SMALL), digits, heights=(400, 640))
    panel.view.picture.width = width
    for updates in (0, UPDATES - 1, 1, 1, 200):  # also between the last update of an epoch and its test
        panel.player.step(updates)
        assert panel.view.png(panel.player.result).startswith(b"\x89PNG")


@pytest.mark.long
def test_thirty_layers_learn_with_he_and_not_with_xavier():
    """reference-values.md, 4: after 60 epochs He .957-.978, Xavier .08-.20; long before they are apart."""
    r = played(24)
    he, xavier = np.moveaxis(r.accuracy[2][-1], 0, 0)
    assert np.median(he) > 0.5
    assert xavier.max() < 0.25
    assert "He learns where Xavier stalls" in r.sentence
    assert r.accuracy[0][-1].min() > 0.5
