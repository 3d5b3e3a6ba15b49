"""What a class types by mistake: each is answered with a sentence that says what it should have been, beneath the line
that was typed, and with nothing of the inside."""

import importlib
import warnings

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from sources import DATA

from mlcore import DATASETS, MLP
from mlcore.checks.errors import Sentence

TYPED = """
import numpy as np
from mlcore import *
from mlcore.datasets import blobs, circles, moons
from app.initialization import signal
from app.initialization.signal.experiment import Initialization
from app.teaching import catch_up, check, solution, vote
from app.watch import watch
data = moons(60, rng=0)
X, Y = data
net = MLP([2, 8, 1], "tanh", rng=0)
"""
MISTAKES = [line.split("  =>  ") for line in (DATA / "mistakes.txt").read_text().splitlines()]
PYTHON = {  # what no library can answer
    "mlp([2, 8, 1])": NameError,
    "net.loss(X, Y).backward()": AttributeError,  # a number of numpy's
    "net.W[1] -= 0.1 * net.dW[2]": ValueError,
    "for step, loss in train(net, X, Y, Adam(0.01), 10): pass": ValueError,
    "watch.bord(X, Y)": AttributeError,
}


def typed(code):
    names: dict = {}
    exec(TYPED, names)
    exec(code, names)
    return names


def test_a_net_that_cannot_be_counted_is_there_all_the_same():
    assert bool(MLP([2, 8, 1])) and bool(DATASETS["moons"](60)) and not np.iterable(MLP([2, 8, 1]))


def test_a_net_takes_a_mark_of_ones_own():
    net = MLP([2, 8, 1])
    net.colour, net.run, net.losses = "red", 3, [0.7]  # beside a method that is called loss
    assert (net.colour, net.run, net.losses) == ("red", 3, [0.7])


def test_a_class_of_ones_own_may_have_settings():
    class Mine(MLP):
        rate = 0.1

    net = Mine([2, 8, 1])
    net.rate = 0.2
    assert net.rate == 0.2


@pytest.mark.parametrize(("code", "words"), MISTAKES, ids=[code for code, _ in MISTAKES])
def test_a_mistake_is_answered_with_what_it_should_have_been(code, words):
    with pytest.raises(Sentence) as error:
        typed(code)
    assert words in str(error.value).replace("\n", " ")
    assert str(error.value)[-1] in ".?"


@pytest.mark.parametrize("code", PYTHON)
def test_there_is_no_more_than_python_says(code):
    with pytest.raises(PYTHON[code]):
        typed(code)


ALONE = """(alone := MLP([2, 8, 1], "tanh", rng=0), train(alone, *data, {}, steps=20).run()) and (
    np.array_equal(net.theta, alone.theta))"""
CLEAR = {  # and what must be so then
    'net = MLP([2, 8, 1], "RELU", initializer="kaiming", rng=3)': (
        'np.array_equal(net.theta, MLP([2, 8, 1], "ReLU", initializer="He", rng=3).theta)'
    ),
    "X, Y = data": "X.shape == (2, 60) and Y.shape == (1, 60) and X is data.X and Y is data.Y",
    "watch(net, data).player.step(20)": ALONE.format("GradientDescent(0.1)"),
    "watch(net, data, Adam(0.01), test=moons(20, rng=1)).player.step(20)": ALONE.format("Adam(0.01)"),
    "watch(net, (X, Y), Adam(0.01)).player.step(20)": ALONE.format("Adam(0.01)"),
    "board = watch.board(data); board(net.predict, loss=0.5)": "board.turn.result().right == net.accuracy(X, Y)",
    "from mlcore import datasets": "datasets.moons is moons",
    "net.W = 0": "max(np.abs(W).max() for W in net.W[1:]) == 0",
}


@pytest.mark.parametrize("code", CLEAR)
def test_what_is_clear_simply_works(code):
    assert eval(CLEAR[code], typed(code))


def test_a_setting_out_of_range_is_replaced_and_the_panel_says_so():
    names: dict = {}
    exec(TYPED + "panel = signal.panel(depth=5000)", names)
    assert "Depth 5000 is not a whole number from" in names["panel"].message.value


@pytest.fixture(scope="module")
def shell():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shell = InteractiveShell(colors="nocolor")
    shell.run_cell(TYPED)
    return shell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (
            'n = 8\nMLP([2, n, 1], act="tanh")',
            ['Line 2: MLP([2, n, 1], act="tanh")', "TypeError: MLP has no act. Did you mean activation?"],
        ),
        (
            "def f():\n    return net.w[1]\n\nf()",
            ["Line 4: f()", "Line 2: return net.w[1]", "AttributeError: MLP has no w. Did you mean W?"],
        ),
        (
            "signal.panel(depht=3)",
            [
                "Line 1: signal.panel(depht=3)",
                "TypeError: Initialization: There is no setting called 'depht'. Did you mean 'depth'?",
            ],
        ),
    ],
)
def test_ipython_shows_the_line_that_was_typed_and_the_sentence(shell, capsys, cell, shown):
    shell.run_cell(cell)
    assert capsys.readouterr().out.splitlines() == shown


def test_an_error_in_a_function_of_ones_own_is_shown_with_its_line(shell, capsys):
    shell.run_cell(
        "def cube(Z, out=None):\n    return Z**n_ot_there\n\n"
        'MLP([2, 8, 1], Activation("cube", "z^3", cube, lambda Z, A, out=None: 3 * Z**2))'
    )
    call, sentence, because, *lines = capsys.readouterr().out.splitlines()
    assert call.startswith("Line 4: MLP(")
    assert sentence.startswith("ValueError: sigma of cube cannot be called as sigma(Z, out=None)")
    assert because == "because of"
    assert lines[-2:] == ["Line 2: return Z**n_ot_there", "NameError: name 'n_ot_there' is not defined."]


@pytest.mark.parametrize("module", ["mlcore", "mlcore.datasets", "app.watch"])
def test_who_only_asks_whether_a_module_has_a_name_hears_no(module):
    found = importlib.import_module(module)
    assert not hasattr(found, "Adm")
    assert getattr(found, "Adm", "none") == "none"
    with pytest.raises(ImportError, match="has no Adm"):
        exec(f"from {module} import Adm", {})
