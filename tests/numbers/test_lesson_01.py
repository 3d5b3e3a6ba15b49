"""Every number in the prose of lesson 1, in its equations and in its questions is what a program finds."""

import re

import numpy as np
import pytest
from equations import equations
from prose import Prose

from app.backpropagation.chain.experiment import SATURATED, Chain
from app.backpropagation.check.experiment import SWEEP, Check
from app.backpropagation.cost.experiment import HOW_MANY_PASSES, WIDTHS
from app.backpropagation.descent.experiment import Descent
from app.backpropagation.descent.questions import FOUR_TIMES_THE_RATE
from app.backpropagation.graph.experiment import Graph
from mlcore import ACTIVATIONS, MLP

NAME = "01_backpropagation.ipynb"
LESSON = Prose(NAME)
says = LESSON.says
# Numbers of the questions, what a unit is below, a licence: no program produces these.
NO_RESULTS = (
    r"\(1\) Double",
    r"\(2\) A hidden",
    r"\(3\) Only",
    r"\(1\) Yes",
    r"\(2\) All at",
    r"\(3\) Those that",
    r"A unit below 0 for",
    r"before layer 1\.",
    r"ErSE 222",
    r"KAUST \(CC BY 4\.0\)",
    r"this lesson: CC BY 4\.0",
)


def test_every_number_is_claimed_by_a_test():
    assert LESSON.unclaimed(NO_RESULTS) == []


SHAPES = r"(1 \times 1)(1 \times 1)(1 \times 2)(2 \times 2)"
OUTER = r"(2 \times 1)(1 \times 2) = 2 \times 2"
CLAIMED = {
    SHAPES,
    OUTER,
    r"\eta = 5",
    r"10^{-5}",
    r"3 \cdot 10^{-5}",
    r"1/\sqrt{2} \approx 0.71",
    r"z = 6",
    r"z = -6",
}
FORMULAS = {  # which a test of the panel that has them holds to numbers
    r"\big(\frac{1-y}{1-a} - \frac{y}{a}\big) \cdot a(1-a) = a - y",
    r"\frac{l(\theta + \varepsilon) - l(\theta - \varepsilon)}{2\varepsilon}",
    r"1/N_s",
    r"1/\varepsilon",
}


def test_every_number_in_an_equation_is_claimed_by_a_test():
    assert equations(NAME) == CLAIMED | FORMULAS


@says(
    r"A {n}-{n}-{n} net \({n} inputs, {n} hidden units, {n} output\)",
    r"The net is {n}-{n}-{n}-{n}: with a square",
)
def test_the_nets(first, checked):
    assert first == Graph().net().widths * 2 == Descent().start().net.widths * 2
    net = Check().start().checked.net
    assert checked == net.widths
    assert net.W[2].shape[0] == net.W[2].shape[1]


@says(r"after {n} steps; with … after {w}\. The dashed")
def test_the_steps_until_it_has_learnt(said):
    eta = float(re.fullmatch(r"\\eta = (\d+)", r"\eta = 5")[1])
    for rate, steps in zip((0.5, eta), said, strict=True):
        theta, x = np.array([0.2, -0.4, 0.1, 0.1, 0.5, 0.3, -0.6, -0.2, 0.7, -0.5, 0.2]), [1, 2, -1]
        assert np.array_equal(theta, Descent().graph().net().theta)
        made = 0
        while True:  # an own program, without the engine
            (W, b), (v, c) = (theta[:8].reshape(2, 4)[:, :3], theta[3:8:4]), (theta[8:10], theta[10])
            a1 = 1 / (1 + np.exp(-W @ x - b))
            a2 = 1 / (1 + np.exp(-v @ a1 - c))
            if abs(a2 - 1) < 0.05:
                break
            dz1 = (a2 - 1) * v * a1 * (1 - a1)
            slopes = np.r_[np.c_[np.outer(dz1, x), dz1].ravel(), (a2 - 1) * a1, a2 - 1]
            theta, made = theta - rate * slopes, made + 1
        assert made == steps


@says(r"In a {n}-{n}-{n}-{n} net … is a product of {w} derivatives")
def test_the_chain(said):
    *widths, derivatives = said
    run = Chain().start()
    assert widths == [3, 2, 2, 1] == [a.size for n, a in run.values.items() if re.fullmatch(r"x|a\[\d\]", n)]
    assert derivatives == len(run.factors)


def test_the_shapes_are_those_of_the_chain():
    """`test_chain.py` measures these Jacobians."""
    factors = Chain().start().factors
    shapes = re.findall(r"(\d) \\times (\d)", SHAPES)
    assert shapes == [tuple(re.findall(r"\d", f.shape)) for f in factors[:-1]]
    (n, one), (uno, m), result = re.findall(r"(\d) \\times (\d)", OUTER)
    assert (one, uno) == ("1", "1")
    assert (n, m) == result == tuple(re.findall(r"\d", factors[-1].product_shape))


@pytest.mark.slow
@says(r"first {w} seeds")
def test_the_valley_and_single_precision(seeds):
    lowest, double = [], []
    for seed in range(int(seeds[0])):
        run = Check(seed=seed).start()
        while run.step():
            pass
        r = run.result()
        lowest.append(r.single.min())
        double.append(SWEEP[r.sweep.argmin()])
    valley = float(re.fullmatch(r"10\^\{(-\d+)\}", r"10^{-5}")[1])
    assert np.median(np.log10(double)) == pytest.approx(valley, abs=0.5)
    assert np.ptp(np.log10(double)) <= 2
    factor, exponent = re.fullmatch(r"(\d) \\cdot 10\^\{(-\d)\}", r"3 \cdot 10^{-5}").groups()
    bound = float(f"{factor}e{exponent}")
    assert bound / 2 < min(lowest) < 2 * bound  # 2.0e-5 where another processor rounds otherwise


def test_where_a_doubled_weight_makes_less_go_back():
    """One weight in place of the layer above, no bias: |dz[1]| before and after it is doubled."""
    right = np.linspace(0.5, 0.999, 4000)
    z = np.log(right / (1 - right))
    shrinks = 2 * (1 - 1 / (1 + np.exp(-2 * z))) < 1 - right
    border = right[shrinks].min()
    assert shrinks[right > border].all()
    assert border == pytest.approx(1 / np.sqrt(2), abs=1e-3)
    assert f"{border:.2f}" == re.search(r"approx (\S+)", r"1/\sqrt{2} \approx 0.71")[1]


def test_what_passes_through_a_relu():
    relu = ACTIVATIONS["ReLU"]
    for z, share in ((6.0, 1.0), (-6.0, 0.0)):
        Z = np.array([[z]])
        assert relu.prime(Z, relu(Z)).item() == share


def test_the_numbers_of_the_questions():
    x = list(
        map(float, re.search(r"\((\S+), (\S+), (\S+)\)", SATURATED.ask(Chain()).replace("−", "-")).groups())
    )
    z = float(re.search(r"= (\d)\*\*", SATURATED.ask(Chain()))[1])
    net = Graph(layers=3).net()
    assert (net.W[1] @ x + net.b[1][:, 0])[0] == pytest.approx(z)
    parameters = int(re.search(r"(\d+)[ ,](\d+) parameters", HOW_MANY_PASSES.ask(None)).expand(r"\1\2"))
    assert parameters == MLP([2, WIDTHS[-1], WIDTHS[-1], 1]).theta.size
    rates = re.findall(r"η = ([\d.]+\d|\d)", FOUR_TIMES_THE_RATE.ask(Descent()))
    assert float(rates[1]) == FOUR_TIMES_THE_RATE.change(Descent())["rate"] == 4 * float(rates[0])
    run = Descent(**FOUR_TIMES_THE_RATE.change(Descent()) | {"rate": float(rates[0])}).start()
    assert not run.step()  # "in one step"
    assert run.result().learnt
