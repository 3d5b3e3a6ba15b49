"""An activation or a head of one's own is tried out: what is not what it says it is does not pass."""

import copy
import pickle

import numpy as np
import pytest

from mlcore import ACTIVATIONS, HEADS, Activation, Head

SIN = {"name": "sin", "formula": r"\sin z", "sigma": np.sin}
HALF = HEADS["linear + squared error"]


def cos(Z, A, out=None):
    return np.cos(Z, out)


def head(**parts):
    known = {"predict": HALF.predict, "terms": HALF.terms, "dZ": HALF.dZ}
    return Head("mine", r"l = \frac{1}{2}(z - y)^2", **(known | parts))


def writes_y(Z, A, Y, out=None):
    Y += 1
    return np.subtract(A, Y, out=out)


@pytest.mark.parametrize("entry", [*ACTIVATIONS.values(), *HEADS.values(), HEADS["MDN"](kernels=1)], ids=str)
def test_what_the_engine_brings_passes(entry):
    entry.check()


def test_one_of_ones_own_passes():
    Activation(**SIN, prime=cos).check()
    head().check()


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (lambda: Activation(**SIN, prime=np.cos), r"prime of sin writes into A"),
        (
            lambda: Activation(**SIN, prime=lambda Z, A, out=None: np.sin(Z, out)),
            "not the derivative of sigma",
        ),
        (lambda: Activation(**SIN, prime=lambda Z, A: np.cos(Z)), "takes out, the array to write to"),
        (
            lambda: Activation(**SIN, prime=lambda Z, A, out=None: np.cos(Z)),
            "write to out and to give it back",
        ),
        (lambda: Activation(**SIN, prime=lambda Z, A, out=None: 1.0), r"of shape \(\)"),
        (lambda: Activation(**SIN, prime=None), r"a function, prime\(Z, A, out=None\), not None"),
        (lambda: Activation(**(SIN | {"sigma": 3}), prime=cos), "sigma of sin is a function"),
        (lambda: Activation(**(SIN | {"name": 3}), prime=cos), "name of an activation is a string"),
        (lambda: Activation(**SIN, prime=cos, kinks=0.0), "kinks is a tuple of numbers"),
        (lambda: Activation(**SIN, prime=cos, kinks=("0",)), "A kink is a finite number"),
        (lambda: Activation("sin"), "needs formula and sigma and prime"),
        (lambda: Activation(**SIN, prime=cos, kink=(0.0,)), "has no kink. Did you mean kinks"),
        (
            lambda: head(dZ=lambda Z, A, Y, out=None: np.subtract(Y, A, out=out)),
            "not the derivative of its loss",
        ),
        (lambda: head(dZ=writes_y), "dZ of mine writes into Y"),
        (lambda: head(terms=lambda Z, A, Y: 0.5), "not one column a sample"),
        (lambda: head(predict=lambda Z: Z), "predict of mine takes out"),
        (lambda: head(predict="linear"), "predict of mine is a function"),
        (lambda: head(target="labels"), '"numbers", "classes" or "shares"'),
        (lambda: head(slots=1), "slots is a pair"),
        (lambda: HEADS["MDN"](K=2), 'no setting "K". Did you mean kernels'),
        (lambda: HEADS["MDN"](2), "settings by name: kernels, floor"),
        (lambda: HEADS["MDN"](floor="a"), "floor of σ is a finite number, above 0"),
        (lambda: HEADS["Gaussian"].outputs(1.5), "number of targets is a whole number"),
    ],
)
def test_what_is_something_else_is_found_out(entry, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        entry().check()
    assert str(caught.value)[-1] in ".?"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))])
@pytest.mark.parametrize("entry", [*ACTIVATIONS.values(), *HEADS.values(), HEADS["MDN"](kernels=2)], ids=str)
def test_every_head_and_activation_can_be_kept(entry, again):
    other = again(entry)
    Z = np.random.default_rng(0).standard_normal((12, 4))
    mine, its = (e.predict if isinstance(e, Head) else e.sigma for e in (entry, other))
    if entry in HEADS.values():
        Z = Z[: entry.outputs(2)]
    elif isinstance(entry, Head):
        Z = Z[: entry.outputs(1)]
    np.testing.assert_array_equal(mine(Z), its(Z))
    assert repr(other) == repr(entry)


def test_an_entry_shows_itself_as_one_types_it():
    assert repr(HEADS["MDN"](kernels=2)) == 'HEADS["mixture density"](kernels=2)'
    assert r"\sigma(z) = \tanh z" in repr(ACTIVATIONS["tanh"]) and r"\\" not in repr(ACTIVATIONS["tanh"])
    assert HEADS["MDN"](kernels=2)(floor=0.1).slots == (2, 4)  # a setting stays while another is changed
