"""The five exercises: each takes what was written, and gives what is wrong with it, or None.

The truth is `mlcore`, on a net and samples that nobody has seen; a wrong answer is compared with usual mistakes.
"""

import numpy as np

from mlcore import DATASETS, MLP, GradientDescent, Initializer, train

GOAL, STEPS = 0.1, 1000  # as the votes ask: who is there, and in how many updates


def example():
    """A net with a pass forward and one back on seven samples, and their X and Y."""
    net, data = MLP([2, 3, 1], "tanh", bias=0.3, rng=3), DATASETS["moons"](7, rng=3)
    net.forward(data.X)
    net.backward(data.Y)
    return net, *data


def differs(given, right, mistakes=()):
    """A sentence where an array is not the right one: its shape, a mistake of `mistakes` {words: array}, or that."""
    try:
        given = np.asarray(given, float)
    except (TypeError, ValueError):
        return f"gives {given!r}, where numbers are wanted."
    if given.shape != right.shape:
        shapes = [" × ".join(map(str, a.shape)) or "one number" for a in (given, right)]
        return f"has the shape {shapes[0]}, where {shapes[1]} is wanted."
    if np.allclose(given, right, rtol=1e-6, atol=1e-9):
        return None
    for words, wrong in dict(mistakes).items():
        if np.allclose(given, wrong, rtol=1e-6, atol=1e-9):
            return words
    return "has the right shape, and other numbers."


def forward(written):
    net, X, _ = example()
    given = written(X.copy(), *(a.copy() for a in (net.W[1], net.b[1], net.W[2], net.b[2])))
    if not isinstance(given, tuple) or len(given) != 2:
        return "it returns A1 and A2: end with return A1, A2."
    Z1, Z2, A1 = net.Z[1], net.Z[2], net.A[1]
    bare = np.tanh(net.W[1] @ X)
    mistakes = {
        "A1 is Z1: σ is missing, here np.tanh.": Z1,
        "A1 is a sigmoid; the hidden layer has np.tanh.": 1 / (1 + np.exp(-Z1)),
        "A1 is without its bias b1.": bare,
    }
    wrong = differs(given[0], A1, mistakes)
    if wrong:
        return wrong if wrong.startswith("A1") else f"A1 {wrong}"
    mistakes = {
        "A2 is Z2: the sigmoid is missing.": Z2,
        "A2 is a tanh; on top stands the sigmoid.": np.tanh(Z2),
        "A2 is without its bias b2.": 1 / (1 + np.exp(-net.W[2] @ A1)),
        "A2 has e^z, where the sigmoid has e^-z.": 1 / (1 + np.exp(Z2)),
    }
    wrong = differs(given[1], net.A[2], mistakes)
    return wrong if not wrong or wrong.startswith("A2") else f"A2 {wrong}"


def loss(written):
    net, X, Y = example()
    A2, N_s = net.A[2], X.shape[1]
    right = net.loss(X, Y)
    mistakes = {
        "the sign is wrong: logarithms of shares are negative, a loss is not.": -right,
        "it adds up the samples; take their mean.": right * N_s,
        "half of it is missing: samples with y = 0 count, too.": -np.mean(Y * np.log(A2)),
        "it is the squared error; here it is the cross-entropy.": np.mean((A2 - Y) ** 2),
        "it is the squared error, halved; here it is the cross-entropy.": np.mean((A2 - Y) ** 2) / 2,
    }
    return differs(written(Y.copy(), A2.copy()), right, mistakes)


def slope(written):
    net, X, Y = example()
    before = net.W[1].copy()
    given = written(lambda: float(net.loss(X, Y)), net.W[1], 2, 1)
    if not np.array_equal(net.W[1], before):
        return "W is not what it was: give W[i, j] its old value back, to the last bit."
    right = net.dW[1][2, 1]
    # One side is right but for a millionth: central differences are wanted, which are closer than that.
    mistakes = {
        "the sign is wrong: above minus below.": -right,
        "the difference is divided by ε; the two tries are 2 ε apart.": 2 * right,
        "it is the slope of another weight: W[i, j] is the one.": net.dW[1][1, 1],
    }
    wrong = differs(given, right, mistakes)
    if wrong:
        return wrong
    points = []
    written(lambda: points.append(net.W[1][2, 1]) or 0.0, net.W[1], 2, 1, 0.25)
    if np.allclose(sorted(points), [before[2, 1] - 0.25, before[2, 1] + 0.25]):
        return None
    return "it has to ask for the loss twice, at w + ε and at w − ε."


def update(written):
    rng = np.random.default_rng(0)
    before, gradient = ([rng.standard_normal((3, 2)), rng.standard_normal((3, 1))] for _ in range(2))
    theta = [a.copy() for a in before]
    written(theta, [g.copy() for g in gradient], 0.1)
    if all(map(np.array_equal, theta, before)):
        return "theta is as it was: change its arrays in place, W -= …"
    for given, was, g in zip(theta, before, gradient, strict=True):
        mistakes = {
            "it goes uphill: the gradient points to where the loss grows.": was + 0.1 * g,
            "the rate is missing.": was - g,
            "this array is as it was: every array of theta takes the step.": was,
            "theta became the step itself; subtract it.": 0.1 * g,
        }
        wrong = differs(given, was - 0.1 * g, mistakes)
        if wrong:
            return wrong
    return None


def my_scale(written):
    scales = [written(n) for n in (2, 8, 32)]
    if not all(isinstance(s, (int, float, np.number)) and np.isfinite(s) and s >= 0 for s in scales):
        return f"a standard deviation is a number of at least 0; for 2, 8 and 32 inputs it gives {scales}."
    if not any(scales):
        return "0 is zero initialization: all units stay equal, and nothing is learnt."
    mine = Initializer("mine", "", "normal", lambda n, _: written(n), "in")
    data = DATASETS["moons"](200, rng=0)
    net = MLP([2, 8, 1], "tanh", initializer=mine, rng=0)
    last = train(net, data.X, data.Y, GradientDescent(1.0), steps=STEPS).run().loss
    if last <= GOAL:
        return None
    return f"from there the loss is {last:.2g} after {STEPS:,} updates; below {GOAL} is wanted."


EXERCISES = {each.__name__: each for each in (forward, loss, slope, update, my_scale)}
