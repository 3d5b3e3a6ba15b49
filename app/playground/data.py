"""The data of the playground and what a net sees of them, as one would type it: entries of mlcore's own table."""

import numpy as np

from mlcore import DATASETS, Dataset, one_hot

SOURCES = {
    "circles": ("circles", {"factor": 0.5}),
    "moons": ("moons", {}),
    "xor": ("xor", {}),
    "spiral": ("spiral", {"turns": 1.25}),
    "linear": ("linear", {}),
    "2 blobs": ("blobs", {"classes": 2}),
    "3 blobs": ("blobs", {"classes": 3}),
    "4 blobs": ("blobs", {"classes": 4}),
    "3 spirals": ("spiral", {"classes": 3, "turns": 0.6}),
    "plane": ("plane", {}),
    "hills": ("hills", {}),
    "wave": ("wave", {}),
}
OWN = "your own"
DIGITS = "digits 0, 2, 4, 7"
FEATURES = {
    "x₁": lambda x1, x2: x1,
    "x₂": lambda x1, x2: x2,
    "x₁²": lambda x1, x2: x1**2,
    "x₂²": lambda x1, x2: x2**2,
    "x₁x₂": lambda x1, x2: x1 * x2,
    "sin 6x₁": lambda x1, x2: np.sin(6 * x1),
    "sin 6x₂": lambda x1, x2: np.sin(6 * x2),
}


def drawn(data, samples, noise, test, draw, points=""):
    """What is learnt from, and what is kept for the test; `points` are one's own, "0.5,-0.2,1 …"."""
    if data == "your own":
        every = own(points, draw)
    elif data == DIGITS:
        every = digits(samples, noise, draw)
    else:
        name, more = SOURCES[data]
        every = DATASETS[name](samples, noise=noise, rng=draw, **more)
    return every.split(min(max(every.N_s - round(test * every.N_s), 1), every.N_s - 1))


def alike(data, features, most=300):
    """The share of the samples whose nearest other one, as these features see it, has another answer: another class, or
    for numbers how far it is off, by their variance."""
    F, Y = seen(data.X, features)[:, :most], data.Y[:, :most]
    F = F / np.maximum(F.std(axis=1, keepdims=True), 1e-12)
    distance = sum(np.square(f[:, None] - f) for f in F)
    np.fill_diagonal(distance, np.inf)
    off = Y[:, distance.argmin(axis=1)] - Y
    if data.target == "numbers":
        return float(np.square(off).mean() / (2 * Y.var()))
    return float(off.any(axis=0).mean())


def own(points, draw):
    """Samples of x₁, x₂ and the number of a class, in a random order."""
    rows = np.array([row.split(",") for row in points.split()], float)
    rows = np.random.default_rng(draw).permutation(rows)
    label = rows[:, 2].astype(int)
    return Dataset("your own", rows[:, :2].T, one_hot(label, label.max() + 1))


def digits(samples, noise, draw):
    """Handwritten 0, 2, 4 and 7 of 8 × 8 pixels as points of a plane: their first two principal components."""
    every = DATASETS["digits"](rng=draw)
    label = every.Y.argmax(axis=0)
    X, label = (D[..., np.isin(label, (0, 2, 4, 7))] for D in (every.X, label))
    X = X - X.mean(axis=1, keepdims=True)
    axes = np.linalg.svd(X, full_matrices=False)[0][:, :2]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])  # which way an axis points is left open
    plane = axes.T @ (X + np.random.default_rng(draw).normal(scale=noise, size=X.shape))
    Y = one_hot(np.searchsorted((0, 2, 4, 7), label), 4)
    return Dataset("digits", (plane / np.abs(plane).max())[:, :samples], Y[:, :samples])


def seen(X, features):
    """The inputs of the net: a row for each feature of x₁ and x₂, or of x₁ alone."""
    return np.stack([FEATURES[name](X[0], X[-1]) for name in features])
