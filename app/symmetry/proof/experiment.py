"""The proof that equal units stay equal, one implication at a time, with the learner's own numbers."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Prediction, Real, Result, Run, Whole
from app.experiment.rates import Rates
from app.experiment.snippet import written
from app.experiment.words import number, plural
from app.symmetry.proof.net import PLACE, drawn, three
from app.symmetry.proof.recipe import updates_by_hand
from app.symmetry.starts.experiment import HEADS_1
from mlcore import ACTIVATIONS, INITIALIZERS, MLP

STAGES = ("a", "dz", "dW", "W")
LAST = 200  # updates


class Proof(Experiment):
    """A 2-n-1 net on one sample: c[1] in all of W[1] and b[1], c[2] in all of W[2] and b[2]."""

    c1 = Real(0.5, "c[1]: all of W[1] and b[1]", -3, 3, place="main")
    c2 = Real(-1.0, "c[2]: all of W[2] and b[2]", -3, 3)
    activation = Choice(ACTIVATIONS, "sigmoid", "Activation")
    head = Choice(HEADS_1, HEADS_1[0], "Output and loss", place="more")
    width = Whole(2, "Hidden units", 2, 8)
    x1 = Real(1.0, "x₁", -3, 3)
    x2 = Real(-2.0, "x₂", -3, 3)
    y = Choice(("1", "0"), "1", "y")
    rate = Real(0.5, "Learning rate", 0.01, 5, log=True, place="more", live=True)
    apart = Real(0.0, "Added to w₂₁[1]: breaks it", -1, 1, place="more")

    editable = True

    def edit(self, layer, i, j, value):
        """w₂₁[1] alone becomes another; with any other weight go all of its layer."""
        if (layer, i, j) == PLACE:
            return {"apart": value - self.c1}
        return {f"c{layer}": value}

    def start(self, previous=None):
        return ProofRun(self)


class ProofRun(Run):
    """Stands at one of the four stages of an update; θ before every update is kept, so that one can go back."""

    pace = 2
    reversible = True

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.X, self.Y = np.array([[s["x1"]], [s["x2"]]]), np.array([[float(s["y"])]])
        start = INITIALIZERS["constant"]((s["c1"], s["c2"]))
        self.net = MLP([2, s["width"], 1], s["activation"], s["head"], initializer=start)
        self.net.b[1][:], self.net.b[2][:] = s["c1"], s["c2"]
        self.net.W[1][1, 0] += s["apart"]
        self.update, self.stage, self.kept, self.rates = 0, 0, [], Rates(s["rate"])
        self._gradients()

    def _gradients(self):
        with np.errstate(all="ignore"):
            self.net.forward(self.X)
            self.net.backward(self.Y)
            self.next = self.net.theta - self.settings["rate"] * self.net.gradient

    def adjust(self, settings):
        self.settings = settings
        self.rates.change(self.update, settings["rate"])
        self._gradients()

    def step(self):
        """On to the next implication; after the last one the update is made."""
        if self.stage < len(STAGES) - 1:
            self.stage += 1
            return True
        if self.update == LAST or not np.isfinite(self.next).all():
            return False
        self.kept.append(self.net.theta.copy())
        self.net.theta[:] = self.next
        self.update, self.stage = self.update + 1, 0
        self._gradients()
        return True

    def back(self):
        """One implication back; False at the beginning."""
        if self.stage == 0 and not self.kept:
            return False
        if self.stage:
            self.stage -= 1
        else:
            self.net.theta[:] = self.kept.pop()
            self.update, self.stage = self.update - 1, len(STAGES) - 1
            self.rates.back_to(self.update)
            self._gradients()
        return True

    def result(self):
        net = self.net
        after = net.blocks(self.next)[1]
        units = {
            "W": net.W[1].copy(),
            "b": net.b[1].copy(),
            "w": net.W[2][0].copy(),
            "a": net.A[1][:, 0].copy(),
            "dz": net.dZ[1][:, 0].copy(),
            "dW": net.dW[1].copy(),
            "new": after[:, :2].copy(),
        }
        return ProofResult(
            settings=self.settings,
            rates=self.rates,
            update=self.update,
            stage=self.stage,
            units=units,
            a2=float(net.A[2][0, 0]),
            dz2=float(net.dZ[2][0, 0]),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class ProofResult(Result):
    """units: W (n × 2), b, w (w[2]), a, dz, dW (n × 2) and new (W[1] after the update) of the hidden units.

    There is no `outcome`, hence no pin: one goes through the steps, and cards of two runs would hide each other."""

    settings: dict
    rates: Rates
    update: int
    stage: int
    units: dict
    a2: float
    dz2: float

    @property
    def equal(self):
        """Per stage: are unit 1 and unit 2 the same, exactly?"""
        named = (self.units[name] for name in ("a", "dz", "dW", "new"))
        return [bool(np.array_equal(values[0], values[1])) for values in named]

    @property
    def cards(self):
        """(symbols, numbers) of the four implications."""
        u, f = self.units, three
        sign = ["=" if same else "≠" for same in self.equal]
        (W1, W2), (n1, n2) = u["W"][:2], u["new"][:2]
        return [
            (
                f"a₁[1] {sign[0]} a₂[1]",
                f"σ({f(W1[0])}·x₁ + {f(W1[1])}·x₂ + {f(u['b'][0, 0])}) = {f(u['a'][0])}\n"
                f"σ({f(W2[0])}·x₁ + {f(W2[1])}·x₂ + {f(u['b'][1, 0])}) = {f(u['a'][1])}",
            ),
            (
                f"dz₁[1] {sign[1]} dz₂[1]",
                f"w₁[2] dz[2] σ′(z₁) = {f(u['w'][0])} · {f(self.dz2)} · σ′ = {f(u['dz'][0])}\n"
                f"w₂[2] dz[2] σ′(z₂) = {f(u['w'][1])} · {f(self.dz2)} · σ′ = {f(u['dz'][1])}",
            ),
            (
                f"dW₁₁ {sign[2]} dW₂₁,  dW₁₂ {sign[2]} dW₂₂",
                f"dz₁[1] xᵀ = ({f(u['dW'][0, 0])}, {f(u['dW'][0, 1])})\n"
                f"dz₂[1] xᵀ = ({f(u['dW'][1, 0])}, {f(u['dW'][1, 1])})",
            ),
            (
                f"W₁₁ {sign[3]} W₂₁,  W₁₂ {sign[3]} W₂₂",
                f"W[1] − η dW[1]:  ({f(n1[0])}, {f(n1[1])})\n                            ({f(n2[0])}, {f(n2[1])})",
            ),
        ]

    @property
    def sentence(self):
        """What this stage says, and why."""
        same = self.equal[self.stage]
        because = (
            ("both units have the same weights and see the same x", "their weights differ"),
            (
                "both go back through equal weights w[2] and equal slopes",
                "weights or slopes on the way back differ",
            ),
            ("equal dz[1] times the same x", "dz[1] differ"),
            (
                "equal weights minus equal updates: **the next update begins where this one did**",
                "they have parted",
            ),
        )[self.stage][not same]
        said = self.cards[self.stage][0].replace(",  ", ", ")
        u = self.units
        gap = "" if same else f" (by {number(float(abs(u['W'][0] - u['W'][1]).max()))} in W[1])"
        still = "" if np.isfinite(u["new"]).all() else " **The next weights are no longer finite.**"
        return f"Update {self.update:,}, {self.stage + 1} of 4: **{said}**{gap}, because {because}.{still}"

    @property
    def net(self):
        """The net unit by unit."""
        return drawn(self)

    @property
    def snippet(self):
        """Computes the net’s numbers and W[1] after the update, `new`, to the last bit."""
        others = {"rates": self.rates.by_update, "updates": self.update}
        return written(updates_by_hand, "net, new", self.settings, **others)

    @property
    def tables(self):
        """A table for a file: all of the hidden units' numbers, a row for each."""
        u = self.units
        columns = {"unit": np.arange(1, 1 + len(u["a"]))}
        for name, values in (("W[1]", u["W"]), ("dW[1]", u["dW"]), ("W[1] after the update", u["new"])):
            columns |= {f"{name}, to x{j}": values[:, j - 1] for j in (1, 2)}
        return {"units": columns | {"b[1]": u["b"][:, 0], "w[2]": u["w"], "a[1]": u["a"], "dz[1]": u["dz"]}}

    @property
    def status(self):
        return f"update {self.update:,} · step {self.stage + 1} of 4"


def stays(before, after):
    same = after.equal[3]
    u = after.units
    return (0 if same else 1), (
        f"After {plural(after.update, 'update')} W[1] has rows ({three(u['W'][0, 0])}, {three(u['W'][0, 1])}) and "
        f"({three(u['W'][1, 0])}, {three(u['W'][1, 1])}). Nothing in the four steps asks how large c[1], c[2] or x are."
    )


OTHER_CONSTANTS = Prediction(
    ask=lambda e: (
        "Start with **c[1] = 2 and c[2] = −3**, nothing added to w₂₁, tanh, and make 50 updates: will the two units "
        "become different?"
    ),
    change=lambda e: {"c1": 2.0, "c2": -3.0, "activation": "tanh", "apart": 0.0},
    options=("they stay equal", "they become different"),
    judge=stays,
    updates=200,
    decides=("cards",),
    keeps_back="",
)
