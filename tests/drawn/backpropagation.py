"""What the pictures of lesson 1 show."""

import itertools
import re

import numpy as np

from app.backpropagation.check.experiment import FAILS, SWEEP
from app.pictures.style import LIGHT as style
from drawn import shows
from drawn.reading import same_color


def numbers(text):
    found = re.findall(r"(?<!\w)(?<!\w\[)-?\d+\.?\d*(?:e[-+]?\d+)?", text.replace("−", "-"))
    return [float(n) for n in found]


def rounded(values, digits=2):
    return [float(f"{v:.{digits}g}") for v in np.ravel(values)]


def alive_color(value, largest):
    """Zero is white; the two signs are the two ends of the colours."""
    return style.SIGNED(0.5 + 0.35 * value / largest)


@shows(
    "backpropagation.alive", {}, {"samples": 5, "n1": 3, "n2": 4, "activation": "tanh", "seed": 3}, steps=6
)
def alive(see, r, old, first):
    for c in range(4):
        back = c > 0 and c >= r.back_to
        values = r.dZ[c] if back else r.A[c]
        nodes = [node for node in see.artist("nodes")[c] if node.get_visible()]
        assert len(nodes) == len(values)
        assert all(a.center[1] < b.center[1] for a, b in itertools.pairwise(nodes))  # the first on top
        for i, value in enumerate(values):
            text = see.artist(("values", c, i)).get_text()
            assert numbers(text) == (rounded(value) if c <= r.at else [])
            assert text.startswith("dz") == back
            color = alive_color(value, abs(values).max()) if c <= r.at else "white"
            assert same_color(see.artist(("nodes", c, i)).get_facecolor(), color)
        assert [s.get_visible() for s in see.artist("split")[c]][: len(values)] == [c > 0] * len(values)
    for k in (1, 2, 3):
        W = (r.dW if k >= r.back_to else r.W)[k]
        edges = see.artist(("edges", k - 1))
        below, above = ([n.center for n in see.artist("nodes")[c] if n.get_visible()] for c in (k - 1, k))
        each = zip(edges.get_segments(), edges.get_linewidths(), np.ndenumerate(W), strict=True)
        for (start, end), width, ((i, j), w) in each:
            assert tuple(start) == below[j] and tuple(end) == above[i]
            np.testing.assert_allclose(width, 0.5 + 4 * abs(w) / abs(W).max())
        dashed = [pattern is not None and bool(pattern[1]) for pattern in edges.get_linestyles()]
        assert dashed == [w < 0 for w in W.ravel()]
    see.says("loss", f"{r.loss:.3f}" if r.at >= 4 else "")
    assert [way.get_visible() for way in see.artist("ways")] == [r.at > 0, r.at > 4]


@shows(
    "backpropagation.batch",
    {},
    {"samples": 12, "show": "dW[1]", "activation": "ReLU", "seed": 4},
    {"samples": 1},
    steps=9,
)
def batch(see, r, old, first):
    array = r.arrays[r.opened]
    largest = abs(array).max() or 1
    see.image("array.image", None, None, array[::-1] / largest * 0.8)  # the first row on top
    assert see.artist("array.image").get_clim() == (-1, 1)
    assert see.artist("array.image").get_extent() == [0, array.shape[1], array.shape[0], 0]
    assert see.artist("array.title").get_text().split() == [
        r.opened,
        str(array.shape[0]),
        "×",
        str(array.shape[1]),
    ]
    cells = [cell for cell in see.artist("array.cells") if cell.get_visible()]
    for cell in cells:
        x, y = cell.get_position()
        value = array[int(y), int(x)]
        assert numbers(cell.get_text()) == rounded(value, 1 if array.shape[1] > 8 else 2)
    assert len(cells) in (0, array.size)
    if array.any():
        assert rounded(largest)[0] in numbers(see.artist("array.words").get_text())
    assert see.artist("equations.frame").get_y() == r.at - 1
    for i, (name, equation) in enumerate(r.equations.items()):
        see.says(("equations.lines", i), equation)
        see.says(("equations.shapes", i), "{} × {}".format(*r.arrays[name].shape))
        color = see.artist(("equations.lines", i)).get_color()
        assert color == (style.MUTED if i >= r.at else style.FORWARD if i < 4 else style.BACKWARD)


@shows("backpropagation.chain", {}, {"k": 1, "of": "b", "layers": 4, "activation": "tanh"}, {"k": 3}, steps=4)
def chain(see, r, old, first):
    cards = see.artist("cards")
    assert [card[0].get_visible() for card in cards] == [i < len(r.factors) for i in range(len(cards))]
    for i, (factor, (_, symbols, text)) in enumerate(zip(r.factors, cards, strict=False)):
        assert symbols.get_text().startswith(f"{factor.symbol} = ")
        flat = " ".join(text.get_text().replace("\u00a0", " ").split())
        wanted = f"{factor.numbers} ⇒ {factor.product} = {factor.product_numbers}"
        assert " ".join(wanted.split()) in flat if i < r.at else not flat
        if i < r.at:  # the product up to here is the array of that name
            value = r.values[factor.product]
            assert numbers(factor.product_numbers) == rounded(value, 3)
    assert " ".join(r.equation.split()) in " ".join(see.artist("head").get_text().split())


@shows(
    "backpropagation.check",
    {},
    {"epsilon": 1e-9, "activation": "ReLU", "seed": 3},
    {"bug": "σ′ missing", "epsilon": 1e-3},
)
def check(see, r, old, first):
    errors = np.array([c.error if r.looked else np.nan for c in r.checks])  # one could not guess first
    x, wrong = np.arange(6), errors > FAILS
    labels = [t.get_text() for t in see.artist("arrays.right").axes.get_xticklabels()]
    assert labels == [f"{c.array}[{c.layer}]" for c in r.checks]
    see.line("arrays.right", x[~wrong], errors[~wrong])
    see.line("arrays.wrong", x[wrong], errors[wrong])
    see.line("arrays.fails", [0, 1], [1e-4, 1e-4])
    unknown = np.array([not (c.checked and r.looked) for c in r.checks])
    assert (see.artist("arrays.unknown").get_xdata() == x[unknown]).all()
    see.line(("sweep.lines", 0), SWEEP[: len(r.sweep)], r.sweep)
    see.line(("sweep.lines", 1), SWEEP[: len(r.single)], r.single)
    worst = max((c.error for c in r.checks if c.checked and r.looked), default=np.nan)
    see.line("sweep.here", [r.settings["epsilon"]], [worst])
    for i, name in enumerate(("float64", "float32")):
        said, line = see.artist(("sweep.names", i)), see.artist(("sweep.lines", i))
        assert name in said.get_text() and same_color(said.get_color(), line.get_color())


@shows("backpropagation.descent", {}, {"rate": 2.0, "activation": "ReLU", "y": 0}, steps=4)
def descent(see, r, old, first):
    rows, gap = np.arange(len(r.names)), np.full(len(r.names), np.nan)
    start, here = r.thetas[0], r.thetas[-1]
    there = here - r.settings["rate"] * r.gradients[-1]
    see.line("weights.start", start, rows)
    see.line("weights.now", here, rows)
    see.line("weights.tips", there, rows)
    for part, (a, b) in {"weights.trail": (start, here), "weights.ahead": (here, there)}.items():
        see.line(part, np.c_[a, b, gap].ravel(), np.c_[rows, rows, gap].ravel())
    see.line("loss.curve", np.arange(len(r.losses)), r.losses)
    see.line("loss.before", *(((), ()) if old is None else (np.arange(len(old.losses)), old.losses)))
    promise, n = see.artist("loss.promise"), len(r.losses) - 1
    assert promise.get_visible() == (not r.learnt)
    if not r.learnt:
        see.line("loss.promise", [n, n + 1], [r.losses[-1], r.losses[-1] - r.promised[-1]])
    goal = see.artist("loss.goal").get_ydata()[0]
    assert goal == -np.log(0.95)  # where |a − y| is 0.05


@shows("backpropagation.cost", {"samples": 5}, {"samples": 20, "activation": "ReLU"}, steps=3)
def cost(see, r, old, first):
    from app.backpropagation.cost.experiment import METHODS

    P, forward, *seconds = r.rows.T
    for i, each in enumerate(seconds):
        see.line(("lines", i), P, np.maximum(each / forward, 1))
    see.names("names", [("lines", i) for i in range(3)], METHODS)
    ends = 10 ** np.array([0.7, 4.5])
    see.line(("laws", 0), ends, 2 * ends)
    see.line(("laws", 1), ends, [3, 3])


@shows(
    "backpropagation.graph",
    {},
    {"layers": 3, "activation": "tanh", "x2": -0.5, "change": 0.4},
    {"layers": 1, "y": 0.0, "x3": 2.0},
    steps=9,
)
def graph(see, r, old, first):
    names = ["x", *(f"{v}[{k}]" for k in range(1, r.layers + 1) for v in "za"), "l"]
    for i, (frame, name, text) in enumerate(see.artist("forward")):
        assert frame.get_visible() == (i < len(names))
        if i < len(names):
            known = names[i] in r.done | {"x"}
            assert name.get_text() == names[i]
            assert numbers(text.get_text()) == (rounded(r.values[names[i]]) if known else [])
            assert (frame.get_linewidth() > 2) == (names[i] == r.now.name)
    for i, (frame, name, text) in enumerate(see.artist("backward")):
        grad = f"d{names[i]}" if 0 < i < len(names) - 1 else ""
        assert frame.get_visible() == (grad in r.done)
        if grad in r.done:
            assert name.get_text() == grad and numbers(text.get_text()) == rounded(r.values[grad])
    for k, (frame, _, text) in enumerate(see.artist("parameters"), start=1):
        assert frame.get_visible() == (k <= r.layers)
        if k <= r.layers:
            assert numbers(text.get_text()) == rounded(np.c_[r.values[f"W[{k}]"], r.values[f"b[{k}]"]])
    for k, text in enumerate(see.artist("gradients"), start=1):
        assert text.get_visible() == (f"dW[{k}]" in r.done)
        if text.get_visible():
            lines = text.get_text().partition("\n")[2]
            array = r.values[f"dW[{k}]"]
            array = np.c_[array, r.values[f"db[{k}]"]] if f"db[{k}]" in r.done else array
            assert numbers(lines) in (rounded(array), rounded(array, 1))
    into = [n for n in names[1:] if n in r.done]
    assert len(see.artist("ahead").get_xdata()) == len(into)
    assert len(see.artist("behind").get_xdata()) == sum(f"d{n}" in r.done for n in names[1:-2])
    shown = [line.get_visible() for line in see.artist("links")]
    assert shown == [f"dW[{k}]" in r.done for k in range(1, len(shown) + 1)]
    see.says("symbols", r.now.symbols)
    assert "".join(see.artist("numbers").get_text().split()) == "".join(r.now.numbers.split())
    see.artist("frame")
