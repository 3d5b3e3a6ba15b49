"""What others may use says what it is: types that mypy holds it to, and a docstring with the shapes of arrays."""

import subprocess
import sys
from inspect import getdoc, isfunction, signature, unwrap
from re import search

import pytest
from public_names import PUBLIC
from sources import ROOT

from mlcore import ACTIVATIONS, HEADS

TYPED = ("mlcore", "app.experiment", "app.workbench")
# A shape, or words for "any".
SHAPE = r"×|\(…|\(P,\)|\(n\)|\(N_s|N_s|\bany\b|[Ll]ike|column|\brow\b|shape|\(members|array of|numbers|\(layers|\bK\b"


def inherited(name):
    """A method whose base class says what it does."""
    owner, _, part = name.rpartition(".")
    return owner in PUBLIC and any(getdoc(getattr(base, part, None)) for base in PUBLIC[owner].__mro__[1:])


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_has_a_docstring(name):
    own = (getattr(PUBLIC[name], "__doc__", None) or "").strip()
    generated = own.startswith(name.rpartition(".")[2] + "(")  # a dataclass without one
    assert (own and not generated) or inherited(name)


# Parts of an entry: `Activation` and `Head` say the shapes.
PARTS = {f for entry in ACTIVATIONS.values() for f in (entry.sigma, entry.prime)} | {
    f for head in HEADS.values() for f in (head.predict, head.terms, head.dZ)
}


@pytest.mark.parametrize("name", [n for n in PUBLIC if n.startswith(TYPED) and isfunction(PUBLIC[n])])
def test_every_public_function_has_types_and_says_the_shapes_of_its_arrays(name):
    function = unwrap(PUBLIC[name])
    takes = signature(function)
    arguments = [p for p in takes.parameters.values() if p.name not in ("self", "cls")]
    assert not [p.name for p in arguments if p.annotation is p.empty]
    assert takes.return_annotation is not takes.empty
    arrays = [p.name for p in arguments if search(r"ndarray|ArrayLike|_NestedSequence", str(p.annotation))]
    if name.startswith("mlcore") and arrays and function not in PARTS and not inherited(name):
        assert search(SHAPE, getdoc(function) or ""), arrays


# Each is wrong in one way, and passes before it.
WRONG = {
    "MLP([2, 8, 1], rng=0)": 'MLP("2-8-1", rng=0)',
    "MLP([2, 8, 1], ACTIVATIONS['ReLU'])": "MLP([2, 8, 1], 3)",
    'MLP([2, 8, 1], head="MDN")': 'MLP([2, 8, 1], "tanh", "MDN", "He")',
    "Adam(0.1)": 'Adam("0.1")',
    "train(net, X, Y, Adam(0.1), 3)": "train(net, X, Y, 0.1, 3)",
    "train(net, X, Y, Adam(0.1), steps=3).run().loss": "train(net, X, Y, Adam(0.1), steps=3).run().losses",
    "net.W[1].shape": "net.W[1].shapes",
    "Player(experiment, screen).play(3)": 'Player(experiment, screen).play("3")',
    "experiment.start().step()": "experiment.start().steps()",
}
PREAMBLE = """import numpy as np
from mlcore import *
from app.experiment import Experiment
from app.workbench.player import Player
from app.workbench.screen import Screen
net, X, Y = MLP([2, 8, 1]), np.ones((2, 5)), np.ones((1, 5))
net.W, net.theta = [np.ones((8, 2)), np.ones((1, 8))], 0.1
def check(experiment: Experiment, screen: Screen) -> None:
"""


@pytest.mark.slow
def test_a_wrong_type_is_found_and_a_right_one_passes(tmp_path):
    lines = [line for pair in WRONG.items() for line in pair]
    (tmp_path / "use.py").write_text(PREAMBLE + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", tmp_path / "use.py"]
    said = subprocess.run(mypy, cwd=ROOT, capture_output=True, text=True).stdout
    wrong = {int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line}
    first = PREAMBLE.count("\n") + 1
    assert wrong == set(range(first + 1, first + len(lines), 2)), said
