"""The page for those who know scikit-learn or PyTorch: its code runs from top to bottom, and gives what it says.

The truth is plain numpy and HIPS autograd, in the layout of those two: samples are rows, biases have one axis.
"""

import re
from types import SimpleNamespace

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from sources import ROOT

PAGE = (ROOT / "docs" / "coming_from.md").read_text(encoding="utf-8")
PREAMBLE = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
]
CODE = {what: here.strip("`") for what, *_, here in ROWS[2:]}


def parameters(net):
    """[W1, b1, W2, b2] as PyTorch has them."""
    return [] if net is None else [a.copy() for k in (1, 2) for a in (net.W[k], net.b[k][..., 0])]


def run():
    """{what: the row's value, the net's parameters before and after it, and all names}."""
    names, found = {}, {}
    exec(PREAMBLE, names)
    for what, code in CODE.items():
        before = parameters(names.get("net"))
        *first, last = code.split("; ")
        name = re.match(r"(\w+)(?:, \w+)* = ", last)
        exec("; ".join([*first, last if name else f"value = {last}"]), names)
        value = names[name[1] if name else "value"]
        value = value.copy() if isinstance(value, np.ndarray) else value  # the net goes on training
        here = {"value": value, "before": before, "after": parameters(names.get("net"))}
        found[what] = SimpleNamespace(**names | here)
    return found


FOUND = run()


def logits(p, x):
    W1, b1, W2, b2 = p
    return anp.tanh(x @ W1.T + b1) @ W2.T + b2


def loss(p, x, y):
    """BCEWithLogitsLoss."""
    z = logits(p, x)[:, 0]
    return anp.mean(anp.log(1 + anp.exp(z)) - y * z)


def sgd(p, x, y, steps, lr=0.1):
    losses = []
    for _ in range(steps):
        losses.append(loss(p, x, y))
        p = [w - lr * g for w, g in zip(p, grad(loss)(p, x, y), strict=True)]
    return p, losses


def adam(p, x, y, batches, lr=0.01):
    """torch.optim.Adam with its defaults, an update for each list of samples."""
    m, v = [0.0] * 4, [0.0] * 4
    for t, rows in enumerate(batches, start=1):
        g = grad(loss)(p, x[rows], y[rows])
        m = [0.9 * a + 0.1 * b for a, b in zip(m, g, strict=True)]
        v = [0.999 * a + 0.001 * b**2 for a, b in zip(v, g, strict=True)]
        p = [
            w - lr * (a / (1 - 0.9**t)) / (np.sqrt(b / (1 - 0.999**t)) + 1e-8)
            for w, a, b in zip(p, m, v, strict=True)
        ]
    return p


def same(got, want):
    for a, b in zip(got, want, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


def close(got, want):
    np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-14)


def path(optimizer, gradients):
    """θ from ones, with PyTorch's parameters [W1, b1, …] in the net's flat order."""
    from mlcore import MLP

    net = MLP([2, 8, 1])
    theta, state = np.ones_like(net.theta), optimizer.start(net)
    for step, g in enumerate(gradients):
        optimizer.update(theta, np.full_like(theta, g), state, step)
    blocks = net.blocks(theta)
    return blocks[1][0, 0], blocks[1][0, -1]  # a weight and a bias


Z6, RNG = np.random.default_rng(3).normal(size=(6, 50)), np.random.default_rng(4)
T1, T2, BITS = RNG.normal(size=(1, 50)), RNG.normal(size=(2, 50)), RNG.integers(2, size=(1, 50))
P, LABEL = 1 / (1 + np.exp(-Z6[:1])), RNG.integers(3, size=50)


def second_draw():
    rng = np.random.default_rng(0)
    rng.standard_normal((8, 2))
    return rng.standard_normal((1, 8))


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=0)


def normal(y, mu, var):
    return np.exp(-((y - mu) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var)


def mixture_loss(z, y):
    density = sum(softmax(z[:2])[k] * normal(y[0], z[2 + k], 1e-6 + np.exp(z[4 + k])) for k in range(2))
    return -np.log(density).mean()


def epochs(n, batch, steps, seed):
    """Lists of samples, shuffled anew each epoch."""
    rng, batches = np.random.default_rng(seed), []
    while len(batches) < steps:
        batches += np.split(rng.permutation(n), range(batch, n, batch))
    return batches[:steps]


CHECKS = {
    "samples": lambda r: close(r.value[:, 3], r.x[3]),
    "targets of two classes": lambda r: close(r.value[0], r.y),
    "targets of several classes": lambda r: close(r.value, np.eye(3)[r.y].T),
    "data of one's own": lambda r: (close(r.value.X.T, r.x), close(r.value.Y[0], r.y)),
    "the first 150, and the others": lambda r: (close(r.learn.X.T, r.x[:150]), close(r.test.X.T, r.x[150:])),
    "mean 0, variance 1": lambda r: close(r.value.X.T, (r.x[:150] - r.x[:150].mean(0)) / r.x[:150].std(0)),
    "the same scale for others": lambda r: close(
        r.value.X.T, (r.x[150:] - r.x[:150].mean(0)) / r.x[:150].std(0)
    ),
    "a net": lambda r: close(r.net.predict(r.X), 1 / (1 + np.exp(-logits(r.after, r.x).T))),
    "its seed": lambda r: close(r.after[0], np.random.default_rng(1).standard_normal((8, 2))),  # He: √(2/2)
    "weights of the first layer": lambda r: close(r.value, r.after[0]),
    "its biases": lambda r: close(r.value, r.after[1]),
    "all parameters in one array": lambda r: close(
        np.sort(r.value), np.sort(np.concatenate([*map(np.ravel, r.after)]))
    ),
    "weights to begin with": lambda r: close(r.value.W[2], second_draw() * (2 / 8) ** 0.5),  # by fan-in
    "PyTorch's own beginning": lambda r: (
        close([np.abs(r.value.W[k]).max() <= r.value.widths[k - 1] ** -0.5 for k in (1, 2)], True),
        close([0 < np.abs(r.value.b[k]).max() <= r.value.widths[k - 1] ** -0.5 for k in (1, 2)], True),
    ),
    "yes or no": lambda r: close(r.value.head.loss(Z6[:1], BITS), -np.log(np.where(BITS, P, 1 - P)).mean()),
    "one of several classes": lambda r: close(
        r.value.head.loss(Z6[:3], np.eye(3)[LABEL].T), -np.log(softmax(Z6[:3])[LABEL, np.arange(50)]).mean()
    ),
    "numbers": lambda r: close(r.value.head.loss(Z6[:2], T2), ((Z6[:2] - T2) ** 2).mean() * 2 / 2),
    "numbers with an uncertainty": lambda r: close(
        r.value.head.loss(Z6[:2], T1), -np.log(normal(T1[0], Z6[0], 1e-6 + np.exp(Z6[1]))).mean()
    ),
    "a mixture density": lambda r: close(r.value.head.loss(Z6, T1), mixture_loss(Z6, T1)),
    "probabilities": lambda r: close(r.value[0], 1 / (1 + np.exp(-logits(r.after, r.x)[:, 0]))),
    "logits": lambda r: close(r.value.T, logits(r.after, r.x)),
    "the loss": lambda r: close(r.value, loss(r.after, r.x, r.y)),
    "how many are right": lambda r: close(r.value, ((logits(r.after, r.x)[:, 0] > 0) == r.y).mean()),
    "the gradient": lambda r: close(r.value, grad(loss)(r.after, r.x, r.y)[0]),
    "is it right?": lambda r: close([check.error < 1e-6 for check in r.value], [True] * 4),
    "gradient descent": lambda r: close(path(r.value, [1, 2]), 1 - 0.1 * 3),
    "momentum": lambda r: close(path(r.value, [1, 2]), 1 - 0.1 * (1 + (0.9 * 1 + 2))),
    "Adam": lambda r: close(path(r.value, [2]), 1 - 0.01 * 2 / (2 + 1e-8)),
    "decay of the weights, not of the biases": lambda r: close(
        path(r.value, [1]), (1 - 0.1 * (1 + 0.1 * 1), 1 - 0.1)
    ),
    "a schedule": lambda r: close(path(r.value, [1, 2]), 1 - 0.1 - 0.2 * 0.5 * (1 + np.cos(np.pi / 500))),
    "train, all samples at once": lambda r: same(r.after, adam(r.before, r.x, r.y, [slice(None)] * 50)),
    "3 epochs of minibatches": lambda r: same(r.after, adam(r.before, r.x, r.y, epochs(200, 40, 15, 0))),
    "the losses on the way": lambda r: (
        same(r.after, sgd(r.before, r.x, r.y, 20)[0]),
        same(r.value[:20], sgd(r.before, r.x, r.y, 20)[1]),
    ),
    "the loss of other data": lambda r: close(r.value.test_loss, loss(r.after, r.x, r.y)),
    "skip connections": lambda r: close(
        r.value.layers(r.X)[1][2], r.value.layers(r.X)[1][1] + np.tanh(r.value.layers(r.X)[0][2])
    ),
    "layer norm before σ, with a shift": lambda r: close(
        r.value.layers(r.X)[0][1].mean(axis=0), np.zeros(200)
    ),
    "batch norm before σ": lambda r: close(r.value.layers(r.X)[0][1].mean(axis=1), np.zeros(8)),
    "one sample, by the statistics of others": lambda r: close(r.value, r.net.predict(r.X)[:, :1]),
    "32 nets at once": lambda r: close(r.value.predict(r.X)[5], r.MLP([2, 8, 1], rng=5).predict(r.X)),
}


@pytest.mark.parametrize("what", CODE)
def test_a_line_gives_what_it_says(what):
    check_row = CHECKS[what]
    check_row(FOUND[what])
