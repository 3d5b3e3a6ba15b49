"""The schemes side by side: the registry's entries, what they keep, and their numbers in a table."""

import asyncio
import re

import numpy as np
import pytest
from examples import same
from lab import FakeClock, page_reports, paints_while

from app.initialization.schemes.experiment import GROUPS, Schemes
from app.initialization.schemes.picture import picture as schemes
from app.initialization.schemes.words import in_plain_text
from app.workbench.panel import Panel
from mlcore import ACTIVATIONS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.datasets import circles
from mlcore.probes import rms_dZ, std_A

SMALL = {"depth": 4, "width": 8, "seeds": 3}


def played(steps=0, **settings):
    run = Schemes(**settings).start()
    train_all(run, steps)
    return run.result()


def train_all(run, updates):
    """So many updates of every scheme."""
    for _ in range(updates):
        run.step()
        while not run.ready:
            run.step()


def kept(sentence):
    """Who keeps the signal going forward, and the gradient going back."""
    said = re.findall(r"(?:forward|back) by \*\*(.+?)\*\*", sentence)
    return [set(re.findall(r"“(.+?)”", who) or re.split(", | and ", who)) for who in said]


def test_every_entry_of_the_registry_is_in_a_group():
    assert {name for names in GROUPS.values() for name in names()} == set(INITIALIZERS)


def test_a_line_is_the_net_that_one_would_type():
    first = Schemes(**SMALL, seed=4).start()
    settings = SMALL | {"seed": 4, "fan": "out", "rate": 0.2}
    run = Schemes(**settings).start(first)  # base draws are used again
    train_all(run, 3)
    r = run.result()
    i = r.labels.index("He")
    net = MLP(r.widths, "ReLU", initializer=INITIALIZERS["He"](fan="out"), rng=4, members=3)
    data = circles(64, rng=10_004)
    losses = [record.loss for record in train(net, data.X, data.Y, GradientDescent(0.2), steps=3)]
    assert np.array_equal(r.losses[i], losses)
    assert np.array_equal(r.signal[i], std_A(net)[:-1])
    assert np.array_equal(r.gradient[i], rms_dZ(net))


def test_fan_in_keeps_the_way_forward_and_fan_out_the_way_back():
    forward, back = kept(played(group="fan-in, fan-out").sentence)
    assert "He, in" in forward
    assert "He, out" not in forward
    assert "He, out" in back
    assert "He, in" not in back


def test_linear_units_and_xavier_relu_and_he():
    assert "Xavier" in kept(played(activation="identity").sentence)[0]
    forward, _ = kept(played(activation="ReLU").sentence)
    assert forward == {"He"}


def test_on_equal_widths_the_fans_are_the_same():
    r = played(group="fan-in, fan-out", taper=1.0, **SMALL)
    assert "the same" in r.sentence
    he = [size for label, size in zip(r.labels, r.signal_0, strict=True) if label.startswith("He")]
    gains = [size[-1] / size[0] for size in he]  # the first layer has 2 inputs
    assert np.allclose(gains[0], gains[1])


def test_the_table_has_formula_fan_and_variance_of_each_layer():
    rows = played(net="2-10-5-1", seeds=1).table
    (he,) = [row for row in rows if row[0] == "He" and row[2] == "2"]
    assert he[1:] == ("w ~ N(0, 2/n)", "2", "10 → 5", "10 (in)", "0.4472", "0.2")
    assert not any("\\" in cell for row in rows for cell in row)


@pytest.mark.parametrize("entry", INITIALIZERS.values(), ids=str)
def test_formulas_in_plain_text(entry):
    text = in_plain_text(entry.formula)
    assert "\\" not in text
    assert "{" not in text


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("activation", ["ReLU", "sigmoid", "SELU"])
@pytest.mark.parametrize("net", ["2-10-5-1", "tapered"])
def test_all_groups_say_something_and_warn_of_nothing(group, activation, net):
    r = played(8, group=group, activation=activation, net=net, **SMALL, rate=10.0)
    assert r.sentence
    assert r.step == 8 or r.step > 0
    assert activation in ACTIVATIONS


def test_divergence_is_named_and_the_last_picture_kept():
    r = played(20, **(SMALL | {"activation": "identity", "rate": 10.0, "variance": 10.0}))
    assert "Diverged" in r.sentence
    assert all(np.isfinite(size).all() for size in r.signal)


def test_zeros_carry_nothing():
    r = played(group="all weights equal", **SMALL)
    assert "×**0** forward" in r.sentence


@pytest.mark.parametrize("width", [816, 390])
def test_it_draws_wide_and_narrow(width):
    panel = Panel(Schemes(**SMALL), schemes, heights=(400, 760))
    panel.view.picture.width = width
    for group in GROUPS:
        panel.experiment.set(group=group)
        panel.player.renew()
        panel.player.step(3)
        assert panel.view.png(panel.player.result).startswith(b"\x89PNG")


@pytest.mark.parametrize("other", [{"fan": "out"}, {"group": "all weights equal", "net": "2-10-5-1"}])
def test_a_pinned_run_is_drawn_beside_the_next(other):
    panel = Panel(Schemes(**SMALL), schemes)
    panel.player.step(3)
    pinned = panel.player.result
    panel.experiment.set(**other)
    panel.player.step(3)
    alone, beside = (panel.view.png(panel.player.result, pinned=old) for old in (None, pinned))
    assert beside != alone
    again = Panel(Schemes(**SMALL), schemes).view
    assert same(again.png(panel.player.result, pinned=pinned), beside)


@pytest.mark.slow
def test_parts_of_an_update_do_not_starve_the_picture():
    """Four schemes a step and two more: bursts that end between them must still let frames through."""
    clock = FakeClock(0.005)
    panel = Panel(Schemes(), schemes, heights=(400, 760), clock=clock)
    panel.player.run.at_once = 4

    async def play():
        picture = panel.view.picture
        panel.player.burst = lambda: (
            panel.player._update() and panel.player._update() and panel.player._update()
        )
        for _ in range(40):
            page_reports(panel)
            if not panel.player.playing:
                panel.player.play()
            await clock.sleep(0.01)
        panel.player.pause()
        await paints_while(panel, clock, 0.2)
        assert picture.frame > 3
        assert panel.player.result.step > 3

    asyncio.run(play())


@pytest.mark.slow
def test_fan_out_loses_the_published_experiment():
    """lecture-notes.md, 4: on 2-10-5-1 He by fan-out reaches cost .670 where fan-in reaches .074."""
    data = circles(300, rng=np.random.RandomState(1))
    for fan, cost in (("in", 0.07357895962677369), ("out", 0.670)):
        net = MLP(
            [2, 10, 5, 1], "ReLU", initializer=INITIALIZERS["He"](fan=fan), rng=np.random.RandomState(3)
        )
        *_, last = train(net, data.X, data.Y, GradientDescent(0.01), steps=14_000)
        assert last.loss == pytest.approx(cost, abs=1e-3)
