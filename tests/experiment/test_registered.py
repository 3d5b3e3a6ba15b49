"""An activation or an initializer that a class registers live stands in every menu, of lessons imported before, too."""

import numpy as np
import pytest

from app.exhibits import exhibits
from app.experiment import Choice
from app.initialization import schemes
from app.playground.by_layer import ACTIVATION, START
from mlcore import ACTIVATIONS, INITIALIZERS, MLP, Activation, Initializer

SINE = Activation("sine", r"\sin z", np.sin, lambda Z, A, out=None: np.cos(Z, out=out))
HALF = Initializer(
    "half of He", r"w \sim \mathcal{N}(0, 1/2n)", "normal", lambda n, _: (0.5 / n) ** 0.5, "in"
)


@pytest.fixture
def registered():
    """Experiments and a panel that were there before, then both entries."""
    experiments = {key: exhibit.experiment() for key, exhibit in exhibits().items()}
    panel = schemes.panel()
    ACTIVATIONS["sine"], INITIALIZERS["half of He"] = SINE, HALF
    yield experiments, panel
    del ACTIVATIONS["sine"], INITIALIZERS["half of He"]


def test_it_stands_in_every_menu_that_has_the_others(registered):
    experiments, panel = registered
    random = {name for name, entry in INITIALIZERS.items() if entry.base != "ones"}
    menus = [knob for each in experiments.values() for knob in each.knobs().values() if type(knob) is Choice]
    of_activations = [knob for knob in menus if {"SELU", "softplus", "identity"} <= set(knob.values)]
    of_starts = [knob for knob in menus if random - {"half of He"} <= set(knob.values)]
    assert len(of_activations) >= 12 and len(of_starts) >= 3
    assert all("sine" in knob.values for knob in of_activations)
    assert all("half of He" in knob.values for knob in of_starts)
    assert "half of He" in [entry.label for entry in schemes.EXHIBIT.experiment(group="normal").entries()]
    assert ACTIVATION.read("1 sine") == {1: ("sine", None)}  # a layer of the playground may have it, too
    assert START.read("2 half of He") == {2: ("half of He", None)}
    menu = next(w for w in walk(panel) if getattr(w, "description", "") == "Activation")
    panel.experiment.set(depth=7)  # the menu of a panel that is open: with its next change
    assert "sine" in menu.options and menu.value == "ReLU"
    menu.value = "sine"
    assert panel.experiment.activation == "sine"


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def test_a_net_and_a_panel_use_it(registered):
    net = MLP([3, 500, 1], "sine", initializer="half of He", rng=0)
    X = np.linspace(-1, 1, 12).reshape(3, 4)
    assert net.W[1].std() == pytest.approx((0.5 / 3) ** 0.5, rel=0.05)
    assert net.layers(X)[1][1] == pytest.approx(np.sin(net.W[1] @ X))
    assert net.scheme == "half of He"


@pytest.mark.parametrize(
    ("name", "entry", "words"),
    [
        (
            "a",
            Activation("a", "", np.sin, lambda Z, A, out=None: np.sin(Z, out=out)),
            "is not the derivative of sigma: at z =",
        ),
        ("a", Activation("a", "", lambda Z, out=None: Z.sum(), np.sin), "not floats of the shape of Z"),
        (
            "a",
            Activation("a", "", np.sin, lambda Z, A, out=None: np.cos(Z, out=A if out is None else out)),
            "prime of a writes into A, which it may only read",
        ),
        ("b", SINE, 'is called sine: ACTIVATIONS["sine"]'),
    ],
)
def test_an_activation_that_is_wrong_is_answered_with_a_sentence(name, entry, words):
    with pytest.raises(ValueError) as error:
        ACTIVATIONS[name] = entry
    assert words in str(error.value)
    assert name not in ACTIVATIONS


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (lambda n: 1 / n, "scale_of of c cannot be called as scale_of(n, value), here (1, None)"),
        (lambda n, _: float("nan"), "scale_of(1, None) of c is a finite number, not nan"),
        (lambda n, _: np.ones(3), "scale_of(1, None) of c is a finite number"),
        (lambda n, _: 1 / (64 - n), "cannot be called as scale_of(n, value), here (64, None)"),
    ],
)
def test_an_initializer_that_is_wrong_is_answered_with_a_sentence(scale, words):
    with pytest.raises(ValueError) as error:
        INITIALIZERS["c"] = Initializer("c", "", "normal", scale, "in")
    assert words in str(error.value)
    assert "c" not in INITIALIZERS
