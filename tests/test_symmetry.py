"""The symmetry lesson: what its experiments compute, that their sentences are true, and that they can be drawn."""

import asyncio
import time

import numpy as np
import pytest
from examples import same

from app.experiments.breakers import WAYS, Breakers, BreakersRun
from app.experiments.landscape import Landscape, swapped
from app.experiments.plateau import EPSILONS, Plateau, longer
from app.experiments.proof import OTHER_CONSTANTS, Proof
from app.experiments.round_off import WIDTHS
from app.experiments.symmetry import Symmetry
from app.experiments.symmetry_words import SIGMOID_FROM_ZERO
from app.panel import Panel
from app.plots.breakers import breakers
from app.plots.inside import inside
from app.plots.landscape import landscape
from app.plots.plateau import plateau
from app.plots.proof import proof
from app.plots.symmetry import symmetry
from app.predict import Predict
from mlcore import ACTIVATIONS, MLP
from mlcore.probes import norm_dW


def run(experiment, steps=0):
    made = experiment.start()
    for _ in range(steps):
        made.step()
    return made.result()


def test_the_table_of_the_lesson():
    """Zeros at the entropy of the base rate; a constant in biases, too, at what one unit can; random goes on."""
    r = run(Symmetry(), 2000)
    entropy = -(0.6 * np.log(0.6) + 0.4 * np.log(0.4))
    assert r.guessing == pytest.approx(entropy)
    assert r.losses[[50, 300, 2000], 0] == pytest.approx(entropy, abs=1e-3)
    assert r.losses[[50, 300, 2000], 1] == pytest.approx([0.315, 0.254, 0.252], abs=0.01)
    assert r.losses[[50, 300, 2000], 2] == pytest.approx([0.246, 0.059, 0.0036], abs=0.012)
    assert r.accuracy == pytest.approx([0.6, 0.88, 1.0], abs=0.015)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_equal_units_are_one_unit_to_the_last_digits(activation):
    r = run(Symmetry(activation=activation, rate=0.1), 100)
    assert r.spread[0] == 0
    assert r.spread[1] == 0
    assert r.parted is None
    assert r.losses[:, 1] == pytest.approx(r.one_losses, rel=1e-9)
    assert "exactly **0**" in r.sentence


def test_the_three_failures_are_told_apart():
    for activation in ("tanh", "ReLU"):
        r = run(Symmetry(activation=activation), 300)
        assert not r.units[0].any()
        assert "zeros **0.673**, no better than guessing" in r.sentence
    sigmoid = Symmetry(activation="sigmoid").start()
    moved = [sigmoid.net.theta[0].copy()]
    for _ in range(2):
        sigmoid.step()
        moved.append(sigmoid.net.theta[0].copy())
    W1, W2 = ([sigmoid.net.blocks(theta)[k][:, :-1].any() for theta in moved] for k in (1, 2))
    assert (W1, W2) == ([False, False, True], [False, True, True])
    assert run(Symmetry(activation="sigmoid"), 2000).losses[-1, 0] == pytest.approx(0.255, abs=0.01)


def test_the_gradient_of_each_layer_is_kept_over_time():
    r = run(Symmetry(), 30)
    assert r.norm_dW.shape == (len(r.at), 2, 3)
    assert not r.norm_dW[:, :, 0].any()  # zeros, tanh: no weight has a gradient, ever
    made = Symmetry().start()
    for _ in range(30):
        made.step()
    assert r.norm_dW[-1] == pytest.approx(norm_dW(made.net))
    sigmoid = run(Symmetry(activation="sigmoid"), 3).norm_dW[:, :, 0]
    assert (sigmoid[:3] > 0).tolist() == [[False, True], [True, True], [True, True]]  # first W[2], then W[1]


def test_round_off_is_called_round_off():
    # Which widths part is up to the computer.
    runs = (run(Symmetry(width=n), 300) for n in (5, 6, 7, 9, 10, 13, 14))
    r = next(r for r in runs if r.parted is not None)
    assert 0 < r.spread[1] < 1e-12
    assert f"at update {r.parted}" in r.sentence
    assert "exact arithmetic never would" in r.sentence


def test_extremes_have_a_word():
    r = run(Symmetry(rate=10, activation="identity", c=2), 400)
    assert r.sentence.startswith("**Diverged**")
    assert run(Symmetry(width=1), 3).sentence.endswith("however it starts.")


def test_a_snippet_computes_the_losses():
    r = run(Symmetry(c=-0.7, width=3, data="xor", samples=40), 5)
    names = {}
    exec(r.snippet, names)
    assert np.array_equal(names["losses"], r.losses)


def test_the_sigmoid_prediction_is_settled_by_what_happens():
    panel = Panel(Symmetry(), symmetry, prediction=SIGMOID_FROM_ZERO)
    panel.player.answer(SIGMOID_FROM_ZERO.change(panel.experiment))
    panel.player.step(SIGMOID_FROM_ZERO.updates)
    r = panel.player.result
    assert r.losses[-1, 2] < 0.5 * r.losses[-1, 0]  # else the last option would be as right
    right, why = SIGMOID_FROM_ZERO.judge(None, panel.player.result)
    assert right == 1
    assert "½" in why


@pytest.mark.parametrize(
    "settings", [{}, {"activation": "ReLU", "head": "sigmoid + squared error", "width": 5}]
)
def test_the_proof_holds_and_goes_back(settings):
    made = Proof(**settings).start()
    begun = made.net.theta.copy()
    for _ in range(10):
        assert all(made.result().equal)
        assert made.step()
    r = made.result()
    assert (r.update, r.stage) == (2, 2)
    W, s = r.units["W"], r.settings
    z = W @ [s["x1"], s["x2"]] + r.units["b"][:, 0]
    assert r.units["a"] == pytest.approx(made.net.activation(z))
    assert np.allclose(r.units["dW"], np.outer(r.units["dz"], [s["x1"], s["x2"]]))
    while made.back():
        pass
    assert np.array_equal(made.net.theta, begun)


def test_the_proof_breaks_where_a_weight_is_another():
    r = run(Proof(apart=0.1), 3)
    assert r.equal == [False] * 4
    assert "≠" in r.sentence
    assert "by 0.1 in W[1]" in r.sentence


@pytest.mark.slow
def test_the_plateau_is_a_straight_line_of_the_slope_of_theory():
    r = run(Plateau(), 2000)
    assert np.isfinite(r.firsts).all()
    assert r.slope == pytest.approx(r.a_decade, rel=0.05)
    assert r.slope == pytest.approx(63, rel=0.1)  # lessons.md, on other data
    assert np.all(np.diff(r.medians) < 0)
    assert longer(None, r)[0] == 1
    assert r.medians[0] - r.medians[6] == pytest.approx(6 * r.slope, rel=0.05)


@pytest.mark.slow
def test_the_moons_have_two_steps_and_noise_delays_only_the_first():
    r = run(Plateau(data="moons", seeds=4), 4000)
    first, second = (np.median(firsts, axis=1)[:10] for firsts in r.firsts)
    assert r.slope == pytest.approx(r.a_decade, rel=0.05)
    assert np.all(second > 1000)
    assert np.ptp(second - first) < 0.05 * second.min()
    assert "first of two steps" in r.sentence
    assert f"theory says {r.a_decade:.0f}" in r.sentence


def test_round_off_is_measured_width_by_width():
    made = Plateau(seeds=1).start()
    while made.step():
        pass
    r = made.result()
    assert (r.now, r.equal) == (2000, 0.5)
    parted = np.isfinite(r.parted)
    assert not parted[WIDTHS.index(8)]
    assert parted.any()
    for net, apart in zip(made.round_off.nets, parted, strict=True):
        assert apart == bool(np.ptp(net.blocks(net.theta)[1], axis=0).any())
    assert np.all(r.learnt >= r.parted)
    assert "exact arithmetic never would" in r.sentence
    assert [row[-1] for row in r.table if row[0].startswith("0, 8 units")] == ["exactly equal"]


def test_the_plateaus_of_all_noises_share_their_draws():
    net = Plateau(seeds=2).start().net
    theta = net.theta.reshape(len(EPSILONS), 2, -1)
    assert np.allclose(theta[-1] * 1e-12, theta[0])


def test_what_breaks_symmetry_and_what_does_not():
    r = run(Breakers(), 100)
    spread = dict(zip(WAYS, r.spreads[-1], strict=True))
    assert [spread[way] for way in WAYS[:4]] == [0, 0, 0, 0]
    assert 0 < spread["7 units: round-off"] < 1e-10
    assert all(spread[way] > 1e-3 for way in WAYS[5:])
    assert "exactly 0** with: plain, momentum, Adam, minibatches." in r.sentence


def test_dropout_is_the_gradient_of_the_masked_net():
    net, training = BreakersRun(Breakers()).ways["dropout"]
    X, Y = BreakersRun(Breakers()).data.X, BreakersRun(Breakers()).data.Y
    next(training)
    mask = net.dW[2] != 0
    other = MLP([2, 8, 1], "tanh")
    other.theta[:] = net.theta
    other.W[2][:] *= 2 * mask
    other.forward(X)
    other.backward(Y)
    assert np.allclose(net.dW[1], other.dW[1])
    assert np.allclose(net.dW[2], 2 * mask * other.dW[2])


def test_a_swap_of_two_units_is_a_twin():
    made = Landscape().start()
    net, X = made.net, made.data.X
    net.theta[:] = made.valley
    A = net.predict(X)
    net.theta[:] = swapped(net, made.valley)
    assert not np.array_equal(net.theta, made.valley)
    assert np.allclose(net.predict(X), A)
    r = made.result()
    assert r.valleys[0] == pytest.approx(r.valleys[1])
    assert r.symmetric > r.valleys[0] + 0.1  # a ridge: not convex
    assert r.zero == pytest.approx(np.log(2))


def test_no_valley_is_claimed_where_training_found_none():
    r = run(Landscape(data="circles", epsilon=0.001), 3)
    assert r.valleys[0] == pytest.approx(r.zero, abs=1e-3)
    assert "no valley" in r.sentence
    assert "not convex" in run(Landscape(), 3).sentence


def test_zero_is_a_saddle_on_balanced_data():
    """No gradient, and the loss falls one way and rises another."""
    made = Landscape(data="xor").start()
    net = MLP([2, 2, 1], "tanh", initializer="zeros")
    net.forward(made.data.X)
    net.backward(made.data.Y)
    assert abs(net.gradient).max() < 1e-15
    g = ((0.5 - made.data.Y) * made.data.X).mean(axis=1)
    net.W[1][:] = 0.3 * g / np.linalg.norm(g)
    losses = []
    for w in (-0.3, 0.0, 0.3):
        net.W[2][:] = w
        losses.append(float(net.loss(made.data.X, made.data.Y)))
    assert losses[0] < losses[1] < losses[2]
    assert losses[1] == pytest.approx(np.log(2))


PICTURES = [
    (Symmetry, symmetry, 30),
    (Symmetry, inside, 30),
    (Proof, proof, 6),
    (Plateau, plateau, 30),
    (Breakers, breakers, 60),
    (Landscape, landscape, 30),
]


@pytest.mark.parametrize("width", [816, 390])
@pytest.mark.parametrize(
    ("experiment", "plot", "steps"), PICTURES, ids=lambda x: getattr(x, "__name__", None)
)
def test_pictures_render_wide_and_narrow_and_a_moved_one_equals_a_new_one(experiment, plot, steps, width):
    settings = {"seeds": 3} if experiment is Plateau else {}
    panel = Panel(experiment(**settings), plot, heights=(392, 760))
    panel.view.picture.width = width
    assert panel.view.png(panel.player.result)
    panel.player.step(steps)
    moved = panel.view.png(panel.player.result)
    again = Panel(experiment(**settings), plot, heights=(392, 760)).view
    again.picture.width = width
    if (
        plot is not symmetry
    ):  # its arrows' limits only depend on the result as well, but text is laid out anew
        assert same(again.png(panel.player.result), moved)
    assert panel.player.result.sentence in panel.sentence.value or "<b>" in panel.sentence.value


def test_back_is_a_button_only_where_a_run_can_go_back():
    panel = Panel(Proof(), proof)
    assert "back" in panel.buttons
    panel.view.picture.pressed("step")
    panel.view.picture.pressed("step")
    panel.view.picture.pressed("back")
    assert panel.player.result.stage == 1
    assert "back" not in Panel(Symmetry(), symmetry).buttons


def test_a_run_with_a_pace_keeps_it():
    player = Panel(Symmetry(), symmetry).player
    player.play()
    begin = time.perf_counter()
    while time.perf_counter() < begin + 0.4:
        player.burst()
        assert player.rest <= 0.03
        time.sleep(player.rest)
    player.look()
    assert 15 < player.result.step < 90  # 150 a second, and no more than that is made up for
    slow = Panel(Proof(), proof).player
    slow.play()
    for _ in range(5):
        slow.burst()
    slow.look()
    assert slow.result.stage == 1  # one at once; the next is due in half a second


def test_nobody_waits_for_an_answer_at_the_pace_of_the_pictures():
    panel = Panel(Proof(), proof, prediction=OTHER_CONSTANTS)
    (asked,) = (part for part in panel.parts if isinstance(part, Predict))

    async def hour():
        picture = panel.view.picture
        asked.answers.index = 0
        asked.reveal.click()
        begin = time.perf_counter()
        while "Right" not in asked.verdict.value:
            picture._report(None, {"width": 400, "ratio": 1, "visible": True, "painted": picture.frame}, None)
            await asyncio.sleep(0.01)
            assert time.perf_counter() < begin + 20  # at 2 steps a second it would take 200

    asyncio.run(hour())
    assert panel.player.result.update == 50
