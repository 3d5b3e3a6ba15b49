"""A picture for each lesson's card on the start page: what the lesson is about, in numbers of `mlcore`.

`CARDS` has a function for each lesson, by the name of its notebook without the digits.
"""

import numpy as np

from docs.pictures.svg import line, picture, region, tag, text
from mlcore import DATASETS, HEADS, INITIALIZERS, MLP, Adam, GradientDescent, train
from mlcore.densities import density, means_at_quantiles
from mlcore.probes import std_A
from mlcore.rockphysics import labelled_sample
from mlcore.schedules import cosine

BOX = 0, 0, 360, 200


def lesson_net():
    """The net that lesson 1 opens with, after one pass forward and one back."""
    net = MLP([3, 2, 1], "sigmoid", rng=0)
    net.W[1], net.b[1] = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [[0.1], [-0.2]]
    net.W[2], net.b[2] = [[0.7, -0.5]], [[0.2]]
    net.forward([[1.0], [2.0], [-1.0]])
    net.backward([[1.0]])
    return net


def backpropagation():
    """Values forward, in blue; slopes back, in orange: as wide as they are large."""
    net = lesson_net()
    at = [[(40, 40), (40, 100), (40, 160)], [(180, 65), (180, 135)], [(320, 100)]]
    largest = max(np.abs(net.dW[k]).max() for k in (1, 2))
    parts = []
    for k in (1, 2):
        for i, (x1, y1) in enumerate(at[k]):
            for j, (x0, y0) in enumerate(at[k - 1]):
                forward, back = 1 + 5 * abs(net.W[k][i, j]), 1 + 5 * abs(net.dW[k][i, j]) / largest
                for shift, wide, way in ((-3, forward, "fwd"), (4, back, "back")):
                    parts.append(
                        tag(
                            "line",
                            x1=x0,
                            y1=y0 + shift,
                            x2=x1,
                            y2=y1 + shift,
                            class_=way,
                            stroke_width=f"{wide:.1f}",
                        )
                    )
    for k, column in enumerate(at):
        for i, (x, y) in enumerate(column):
            parts += [tag("circle", cx=x, cy=y, r=21, class_="paper")]
            parts += [tag("circle", cx=x, cy=y, r=21, class_="fwd", stroke_width=1.6)]
            parts += [text(f"{net.A[k][i, 0]:.2g}".replace("-", "−"), x, y + 5, text_anchor="middle")]
    title = (
        "A net with three inputs and two hidden units: its weights in blue, the slopes of the loss in orange."
    )
    return picture(BOX, title, *parts)


def fans():
    """The rows of W[1] of two nets on unbalanced moons, each from its start: equal units, and random ones."""
    data = DATASETS["moons"]((180, 120), noise=0.1, rng=10_000)
    found = []
    for start, bias in (("constant", 0.5), ("Xavier", 0.0)):
        net = MLP([2, 8, 1], "tanh", initializer=start, bias=bias, rng=0)
        train(net, data.X, data.Y, GradientDescent(0.5), steps=400).run()
        found.append(net.W[1].copy())
    return found


def symmetry():
    """Eight units that start equal are one arrow; eight that start at random are a fan."""
    parts = []
    both = fans()
    for x, rows in zip((92, 268), both, strict=True):
        scale = 80 / np.hypot(*rows.T).max()
        parts.append(tag("circle", cx=x, cy=100, r=85, class_="line", stroke_width=1, stroke_dasharray="3 4"))
        for w1, w2 in rows:
            tip = x + scale * w1, 100 - scale * w2
            parts.append(
                tag(
                    "line",
                    x1=x,
                    y1=100,
                    x2=f"{tip[0]:.1f}",
                    y2=f"{tip[1]:.1f}",
                    class_="ink",
                    stroke_width=2.4,
                )
            )
            parts.append(tag("circle", cx=f"{tip[0]:.1f}", cy=f"{tip[1]:.1f}", r=5, class_="density"))
    title = (
        "Left, eight hidden units that started equal: one arrow. Right, eight that started at random: a fan."
    )
    return picture(BOX, title, *parts)


VARIANCES = (0.01, 2 / 64, 0.1)
PER_DECADE = 15  # pixels


def signals():
    """[std A[k], (8 nets × 19 layers)] for each variance of the weights, 20 layers of 64 ReLU units."""
    data = DATASETS["circles"](64, rng=10_000)
    found = []
    for variance in VARIANCES:
        start = INITIALIZERS["normal"](variance)
        net = MLP([2] + [64] * 19 + [1], "ReLU", initializer=start, rng=0, members=8)
        net.forward(data.X)
        found.append(std_A(net)[:-1].T)
    return found


def initialization():
    """Layer by layer the signal fades, holds or explodes."""
    parts = [tag("line", x1=20, y1=185, x2=345, y2=185, class_="line", stroke_width=1)]
    for signal, way in zip(signals(), ("line", "fwd", "ink"), strict=True):
        x = np.linspace(24, 340, signal.shape[-1])
        for wide, row in [*((0.7, row) for row in signal), (3, np.median(signal, axis=0))]:
            y = 78 - PER_DECADE * np.log10(row)
            seen = (y > 6) & (y < 183)
            parts.append(tag("path", d=line(x[seen], y[seen]), class_=way, stroke_width=wide))
    title = "The signal through 20 layers, from left to right: it fades, holds or explodes, as the variance has it."
    return picture(BOX, title, *parts)


UPDATES, EVERY = 4000, 20


def losses():
    """{units: losses (updates × 8 nets)} with five hidden layers on the circles, by gradient descent."""
    data = DATASETS["circles"](200, rng=10_000)
    found = {}
    for units, start in (("sigmoid", "Xavier"), ("ReLU", "He")):
        net = MLP([2] + [16] * 5 + [1], units, initializer=start, rng=0, members=8)
        found[units] = np.stack(
            [r.loss for r in train(net, data.X, data.Y, GradientDescent(0.01), steps=UPDATES)]
        )
    return found


def why_deep_learning_took_off():
    """Eight nets with sigmoid units stay where guessing is; eight with ReLU units come down."""
    parts = [tag("line", x1=20, y1=185, x2=345, y2=185, class_="line", stroke_width=1)]
    x = np.linspace(24, 340, UPDATES // EVERY + 1)
    for (_, rows), way in zip(losses().items(), ("line", "fwd"), strict=True):
        for member in rows.T:
            parts.append(tag("path", d=line(x, 183 - 195 * member[::EVERY]), class_=way, stroke_width=1.8))
    title = "Losses of 16 nets while they train: with sigmoid units none falls, with ReLU units all do."
    return picture(BOX, title, *parts)


AI, PHI = (5.2, 10.2), (0.04, 0.40)


def mixture():
    """A trained net's density of porosity for each impedance, on a grid."""
    raw = DATASETS["petroelastic"](2000, rng=10_000)
    data = raw.standardized()
    net = MLP([1, 16, 6], "tanh", HEADS["MDN"](kernels=2), initializer="Xavier", rng=0)
    means_at_quantiles(net, data.Y)
    train(net, data.X, data.Y, Adam(cosine(0.01, 600)), steps=600).run()
    ai, phi = np.linspace(*AI, 61), np.linspace(*PHI, 61)
    A = net.predict(data.X_scaling.apply(ai[None]))
    y = data.Y_scaling.apply(phi[None])[0]
    return ai, phi, density(A, y) / data.Y_scaling.std.item()


def mixture_density_networks():
    """Two rocks over one impedance, and the density that a net has learnt of them."""
    ai, phi, p = mixture()
    x, y = np.interp(ai, AI, (14, 346)), np.interp(phi, PHI, (190, 10))
    parts = [
        tag("path", d=region(x, y, p, level, 0.4), class_="density", fill_opacity=0.16)
        for level in (3, 8, 15)
    ]
    samples, porosity, rock = labelled_sample(220, 0.02, np.random.default_rng(1))
    for a, f, r in zip(np.ravel(samples), np.ravel(porosity), rock, strict=True):
        if AI[0] < a < AI[1] and PHI[0] < f < PHI[1]:
            at = np.interp(a, AI, (14, 346)), np.interp(f, PHI, (190, 10))
            parts.append(tag("circle", cx=f"{at[0]:.0f}", cy=f"{at[1]:.0f}", r=2.4, class_=f"rock{r}"))
    title = (
        "Samples of two rocks whose porosities share an impedance, over the two ridges that a net has learnt."
    )
    return picture(BOX, title, *parts)


def playground():
    """A spiral of two classes, and which of them a net answers where."""
    data = DATASETS["spiral"](240, 0.02, turns=1.25, rng=0)
    net = MLP([2, 8, 8, 1], "tanh", initializer="Xavier", rng=0)
    train(net, data.X, data.Y, Adam(0.01), steps=1500).run()
    x1, x2 = np.linspace(-1.8, 1.8, 73), np.linspace(-1, 1, 41)
    answer = net.predict(np.stack(np.meshgrid(x1, x2)).reshape(2, -1)).reshape(41, 73)
    x, y = np.interp(x1, x1[[0, -1]], (0, 360)), np.interp(x2, (-1, 1), (200, 0))
    parts = [
        tag("path", d=region(x, y, sign * answer, sign * 0.5), class_=f"of{label}", fill_opacity=0.45)
        for label, sign in ((1, 1), (0, -1))
    ]
    for (a, b), label in zip(data.X.T, data.Y[0], strict=True):
        at = np.interp(a, (-1.8, 1.8), (0, 360)), np.interp(b, (-1, 1), (200, 0))
        parts.append(tag("circle", cx=f"{at[0]:.0f}", cy=f"{at[1]:.0f}", r=3, class_=f"of{label:.0f}"))
    return picture(BOX, "Two arms of a spiral, and how a net has parted the plane between them.", *parts)


CARDS = {
    draw.__name__: draw
    for draw in (
        backpropagation,
        symmetry,
        initialization,
        why_deep_learning_took_off,
        mixture_density_networks,
        playground,
    )
}
