"""Your turn: the learner's own `backward` of a 2-layer net, piece by piece: told what is wrong, not what is right."""

import os
from html import escape

import ipywidgets as W
import numpy as np

from app.experiment.words import html
from app.widgets import Style
from app.workbench.buttons import Fold
from app.workbench.deeper import Closed
from mlcore import MLP
from mlcore.datasets import moons

NOTEBOOK = "lessons/01_backpropagation.ipynb"
PIECES = ("dZ2", "dW2", "db2", "dZ1", "dW1", "db1")
SOLUTION = """def backward(X, Y, W2, Z1, A1, A2):
    N_s = Y.shape[1]
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / N_s
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (1 - np.tanh(Z1) ** 2)
    dW1 = dZ1 @ X.T / N_s
    db1 = dZ1.mean(axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1"""


class YourTurn(Closed):
    """`YourTurn(backward)`: closed until it is opened, or until a piece has been written."""

    def __init__(self, backward):
        said, self.looks = verdicts(backward), Style()  # no picture of a panel brings the style here
        super().__init__("your turn: write backward yourself", lambda: report(said))
        if any(written for _, _, written in said):
            self.fold.unfold()


def report(said):
    """The verdicts, and a solution on request."""
    if len({words for _, words, written in said if written}) == 1 and said[0][1].startswith("backward "):
        said = [("All", said[0][1], True)]  # it stopped, or gave something else: once is enough
    lines = "".join(f"<li><b>{name}</b>: {html(words)}</li>" for name, words, _ in said)
    answer = W.HTML(f"<pre>{escape(SOLUTION)}</pre>")
    box = W.VBox([W.HTML(f"{where()}<ul>{lines}</ul>"), Fold("a solution", answer), answer])
    box.add_class("bl-turn")
    return box


def where():
    """Where one can write it: in JupyterLab in the cell above; a lesson's page, where nobody types code, says so.

    Which of the two is seen is up to the style sheet: the same cell makes both.
    """
    task = (
        "for a 2-3-1 net with tanh, sigmoid and cross-entropy, and run it: "
        "each piece is compared with the right one."
    )
    hub = os.environ.get("JUPYTERHUB_SERVICE_PREFIX")  # on Binder, where JupyterLab stands beside the page
    if hub:
        lab = f'<a href="{escape(hub)}lab/tree/{NOTEBOOK}">Open this lesson in JupyterLab</a>.'
    else:
        lab = (
            "On a computer that has Backprop Lab, open a terminal in its folder, type <code>make lab</code>, and open "
            f"<code>{NOTEBOOK.partition('/')[2]}</code> from the list on the left. (No such computer? Ask your teacher "
            "where the project is kept: its README says how to install it.)"
        )
    return (
        f'<p class="bl-in-lab">Write <code>backward</code> in the cell above {task}</p>'
        f'<p class="bl-on-page">This page runs nobody’s code; JupyterLab runs yours. {lab} There, write '
        f"<code>backward</code> in the cell that begins it, {task} Here a solution can be read.</p>"
    )


def verdicts(backward):
    """[(piece, what to say of it, whether it was written)] for the function as it is."""
    net, data = MLP([2, 3, 1], "tanh", rng=3), moons(7, rng=3)
    net.forward(data.X)
    net.backward(data.Y)
    X, Y, W2, Z1, A1, A2 = data.X, data.Y, net.W[2], net.Z[1], net.A[1], net.A[2]
    right = dict(zip(PIECES, (net.dZ[2], net.dW[2], net.db[2], net.dZ[1], net.dW[1], net.db[1]), strict=True))
    try:
        with np.errstate(all="ignore"):
            given = backward(*(array.copy() for array in (X, Y, W2, Z1, A1, A2)))
    except Exception as error:  # whatever a learner types, the answer is a sentence
        return [(name, f"backward stopped with {type(error).__name__}: {error}", True) for name in PIECES]
    if not isinstance(given, tuple) or len(given) != len(PIECES):
        return [(name, f"backward returns {', '.join(PIECES)}, in this order", True) for name in PIECES]
    mine = {name: array(value) for name, value in zip(PIECES, given, strict=True)}
    own = followed(mine, X, W2, Z1, A1)
    hints = mistakes(right, X, Y, W2, Z1, A1, A2)
    return [
        (name, *judged(name, value, right[name], own.get(name), hints[name])) for name, value in mine.items()
    ]


def array(value):
    """As an array of numbers; None where nothing was written."""
    if value is None or value is Ellipsis:
        return None
    try:
        return np.asarray(value, float)
    except (TypeError, ValueError):
        return np.array(np.nan)


def followed(mine, X, W2, Z1, A1):
    """What each piece would be if the learner's own dZ above it were right."""
    out, N_s = {}, X.shape[1]
    for k, below in ((2, A1), (1, X)):
        dZ = mine[f"dZ{k}"]
        if dZ is not None and dZ.shape == ((1 if k == 2 else 3), N_s):
            out[f"dW{k}"], out[f"db{k}"] = dZ @ below.T / N_s, dZ.mean(axis=1, keepdims=True)
            if k == 2:
                out["dZ1"] = (W2.T @ dZ) * (1 - np.tanh(Z1) ** 2)
    return out


def mistakes(right, X, Y, W2, Z1, A1, A2):
    """{piece: [(what a mistake would give, what to say)]}"""
    N_s, prime = X.shape[1], 1 - A1**2
    dZ2, dZ1 = right["dZ2"], right["dZ1"]
    mean = "the mean over the samples is missing: look for 1/N_s"
    twice = "1/N_s stands there once too often"
    out = {
        "dZ2": [
            (Y - A2, "the sign is wrong: lowering the loss is the optimizer’s task, not the gradient’s"),
            (dZ2 * A2 * (1 - A2), "σ′ is in it, but sigmoid and cross-entropy cancel it"),
            (dZ2 / N_s, "1/N_s is in it, but it belongs to dW and db"),
        ],
        "dZ1": [
            (W2.T @ dZ2, "σ′ is missing"),
            (W2.T @ dZ2 * (1 - Z1**2), "σ′ is taken of the wrong array"),
            (W2.T @ dZ2 * A1, "σ is there where σ′ should be"),
            (dZ2 * prime, "the weights on the way back are missing"),
            (dZ1 / N_s, "1/N_s is in it, but it belongs to dW and db"),
        ],
    }
    for k in (2, 1):
        out[f"dW{k}"] = [(right[f"dW{k}"] * N_s, mean), (right[f"dW{k}"] / N_s, twice)]
        out[f"db{k}"] = [(right[f"db{k}"] * N_s, mean), (right[f"db{k}"] / N_s, twice)]
    out["dW2"].append(
        (dZ2 @ Z1.T / N_s, "what goes into a layer is what comes out of the one below, after σ")
    )
    return out


def judged(name, value, right, own, hints):
    """(what to say, whether it was written)"""
    if value is None:
        return "not written yet", False
    if same(value, right):
        return "**right**", True
    if not np.isfinite(value).all():
        return "holds something that is not a finite number", True
    if own is not None and same(value, own):
        return "follows from what stands above it, where the mistake is; this line is right", True
    for wrong, words in hints:
        if same(value, wrong):
            return f"wrong: {words}", True
        if same(value, wrong.T):
            return f"wrong: it is transposed, and {words}", True
    if same(value, right.T):
        return "wrong: it is transposed", True
    if same(value, -right):
        return "wrong: the sign", True
    if value.shape != right.shape:
        want, have = (" × ".join(map(str, a.shape)) or "a single number" for a in (right, value))
        return f"wrong shape: {have}, where {want} is wanted", True
    return "wrong, in a way of its own: the shape is right", True


def same(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-12)
