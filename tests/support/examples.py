"""Small nets and data that the tests share. Not a test itself."""

import numpy as np

from mlcore import HEADS, INITIALIZERS, MLP


def lively(activation):
    """Weights that leave units neither dead nor saturated; the slope of a sigmoid is at most ¼."""
    return INITIALIZERS["normal"](3.0 if str(activation) == "sigmoid" else 0.6)


def outputs_of(head):
    """How many outputs suit this head in a small example."""
    return HEADS.find(head).outputs(2)


def example(head, N_s=6, inputs=2, rng=0, targets=2):
    """X (inputs × N_s) and Y (targets × N_s) that suit the head."""
    rng = np.random.default_rng(rng)
    head = HEADS.find(head)
    X = rng.standard_normal((inputs, N_s))
    if head.target == "numbers":
        Y = rng.standard_normal((targets, N_s))
    elif head.target == "classes":
        Y = rng.integers(2, size=(targets, N_s)) * 1.0
    else:
        Y = np.eye(targets)[:, rng.integers(targets, size=N_s)]
    return X, Y


def small_net(activation, head, depth=3, members=None, rng=0, width=3, inputs=2, dtype=np.float64):
    """`depth` weight matrices, `width` units in each hidden layer, random biases."""
    widths = [inputs, *[width] * (depth - 1), outputs_of(head)]
    initializer = lively(activation)
    settings = {
        "initializer": initializer,
        "bias": initializer,
        "rng": rng,
        "members": members,
        "dtype": dtype,
    }
    return MLP(widths, activation, head, **settings)


def same(picture, other):
    """Whether two pictures are equal: of a bare == pytest would look for the difference for minutes."""
    return picture == other
