"""The chain for one parameter: ∂l/∂W[k] factor by factor, in the order of the lecture, multiplied from the left."""

from dataclasses import dataclass

import numpy as np

from app.backpropagation.chain.recipe import factor_by_factor
from app.backpropagation.graph.experiment import HEADS_1, Graph
from app.backpropagation.graph.values import values
from app.backpropagation.graph.words import factor, row, shape, short, transposed, written
from app.backpropagation.recipes import weights
from app.experiment import Choice, Experiment, Prediction, Result, Whole, snippet
from app.experiment.columns import entries
from app.experiment.stepped import Stepped
from mlcore import ACTIVATIONS

SAMPLES = {"(1, 2, −1)": (1.0, 2.0, -1.0), "(9, −9, 5): z₁[1] = 6": (9.0, -9.0, 5.0)}
USUAL, LARGE = SAMPLES


class Chain(Experiment):
    """The lecture's 3-2-2-1 net on one sample; which of its parameters is asked for is up to the learner."""

    k = Whole(2, "Layer of the parameter", 1, 4, place="main", note=lambda e: e.note())
    of = Choice(("W", "b"), "W", "Parameter")
    layers = Whole(3, "Layers", 1, 4)
    activation = Choice(ACTIVATIONS, "sigmoid", "σ of the hidden layers")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss")
    sample = Choice(SAMPLES, USUAL, "Sample x")

    def layer(self):
        """k, or the last layer where the net has no k."""
        return min(self.k, self.layers)

    def note(self):
        return (
            "" if self.k <= self.layers else f"the net has {self.layers}: {self.of}[{self.layers}] is shown"
        )

    def start(self, previous=None):
        return ChainRun(self)


@dataclass(frozen=True)
class Factor:
    """One factor: ∂…/∂…, what it is, its numbers and shape; and the product up to it: name, numbers, shape, how."""

    symbol: str
    what: str
    numbers: str
    shape: str
    product: str
    product_numbers: str
    product_shape: str
    how: str


def net_of(s):
    """The net of these settings, with the weights of the stepper."""
    return Graph(**{name: s[name] for name in ("layers", "activation", "head")}).net()


class ChainRun(Stepped):
    pace = 1.5

    def __init__(self, experiment):
        self.settings, self.k = experiment.settings(), experiment.layer()
        s = self.settings
        net = net_of(s)
        X, Y = np.array([SAMPLES[s["sample"]]]).T, np.array([[1.0]])
        net.forward(X)
        net.backward(Y)
        self.values = values(net, Y)
        self.factors = factors(net, self.values, self.k, s["of"])
        self.at, self.last = 1, len(self.factors)

    def result(self):
        return ChainResult(
            settings=self.settings, k=self.k, at=self.at, factors=self.factors, values=self.values
        )


def factors(net, v, k, of):
    """The factors of ∂l/∂W[k] (or b[k]) from the loss down."""
    L, cross = net.L, "cross-entropy" in net.head.name
    w = {name: written(array) for name, array in v.items()}

    def made(symbol, what, numbers, size, product, how):
        return Factor(symbol, what, numbers, size, product, w[product], shape(v[product]), how)

    slope = "1" if net.head.name.startswith("linear") else f"σ′(z[{L}])"
    top = f"the two together are a[{L}] − y" if cross else f"a[{L}] − y stays multiplied by {slope}"
    what = "(1 − y)/(1 − a) − y/a" if cross else f"a[{L}] − y"
    out = [
        made(f"∂l/∂a[{L}]", what, w[f"da[{L}]"], "1 × 1", f"da[{L}]", "one number"),
        made(f"∂a[{L}]/∂z[{L}]", slope, w[f"σ′[{L}]"], "1 × 1", f"dz[{L}]", f"element by element; {top}"),
    ]
    for j in range(L - 1, k - 1, -1):
        n, W = v[f"a[{j}]"].shape[0], v[f"W[{j + 1}]"]
        how = (
            f"a row times a matrix, 1 × {W.shape[0]} times {shape(W)}, is a row, 1 × {n}; stood up as a column, it is "
            f"W[{j + 1}]ᵀ dz[{j + 1}] = {transposed(W)} {factor(v[f'dz[{j + 1}]'])}"
        )
        out.append(made(f"∂z[{j + 1}]/∂a[{j}]", f"W[{j + 1}]", w[f"W[{j + 1}]"], shape(W), f"da[{j}]", how))
        how = f"1 × {n} times {n} × {n} is 1 × {n} again. A diagonal matrix only scales the entries, so we write “·”"
        numbers = f"diag{row(v[f'σ′[{j}]'])}"
        out.append(
            made(f"∂a[{j}]/∂z[{j}]", f"diag σ′(z[{j}])", numbers, f"{n} × {n}, diagonal", f"dz[{j}]", how)
        )
    n, m = v[f"W[{k}]"].shape
    if of == "b":
        how = f"1 × {n} times the identity, {n} × {n}: nothing to multiply"
        return [*out, made(f"∂z[{k}]/∂b[{k}]", "1", "1", f"{n} × {n}, identity", f"db[{k}]", how)]
    below = "x" if k == 1 else f"a[{k - 1}]"
    how = (
        f"three indices are no matrix. But w in row i moves zᵢ alone, at the rate of the entry of {below} that it "
        f"multiplies; so dW in row i is dzᵢ times {below} lying down: dz[{k}] {below}ᵀ, {n} × 1 times 1 × {m}"
    )
    return [
        *out,
        made(f"∂z[{k}]/∂W[{k}]", below, w[below], f"{n} × ({n} × {m}), no matrix", f"dW[{k}]", how),
    ]


@dataclass(frozen=True, eq=False, kw_only=True)
class ChainResult(Result):
    """at: how many factors are multiplied; the last of them is lit."""

    settings: dict
    k: int
    at: int
    factors: list
    values: dict

    @property
    def parameter(self):
        return f"{self.settings['of']}[{self.k}]"

    @property
    def equation(self):
        """The chain as the lecture writes it."""
        return f"∂l/∂{self.parameter} = " + "  ".join(f.symbol for f in self.factors)

    @property
    def together(self):
        """What the chain becomes, from the left: the formula that is computed."""
        L, k = self.settings["layers"], self.k
        text = f"a[{L}] − y"
        if "sigmoid + squared" in self.settings["head"]:
            text = f"(a[{L}] − y) · σ′(z[{L}])"
        for j in range(L - 1, k - 1, -1):
            text = f"W[{j + 1}]ᵀ({text}) · σ′(z[{j}])"
        below = "x" if k == 1 else f"a[{k - 1}]"
        return f"d{self.parameter} = [{text}]" + (f" {below}ᵀ" if self.settings["of"] == "W" else "")

    @property
    def sentence(self):
        f = self.factors[self.at - 1]
        end = f" So **{self.together}**." if self.at == len(self.factors) else ""
        times = "Times what came before it this gives" if self.at > 1 else "It begins the product:"
        return (
            f"Factor {self.at}: **{f.symbol} = {f.what}** ({f.shape}). {times} "
            f"**{f.product}** = {f.product_numbers} ({f.product_shape}): {f.how}.{end}"
        )

    @property
    def table(self):
        rows = [("factor", "is", "numbers", "shape", "product so far", "numbers", "shape")]
        return rows + [
            (f.symbol, f.what, f.numbers, f.shape, f.product, f.product_numbers, f.product_shape)
            for f in self.factors[: self.at]
        ]

    @property
    def snippet(self):
        """Every factor and every product, to the last bit."""
        x = SAMPLES[self.settings["sample"]]
        given = weights(net_of(self.settings)) | {"x": x, "k": self.k}
        return snippet.written(
            factor_by_factor, f"da, slope, dz, d{self.settings['of']}, net", self.settings, **given
        )

    @property
    def tables(self):
        """A table for a file: every array of the net on this sample."""
        return {"values": entries(self.values)}

    @property
    def status(self):
        return f"factor {self.at} of {len(self.factors)}"


def squared(before, after):
    L = after.settings["layers"]
    slope = float(after.values[f"σ′[{L}]"].item())
    dz = short(after.values[f"dz[{L}]"].item())
    return 1, (
        f"With squared error on a sigmoid nothing cancels: dz[{L}] = (a − y) · σ′(z) = **{dz}**, and σ′ = "
        f"{short(slope)} is at most ¼. dZ = A − Y belongs to matched pairs: sigmoid with cross-entropy, or a linear "
        "output with squared error."
    )


SQUARED_ERROR = Prediction(
    ask=lambda e: "**Sigmoid output with squared error** in place of cross-entropy. What is dz at the top?",
    change=lambda e: {"head": "sigmoid + squared error"},
    options=("a − y, as before", "(a − y) · σ′(z)", "σ′(z) alone"),
    judge=squared,
    updates=1,
    decides=("head",),
    keeps_back="",
)


def silenced(before, after):
    """Which of the factors makes dz₁[1] small?"""
    v = after.values
    top, slope, other = abs(v["dz[3]"].item()), *v["σ′[1]"][:, 0]
    through = abs(v["da[1]"][0, 0]) / np.linalg.norm(v["dz[2]"])
    return int(np.argmin((top, through, slope))), (
        f"a[3] − y is {short(v['dz[3]'].item())}, and W[2]ᵀ hands down {short(v['da[1]'][0, 0])}. Then σ′(6) = "
        f"**{short(slope)}** makes it dz₁[1] = {short(v['dz[1]'][0, 0])}. The unit beside it, at z₂[1] = "
        f"{short(v['z[1]'][1, 0])}, has σ′ = {short(other)}. Whatever comes from above, a saturated unit hardly learns."
    )


SATURATED = Prediction(
    ask=lambda e: (
        "The sample (9, −9, 5) gives **z₁[1] = 6**. Going down the chain to W[1], what kills dz₁[1]?"
    ),
    change=lambda e: {"sample": LARGE, "k": 1, "of": "W", "layers": 3, "activation": "sigmoid"},
    options=("a[3] − y: the answer is nearly right", "W[2]: its weights are small", "σ′(z₁[1])"),
    judge=silenced,
    updates=5,  # down to ∂a[1]/∂z[1]
    decides=("head",),
    keeps_back="",
)
