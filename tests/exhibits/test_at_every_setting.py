"""What is said of digits, ridges, normalized nets, the plateau and a whole net holds at settings where it did not."""

import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from lab import result

from app.exhibits import exhibits
from app.experiment import Choice
from app.initialization.digits import questions as digits
from app.initialization.digits.experiment import Digits
from app.initialization.digits.words import sentence as of_digits
from app.initialization.digits.words import verdict
from app.initialization.histograms.experiment import Histograms
from app.initialization.histograms.questions import SHARE_OF_ZEROS
from app.initialization.matter_less.experiment import MatterLess
from app.initialization.matter_less.questions import DOUBLE_IT
from app.symmetry.plateau.experiment import Plateau, PlateauResult
from app.symmetry.plateau.noise import EPSILONS
from app.symmetry.plateau.questions import OPTIONS, longer
from app.took_off.larger_nets.experiment import WIDTHS, LargerNets
from app.took_off.neuron.experiment import LOSSES
from app.took_off.recover.experiment import Recover
from app.took_off.recover.questions import BRAVER_RATE
from mlcore import ACTIVATIONS, INITIALIZERS

VIEWED = {key: e for key, e in exhibits().items() if any(k.view for k in e.experiment.knobs().values())}


@pytest.mark.parametrize("key", [key for key, e in VIEWED.items() if any(not q.updates for q in e.questions)])
def test_how_the_picture_is_looked_at_settles_no_question(key):
    """A layer alone, another array, another axis."""
    exhibit = VIEWED[key]
    for question in (q for q in exhibit.questions if not q.updates):
        found = {}  # by what is asked: a value that is looked at may be named there
        experiment = exhibit.start()
        views = {name: knob for name, knob in experiment.knobs().items() if knob.view}
        for at in (None, 0.0, 0.1, 1.0):
            looked = {} if at is None else {name: value(knob, at) for name, knob in views.items()}
            experiment = exhibit.start()
            experiment.set(**looked)
            asked, before = question.ask(experiment), ready(experiment)
            experiment.set(**question.change(experiment))
            found.setdefault(asked, set()).add(question.judge(before, ready(experiment)))
        assert all(len(verdicts) == 1 for verdicts in found.values()), found


def ready(experiment):
    run = experiment.start()
    while not run.ready:
        run.step()
    return run.result()


def value(knob, at):
    """From the first, or least, to the last one."""
    if isinstance(knob, Choice):
        return knob.values[round(at * (len(knob.values) - 1))]
    here = knob.min + at * (knob.max - knob.min)
    return round(here) if knob.whole else here


# ------------------------------------------------------------------ the digits


@pytest.mark.parametrize("deepest", [2, 5, 20, 30])
def test_three_depths_are_asked_of_and_differ(deepest):
    made = Digits(deepest=deepest)
    asked = digits.WHO_BEGINS.ask(made)
    made.set(**digits.WHO_BEGINS.change(made))
    assert len(set(made.depths())) == 3 and digits.WHO_BEGINS.options[-1] == "at all three"
    assert {int(n) for n in re.findall(r"\d+", re.search(r"depths (.*?) does", asked)[1])} == set(
        made.depths()
    )


def test_what_two_schemes_have_in_common_is_measured_on_their_weights():
    def drawn(name):
        return INITIALIZERS[name].draw(5, 64, 64)

    for first in digits.INITIALIZERS:
        for second in ("He", "Xavier", "uniform", "orthogonal"):
            if INITIALIZERS[first].base == "ones":
                continue
            said, one, other = digits.difference(first, second), drawn(first), drawn(second)
            ratio = one.std() / other.std()
            factor = re.search(r"factor of ([\d.]+),", said)
            assert ("same start" in said) == (first == second)
            if first != second:
                same = np.ptp(one / other) < 1e-9
                assert ("base draws are the same" in said) == same
                assert float(factor[1] if factor else 1) == pytest.approx(max(ratio, 1 / ratio), rel=0.05)


def of_two(he, xavier, epoch):
    """Three depths, whose median accuracies are these."""
    rows = [np.full((epoch + 1, 2, 3), 0.1) for _ in he]
    for each, a, b in zip(rows, he, xavier, strict=True):
        each[-1] = np.array([[a], [b]])
    settings = {"activation": "ReLU"}
    return SimpleNamespace(
        schemes=("He", "Xavier"), settings=settings, depths=(5, 20, 30), epoch=epoch, accuracy=rows
    )


def test_a_net_that_learns_later_does_not_stall():
    assert "He learns where Xavier stalls" in verdict(of_two((0.9, 0.9, 0.9), (0.9, 0.1, 0.1), 30))
    assert "at depth 20 and 30, there" in verdict(of_two((0.9, 0.9, 0.9), (0.4, 0.1, 0.1), 30))
    slower = verdict(of_two((0.9, 0.9, 0.1), (0.4, 0.3, 0.1), 30))
    assert "slower** at depth 5 and 20" in slower and "learns where" not in slower
    assert "stalls or is only later" in verdict(of_two((0.9, 0.9, 0.9), (0.4, 0.1, 0.1), 10))


@pytest.mark.parametrize("settings", [{"seed": 3}, {"first": "orthogonal", "second": "uniform", "seed": 1}])
def test_before_the_first_update_the_digits_that_are_right_were_counted(settings):
    r = Digits(deepest=2, **settings).start().result()
    low, high = (float(n) for n in re.search(r"\*\*([\d.]+) to ([\d.]+) right", of_digits(r)).groups())
    found = np.concatenate([rows.ravel() for rows in r.accuracy])
    assert (low, high) == (round(found.min(), 3), round(found.max(), 3))


# ------------------------------------------------------------------ ridges


@pytest.mark.parametrize(
    "settings", [{"depth": 1}, {"layer": 2}, {}, {"width": 3, "depth": 50}, {"width": 2}]
)
def test_the_zeros_are_those_of_the_last_hidden_layer_and_the_reason_fits_them(settings):
    made = Histograms(**{"width": 64, "depth": 8, "seeds": 4} | settings)
    asked = SHARE_OF_ZEROS.ask(made)
    before = result(made)
    made.set(**SHARE_OF_ZEROS.change(made))
    run = made.start()
    option, why = SHARE_OF_ZEROS.judge(before, run.result())
    last = len(run.widths) - 2
    assert f"depth {last + 1}:" in asked and f"of A[{last}] are exactly 0" in why
    share = np.mean(np.concatenate([net.A[last] for net in run.nets.nets]) == 0)
    assert option == int(np.searchsorted([0.35, 0.65], share))
    assert ("with half of the units open" in why) == (option == 1)
    assert ("matter of luck" in why) == (option != 1)
    assert ("nine tenths of the others" in why) == (share < 1)


# ------------------------------------------------------------------ normalized nets


@pytest.mark.parametrize("settings", [{}, {"var_w": 15.0, "activation": "tanh"}, {"group": "together"}])
def test_twice_the_variance_is_root_two_in_the_weights_and_nothing_behind_batch_norm(settings):
    made = MatterLess(**{"depth": 10, "width": 8} | settings)
    first = made.start()
    before = first.result()
    made.set(**DOUBLE_IT.change(made))
    second = made.start()
    _, why = DOUBLE_IT.judge(before, second.result())
    ratio = np.ptp(second.nets[-1].W[2]) / np.ptp(first.nets[-1].W[2])
    times = {"√2": 2**0.5, "1/√2": 0.5**0.5}[re.search(r"Weights (\S+) times as large", why)[1]]
    assert ratio == pytest.approx(times)
    hidden, gradients = ([run.layers_0[-1][i] for run in (first, second)] for i in (0, 1))
    assert hidden[0] == pytest.approx(hidden[1], rel=0.02)  # a normalization adds a little to the variance
    alike = gradients[1][:-1] / gradients[0][:-1]
    assert alike == pytest.approx(alike[:1].repeat(len(alike), axis=0), rel=0.1)
    assert "hidden layers stay what they were" in why and "in all of them alike" in why


def test_in_how_many_nets_no_gradient_arrives_is_counted():
    run = MatterLess(width=6, depth=50).start()
    gone = int((run.layers_0[0][1][0] == 0).sum())
    assert 2 <= gone < 4
    assert f"plain ×**0** (none arrives in {gone} of 4 nets)" in run.result().sentence


# ------------------------------------------------------------------ the plateau


def waited(medians, c=0.0):
    """A result in which the nets of every ε needed so many updates."""
    firsts = np.array(medians)[None, :, None].repeat(2, axis=2)
    found = {"settings": {"c": c, "seed": 0, "seeds": 2}, "step": 2500, "goals": (0.45,), "firsts": firsts}
    rest = {"steps": np.arange(2), "losses": np.zeros((2, 13)), "now": 2500, "equal": 0.5}
    rest |= {"parted": np.full(7, np.inf), "learnt": np.full(7, np.inf)}
    return PlateauResult(**found, **rest, a_decade=None if c else 70.0)


@pytest.mark.parametrize("settings", [{"c": 0.0, "samples": 20}, {"c": 0.3, "rate": 3.0}])
def test_a_cost_a_decade_is_said_only_of_a_line(settings):
    r = result(Plateau(seeds=2, **settings), 700)
    costs = [a - b for a, b in pairwise(r.medians[:11]) if np.isfinite(a)]
    said = [float(n.replace(",", "")) for n in re.search(r"costs \*\*(.*?)\*\*", r.sentence)[1].split(" to ")]
    assert len(costs) > 3
    for cost in costs:
        assert min(said) - 0.35 * abs(said[0]) - 2 <= cost <= max(said) + 0.35 * abs(said[0]) + 2
    assert (len(said) == 2) == (settings["c"] != 0)


def test_a_curve_is_no_line_and_who_waits_is_counted():
    curve = waited([np.inf] * 6 + [1600, 800, 400, 250, 200, 100, 0], c=0.3)
    assert "costs **50 to 800** updates" in curve.sentence
    assert "costs **70** updates; theory" in waited(70.0 * -np.log10(EPSILONS) + 100).sentence
    assert longer(None, curve) == (2, "From ε = 10⁻¹² **all 2 nets** still waited after 2,500 updates.")
    half = waited([1200.0] * 13)
    half.firsts[0, 0, 1] = np.inf
    assert "**1 of 2 nets** still waited" in longer(None, half)[1]


@pytest.mark.parametrize(("decade", "right"), [(8, 0), (9, 1), (166, 1), (168, 2)])
def test_the_options_of_the_plateau_say_where_one_ends(decade, right):
    option, why = longer(None, waited(decade * -np.log10(EPSILONS) + 100))
    assert option == right and f"**{6 * decade:,} more**" in why
    bounds = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", " ".join(OPTIONS[:3]))]
    assert bounds == [50, 50, 1000, 1000]


# ------------------------------------------------------------------ nets that are timed


@pytest.mark.parametrize(("widest", "busy"), [(1.0, True), (0.97, True), (1.05, True), (40.0, False)])
def test_noisy_times_make_no_law(widest, busy):
    """On a busy machine the widest net may seem as fast as the narrowest: no overhead, no speed is made of that."""
    seconds = 0.01 * np.linspace(1.0, widest, len(WIDTHS))
    said = replace(result(LargerNets(seeds=1), 1), seconds=seconds).sentence
    assert ("this computer is busy" in said) == busy
    assert ("of overhead" in said) != busy and ("billion operations" in said) != busy


# ------------------------------------------------------------------ a whole net


@pytest.mark.parametrize("activation", ["tanh", "softplus"])
@pytest.mark.parametrize("bias", [0.0, 1.0, 6.0, 12.0])
def test_where_the_answers_start_is_measured_on_them(bias, activation):
    made = Recover(bias=bias, activation=activation, seeds=8)
    run = made.start()
    r, a = run.result(), run.nets[LOSSES[0]].A[2]
    within = (a > r.answers[0]) & (a < r.answers[1])
    assert within.mean() == pytest.approx(0.9, abs=0.002)
    right, times = re.search(
        r"\*\*(\S+)%\*\* of all are right.*?\*\*(\S+) ×\*\* smaller", r.sentence
    ).groups()
    assert float(right) == pytest.approx(100 * ((a > 0.5) == (run.Y > 0.5)).mean(), abs=0.5)
    gradients = [np.abs(run.nets[loss].dZ[2]) for loss in LOSSES]
    assert np.median(gradients[0] / gradients[1]) == pytest.approx(r.sleepy, rel=1e-6)
    assert float(times.replace(",", "")) == pytest.approx(r.sleepy, rel=0.05) if r.sleepy < 1e4 else True
    assert f"start {times} × smaller" in BRAVER_RATE.judge(r, r)[1]
    assert set(ACTIVATIONS) >= {activation}
