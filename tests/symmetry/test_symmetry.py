"""The symmetry lesson: what its experiments compute, that their sentences are true, and that they can be drawn."""

import numpy as np
import pytest
from examples import same
from lab import executed, result

from app.symmetry.breakers.experiment import Breakers
from app.symmetry.breakers.picture import picture as breakers
from app.symmetry.inside.picture import picture as inside
from app.symmetry.landscape.experiment import Landscape
from app.symmetry.landscape.picture import picture as landscape
from app.symmetry.plateau.experiment import Plateau
from app.symmetry.plateau.picture import picture as plateau
from app.symmetry.proof.experiment import Proof
from app.symmetry.proof.picture import picture as proof
from app.symmetry.starts.experiment import Symmetry
from app.symmetry.starts.picture import picture as symmetry
from app.symmetry.starts.words import SIGMOID_FROM_ZERO
from app.workbench.panel import Panel
from mlcore import ACTIVATIONS
from mlcore.probes import norm_dW


def test_the_table_of_the_lesson():
    """Zeros at the entropy of the base rate; a constant in biases, too, at what one unit can; random goes on."""
    r = result(Symmetry(), 2000)
    entropy = -(0.6 * np.log(0.6) + 0.4 * np.log(0.4))
    assert r.guessing == pytest.approx(entropy)
    assert r.losses[[50, 300, 2000], 0] == pytest.approx(entropy, abs=1e-3)
    assert r.losses[[50, 300, 2000], 1] == pytest.approx([0.315, 0.254, 0.252], abs=0.01)
    assert r.losses[[50, 300, 2000], 2] == pytest.approx([0.246, 0.059, 0.0036], abs=0.012)
    assert r.accuracy == pytest.approx([0.6, 0.88, 1.0], abs=0.015)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_equal_units_are_one_unit_to_the_last_digits(activation):
    r = result(Symmetry(activation=activation, rate=0.1), 100)
    assert r.spread[0] == 0
    assert r.spread[1] == 0
    assert r.parted is None
    assert r.losses[:, 1] == pytest.approx(r.one_losses, rel=1e-9)
    assert "exactly **0**" in r.sentence


def test_the_three_failures_are_told_apart():
    for activation in ("tanh", "ReLU"):
        r = result(Symmetry(activation=activation), 300)
        assert not r.units[0].any()
        assert "zeros **0.673**, no better than guessing" in r.sentence
    sigmoid = Symmetry(activation="sigmoid").start()
    moved = [sigmoid.net.theta[0].copy()]
    for _ in range(2):
        sigmoid.step()
        moved.append(sigmoid.net.theta[0].copy())
    W1, W2 = ([sigmoid.net.blocks(theta)[k][:, :-1].any() for theta in moved] for k in (1, 2))
    assert (W1, W2) == ([False, False, True], [False, True, True])
    assert result(Symmetry(activation="sigmoid"), 2000).losses[-1, 0] == pytest.approx(0.255, abs=0.01)


def test_the_gradient_of_each_layer_is_kept_over_time():
    r = result(Symmetry(), 30)
    assert r.norm_dW.shape == (len(r.at), 2, 3)
    assert not r.norm_dW[:, :, 0].any()  # zeros, tanh: no weight has a gradient, ever
    made = Symmetry().start()
    for _ in range(30):
        made.step()
    assert r.norm_dW[-1] == pytest.approx(norm_dW(made.net))
    sigmoid = result(Symmetry(activation="sigmoid"), 3).norm_dW[:, :, 0]
    assert (sigmoid[:3] > 0).tolist() == [[False, True], [True, True], [True, True]]  # first W[2], then W[1]


def test_round_off_is_called_round_off():
    # Which widths part is up to the computer.
    runs = (result(Symmetry(width=n), 300) for n in (5, 6, 7, 9, 10, 13, 14))
    r = next(r for r in runs if r.parted is not None)
    assert 0 < r.spread[1] < 1e-12
    assert f"at update {r.parted}" in r.sentence
    assert "exact arithmetic never would" in r.sentence


def test_extremes_have_a_word():
    r = result(Symmetry(rate=10, activation="identity", c=2), 400)
    assert r.sentence.startswith("**Diverged**")
    assert result(Symmetry(width=1), 3).sentence.endswith("however it starts.")


def test_a_snippet_computes_the_losses():
    r = result(Symmetry(c=-0.7, width=3, data="xor", samples=40), 5)
    assert np.array_equal(executed(r)["losses"], r.losses)


def test_the_sigmoid_prediction_is_settled_by_what_happens():
    panel = Panel(Symmetry(), symmetry, questions=(SIGMOID_FROM_ZERO,))
    panel.player.answer(SIGMOID_FROM_ZERO.change(panel.experiment))
    panel.player.step(SIGMOID_FROM_ZERO.updates)
    r = panel.player.result
    assert r.losses[-1, 2] < 0.5 * r.losses[-1, 0]  # else the last option would be as right
    right, why = SIGMOID_FROM_ZERO.judge(None, panel.player.result)
    assert right == 1
    assert "½" in why


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
