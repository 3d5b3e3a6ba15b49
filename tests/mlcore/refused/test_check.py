"""Errors are sentences, raised before any work is done."""

import numpy as np
import pytest

from mlcore import ACTIVATIONS, DATASETS, HEADS, INITIALIZERS, L2, MLP, Adam, GradientDescent, train

X, Y = np.zeros((2, 5)), np.zeros((1, 5))


def trained(X=X, Y=Y, head="sigmoid + cross-entropy", widths=(2, 3, 1), members=None, **settings):
    return train(MLP(widths, "tanh", head, members=members), X, Y, GradientDescent(), **settings)


def with_nan(D):
    D = D.copy()
    D[0, 2] = np.nan
    return D


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: MLP([3]), "at least an input and an output"),
        (lambda: MLP([2, 0, 1]), r"at least 1; N\[1\] is 0"),
        (lambda: MLP([2, 2.5, 1]), r"N\[1\] is 2\.5"),
        (lambda: MLP([2, 1], "tanhh"), 'Did you mean "tanh"'),
        (lambda: MLP([2, 1], head="hinge"), "no head called"),
        (lambda: MLP([2, 1], initializer="Xavjer"), 'Did you mean "Xavier"'),
        (lambda: MLP([2, 4], head="mixture density"), "takes 9, 12, 15 … outputs"),
        (lambda: MLP([2, 3], head="Gaussian"), "takes 2, 4, 6 … outputs"),
        (lambda: MLP([2, 1], initializer=["He", "He"], rng=[1, 2, 3]), "lists of members disagree"),
        (lambda: INITIALIZERS["normal"](-1.0), "variance is 0 or more"),
        (lambda: INITIALIZERS["normal"](np.nan), "finite number"),
        (lambda: INITIALIZERS["He"](2.0), "no free value"),
        (lambda: INITIALIZERS["He"](fan="both"), "fan convention is one of"),
        (lambda: INITIALIZERS["zeros"](fan="in"), "no fan convention"),
        (lambda: MLP([2, 3, 1], initializer=INITIALIZERS["constant"]((0.5,))), "none for layer 2"),
        (lambda: HEADS["mixture density"](kernels=0), "whole number of kernels"),
        (lambda: HEADS["Gaussian"](floor=0.0), "floor of σ"),
        (lambda: HEADS["cross-entropy"](floor=1.0), "no settings"),
        (lambda: MLP(2, 8, 1), r"widths is a list, as \[2, 8, 1\]"),
        (lambda: MLP([2, 1], rng="0"), "a generator, or a seed"),
        (lambda: MLP([2, 1], members=3).initialize(rng=[9]), "1 generators and 3 initializers for 3 members"),
        (lambda: GradientDescent("0.5"), "learning rate is a finite number above 0"),
        (lambda: Adam(-1), "learning rate is a finite number above 0"),
        (lambda: L2(0.1), "An optimizer comes with its learning rate"),
        (lambda: train(MLP([2, 1]), X, Y, 0.5), "as GradientDescent\\(0.1\\) or Adam"),
        (lambda: train(MLP([2, 1]), X, Y, GradientDescent), "not GradientDescent"),
        (lambda: trained(steps="500"), "steps is a whole number of updates, 0 or more"),
        (lambda: trained(steps=-5), "0 or more, or None for no end, not -5"),
        (lambda: DATASETS["circles"](1), "needs a whole number of samples, at least 1"),
        (lambda: DATASETS["moons"]("200"), "n is '200'"),
        (lambda: DATASETS["moons"](noise="a"), "noise is a finite number"),
        (lambda: DATASETS["bishop"](-3), "at least 1, not -3"),
        (lambda: DATASETS["circles"](noise=-1), "0 or more"),
        (lambda: DATASETS["blobs"](classes=1), "at least two classes"),
        (lambda: trained(X=X.T), "Samples are columns: try its transpose"),
        (lambda: trained(X=with_nan(X)), r"X is not finite: X\[0, 2\] is nan"),
        (lambda: trained(X=X[:, :0], Y=Y[:, :0]), "holds no sample"),
        (lambda: trained(X=X.astype(str)), "not numbers"),
        (lambda: trained(Y=Y[:, :4]), "as many columns"),
        (lambda: trained(Y=Y + 2), r"in \[0, 1\]"),
        (lambda: trained(Y=np.ones((2, 5)), head="softmax + cross-entropy", widths=(2, 2)), "add up to 1"),
        (lambda: trained(X=np.zeros((3, 2, 5)), members=2), "one entry a member"),
        (lambda: trained(batch=0), "at least 1, not 0"),
        (lambda: trained(batch=2), "pass rng"),
        (lambda: trained(test=(X, Y[:, :4])), "as many columns"),
        (lambda: MLP([2, 1]).forward(np.zeros((3, 4))), "the net wants 2 × N_s"),
        (lambda: MLP([2, 1]).backward(Y), "call forward"),
        (lambda: MLP([2, 1]).loss(X, Y[:, :1]), "as many columns"),
        (lambda: MLP([2, 1], members=0), "at least 1, or None"),
        (lambda: MLP([2, 1], rng=np.random.default_rng(0), members=2), "seed or a list of generators"),
    ],
)
def test_errors_are_sentences(attempt, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        attempt()
    assert str(caught.value)[-1] in ".?"


def test_a_name_may_be_written_in_any_case_or_by_its_other_name():
    assert ACTIVATIONS["relu"] is ACTIVATIONS["ReLU"] is ACTIVATIONS["rectifier"]
    assert INITIALIZERS["Glorot normal"].std(3, 5) == INITIALIZERS["Xavier"](fan="average").std(3, 5) == 0.5
