"""What the pictures of the playground show."""

from functools import lru_cache

import lab
import numpy as np

from app.experiment.small_net import plane
from app.pictures.style import LIGHT as style
from app.playground.data import FEATURES
from drawn import shows
from drawn.see import percentile
from drawn.took_off import groups

net_of = lru_cache(8)(lab.net_of)
MARGIN = 0.1
COLORS = (*style.CLASSES, *style.MORE_CLASSES[:2])
SMALL = {"samples": 60, "hidden": "4-3", "seeds": 2, "activation": "tanh", "optimizer": "Adam", "rate": 0.01}
GRADIENTS = {"gradient by layer": "dZ", "‖dW‖ by layer": "dW"}


def answered(r, X):
    """What the first net that the code makes answers (outputs × N_s), written out."""
    net = net_of(r)
    wave = r.settings["data"] == "wave"
    names = [n for n in r.settings["features"].split(", ") if not (wave and "₂" in n)] or ["x₁"]
    A = np.array([FEATURES[name](X[0], X[-1]) for name in names])
    predicted = net.predict(A)
    return predicted[0] if predicted.ndim == 3 else predicted


@shows(
    "playground.play",
    "playground.repair",
    SMALL,
    SMALL | {"data": "4 blobs", "noise": 0.3, "shown": "training and test samples", "look": "‖dW‖ by layer"},
    SMALL | {"data": "hills", "features": "x₁, x₂², sin 6x₂", "look": "update by weight", "seeds": 1},
    SMALL | {"data": "digits 0, 2, 4, 7", "activations": "1 ReLU, 3 tanh", "starts": "2 normal 0.5"},
    SMALL | {"data": "wave", "look": "saturated and dead units", "shown": "training and test samples"},
    SMALL | {"data": "circles", "surface": "discretized", "look": "activations", "edits": "3:1.0.0=4"},
    SMALL | {"data": "plane", "surface": "discretized", "look": "gradients", "shown": "no samples"},
    SMALL | {"data": "3 spirals", "surface": "discretized", "rate": 10.0, "optimizer": "gradient descent"},
    steps=23,
)
def play(see, r, old, first):
    the_answer(see, r)
    both(see, r, old)
    inside(see, r, old)
    see.line("rate.changes")


def the_answer(see, r):
    wave, classes = r.settings["data"] == "wave", r.classes
    X, Y = r.learn.X, r.learn.Y
    shown = {"training samples": (1, 0), "training and test samples": (1, 1), "no samples": (0, 0)}
    learn, kept = shown[r.settings["shown"]]
    label = lambda D: D.Y[0] if len(D.Y) == 1 else D.Y.argmax(axis=0)  # noqa: E731
    for part, data, there in (("classes", r.learn, learn), ("tests", r.kept, kept)):
        for c in range(4):
            here = data.X[:, label(data) == c] if there and classes else np.empty((2, 0))
            see.line((f"answer.{part}", c), *here, COLORS[c])
    for part, data, there in (("dots", r.learn, learn), ("hollow", r.kept, kept)):
        artist, seen = see.artist(f"answer.{part}"), there and not classes and not wave
        wanted = (data.X.T, data.Y[0]) if seen else (np.empty((0, 2)), np.empty(0))
        np.testing.assert_allclose(np.asarray(artist.get_offsets()).reshape(-1, 2), wanted[0])
        np.testing.assert_allclose(artist.get_array(), wanted[1])
        assert artist.get_clim() == (-abs(Y).max(), abs(Y).max())
    for part, data, there in (("points", r.learn, learn), ("others", r.kept, kept)):
        see.line(f"answer.{part}", *((data.X[0], data.Y[0]) if wave and there else ()))
    if wave:
        x = np.linspace(X.min() - MARGIN * np.ptp(X), X.max() + MARGIN * np.ptp(X), 61)
        see.line("answer.curve", x, answered(r, x[None])[0])
        assert not see.artist("answer.image").get_visible()
        return
    see.line("answer.curve")
    x, y = plane(X, MARGIN, 61)
    out = answered(r, np.stack(np.meshgrid(x, y)).reshape(2, -1)).reshape(-1, 61, 61)
    hard = r.settings["surface"] == "discretized"
    if not classes:
        values = np.sign(out[0]) * abs(Y).max() if hard else out[0]
        colors = ((-abs(Y).max(), style.NEGATIVE), (0, style.PAPER), (abs(Y).max(), style.POSITIVE))
    elif classes == 2:
        values = (out[0] > 0.5) * 1.0 if hard else out[0]
        colors = ((0, style.CLASSES[0]), (0.5, style.PAPER), (1, style.CLASSES[1]))
    else:
        values = out.argmax(axis=0) + (0.999 if hard else np.minimum(out.max(axis=0), 0.999))
        colors = [(c + 0.999, color) for c, color in enumerate(COLORS)]
    see.image("answer.image", x, y, values, colors)
    see.upright("answer.image")


def both(see, r, old):
    found = lab.executed(r)
    n = r.settings["seeds"]
    curves = {
        "training": (np.arange(r.step + 1), np.reshape(found["losses"], (-1, n)), style.FORWARD),
        "test": (np.arange(0, r.step + 1, 10), np.reshape(found["tests"], (-1, n)), style.SECOND),
    }
    for name, (at, rows, color) in curves.items():
        see.line(("loss.lines", name), at, percentile(rows, 50), color)
        see.band(("loss.bands", name), at, percentile(rows, 10), percentile(rows, 90))
    see.line(("loss.before", 0), *((old.steps, percentile(old.losses, 50)) if old else ()))
    for i in (1, 2):
        see.line(("loss.before", i))
    for i in range(3):
        assert see.artist(("loss.pins", i)).get_text() == ""
    see.far("loss.note", np.concatenate([rows.ravel() for _, rows, _ in curves.values()]))


def by_layer(r, symbol):
    """RMS of dZ[k], or the norm of dW[k], layer by seed, of the net that the code leaves."""
    arrays = getattr(net_of(r), symbol)[1:]
    squares = [np.reshape((a**2).sum(axis=(-2, -1)), -1) for a in arrays]
    sizes = [a.shape[-2] * a.shape[-1] if symbol == "dZ" else 1 for a in arrays]
    return np.sqrt(np.array(squares) / np.array(sizes)[:, None])


def inside(see, r, old):
    look, k = r.settings["look"], np.arange(1, r.layers + 1)
    was = old if old is not None and old.settings["look"] == look else None
    if look in GRADIENTS:
        see.spread("magnitude", k, by_layer(r, GRADIENTS[look]), was and by_layer(was, GRADIENTS[look]))
    else:
        see.spread("magnitude", ())
    see.line("magnitude.theory")
    see.line("ratio.theory")
    if look == "update by weight":
        see.spread("ratio", k, ratio(r), was and ratio(was))
    else:
        see.spread("ratio", ())
    looks = {"saturated": style.SECOND, "dead": style.TEXT}
    if look == "saturated and dead units":
        groups(see, "share", k[:-1], flat(r), looks, was and flat(was))
    else:
        for group in looks:
            see.spread("share", (), of=(group,))
    image = see.artist("table.image")
    assert image.get_visible() == (look in ("activations", "gradients"))
    if image.get_visible():
        see.image("table.image", *binned(r, look))


def ratio(r):
    """How much the last update changed each layer's weights, from two runs of the code, one an update shorter."""
    if not r.step:
        return np.full((r.layers, r.settings["seeds"]), np.nan)
    code = r.snippet.replace(f"updates={r.step},", f"updates={r.step - 1},")
    shorter = type("Shorter", (), {"snippet": code})()
    now, before = net_of(r), lab.net_of(shorter)
    norm = lambda W: np.sqrt((W**2).sum(axis=(-2, -1)))  # noqa: E731
    return np.array(
        [np.reshape(norm(now.W[k] - before.W[k]) / norm(before.W[k]), -1) for k in range(1, r.layers + 1)]
    )


def flat(r):
    """tanh is flat where 1 − a² is below a hundredth: for a unit and sample, and for a unit and every sample."""
    net = net_of(r)
    slopes = [1 - net.A[k] ** 2 < 0.01 for k in range(1, r.layers)]
    return {
        "saturated": np.array([np.atleast_1d(s.mean(axis=(-2, -1))) for s in slopes]),
        "dead": np.array([np.atleast_1d(s.all(axis=-1).mean(axis=-1)) for s in slopes]),
    }


def binned(r, look):
    """The histograms of A[k] or of log₁₀ |dZ[k]|, over samples, units and seeds."""
    net = net_of(r)
    of_A = look == "activations"
    edges = np.linspace(-3, 3, 49) if of_A else np.linspace(-10, 2, 49)
    layers = range(1, r.layers + (not of_A))
    with np.errstate(divide="ignore"):
        arrays = [net.A[k] if of_A else np.log10(np.abs(net.dZ[k])) for k in layers]
    shares = [np.histogram(a[np.isfinite(a)], edges)[0] / a.size for a in arrays]
    return None, [*layers], np.array(shares)
