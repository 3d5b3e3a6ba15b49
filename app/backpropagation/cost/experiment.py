"""Why backwards: what a gradient costs by central differences, in forward mode and in reverse, in forward passes."""

import time
from dataclasses import dataclass

import numpy as np

from app.backpropagation.cost.recipe import multiplications
from app.experiment import Choice, Experiment, Prediction, Result, Run, Whole
from app.experiment.snippet import written
from app.experiment.words import noun, number
from mlcore import ACTIVATIONS, MLP
from mlcore.datasets import moons

WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128)
METHODS = ("central differences", "forward mode", "reverse: backprop")
TIMED = 40  # passes that are timed where a method needs more; the others cost the same
REPEATS = 7  # the fastest counts: whatever else the computer does only adds time
LONG_ENOUGH = 0.01  # seconds of measuring that a busy moment cannot fill


class Cost(Experiment):
    """A 2-n-n-1 net whose n doubles; all times are measured on this computer."""

    samples = Whole(50, "Samples N_s", 10, 500, log=True, place="main")
    activation = Choice(ACTIVATIONS, "tanh", "Activation")

    def start(self, previous=None):
        return CostRun(self)


class CostRun(Run):
    """One width at a step."""

    def __init__(self, experiment):
        self.settings, self.rows = experiment.settings(), []
        self.data = moons(self.settings["samples"], rng=0)
        self.step()

    def step(self):
        """Measure the next width; False when there is none."""
        if len(self.rows) == len(WIDTHS):
            return False
        n = WIDTHS[len(self.rows)]
        net = MLP([2, n, n, 1], self.settings["activation"], rng=0)
        P = net.theta.size
        X, Y = self.data.X, self.data.Y
        one = fastest(lambda: net.loss(X, Y))
        times = (
            2 * P * fastest(lambda: some(P, lambda i: moved_loss(net, X, Y, i))) / min(P, TIMED),
            P * fastest(lambda: some(P, lambda i: slope(net, X, Y, i))) / min(P, TIMED),
            fastest(lambda: (net.forward(X), net.backward(Y))),
        )
        self.rows.append((P, one, *times))
        return len(self.rows) < len(WIDTHS)

    def result(self):
        return CostResult(settings=self.settings, rows=np.array(self.rows))


def fastest(act):
    """Seconds of the fastest of a few runs, of more if they are short: others use the computer, too."""
    best, spent, runs = np.inf, 0.0, 0
    while runs < REPEATS or spent < LONG_ENOUGH:
        begin = time.perf_counter()
        act()
        took = time.perf_counter() - begin
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def some(P, act):
    for i in range(min(P, TIMED)):
        act(i)


def moved_loss(net, X, Y, i):
    """The loss with parameter i moved: one of the two that a central difference needs."""
    kept = net.theta[i]
    net.theta[i] = kept + 1e-5
    loss = net.loss(X, Y)
    net.theta[i] = kept
    return loss


def slope(net, X, Y, i):
    """∂l/∂θ_i in forward mode: with every value goes its derivative with respect to one parameter."""
    seed = np.zeros_like(net.theta)
    seed[i] = 1.0
    blocks = net.blocks(seed)
    A, dA = X, np.zeros_like(X)
    for k in range(1, net.L + 1):
        Z = net.W[k] @ A + net.b[k]
        dZ = blocks[k][:, :-1] @ A + net.W[k] @ dA + blocks[k][:, -1:]
        if k < net.L:
            A = net.activation(Z)
            dA = net.activation.prime(Z, A) * dZ
    return float((net.head.dZ(Z, net.head.predict(Z), Y) * dZ).sum() / Y.shape[1])


@dataclass(frozen=True, eq=False, kw_only=True)
class CostResult(Result):
    """rows: parameters, seconds of a forward pass, and seconds of a gradient by each of METHODS."""

    settings: dict
    rows: np.ndarray

    @property
    def passes(self):
        """Costs of METHODS in forward passes (sizes × methods)."""
        return self.rows[:, 2:] / self.rows[:, 1:2]

    @property
    def sentence(self):
        P, one, *times = self.rows[-1]
        costs = self.passes[-1]
        text = f"{P:,.0f} parameters, a forward pass of {number(one * 1e6)} µs: the gradient costs "
        said = [
            f"**{rounded(c)}** {noun(rounded(c), 'pass')} ({seconds(t)}) by {m}"
            for c, t, m in zip(costs, times, METHODS, strict=True)
        ]
        return text + ", ".join(said[:2]) + f", and {said[2]}."

    @property
    def table(self):
        head = ("parameters", "forward pass", *METHODS)
        return [head] + [(f"{P:,.0f}", seconds(one), *map(seconds, times)) for P, one, *times in self.rows]

    @property
    def snippet(self):
        """The costs as one would count them: seconds are never the same twice."""
        return written(multiplications, "P, passes", {"widths": WIDTHS[: len(self.rows)]})

    @property
    def tables(self):
        """A table for a file: what was measured."""
        P, one, *times = self.rows.T
        return {
            "measured": {
                "width": np.array(WIDTHS[: len(P)]),
                "parameters": P.astype(int),
                "seconds, forward pass": one,
            }
            | {f"seconds, {m}": t for m, t in zip(METHODS, times, strict=True)}
            | {f"passes, {m}": c for m, c in zip(METHODS, self.passes.T, strict=True)}
        }

    @property
    def status(self):
        return f"net {len(self.rows)} of {len(WIDTHS)} · of the many passes {TIMED} are timed, the others cost the same"


def rounded(c):
    return f"{c:,.0f}" if c >= 100 else number(c)


def seconds(t):
    return f"{number(t)} s" if t >= 0.1 else f"{number(t * 1e3)} ms" if t >= 1e-4 else f"{number(t * 1e6)} µs"


OPTIONS = ("about 3", "about 100", "as many as there are parameters")


def passes(before, after):
    cost = after.passes[-1, 2]
    return int(np.searchsorted([30, 1000], cost)), (
        f"Measured: **{number(cost)}** forward passes with {after.rows[-1, 0]:,.0f} parameters. Each matrix is used "
        "once going up and twice going down, for dW and for dA: three products in place of one, at any size."
    )


HOW_MANY_PASSES = Prediction(
    ask=lambda e: (
        "A net with 17,025 parameters. **How many forward passes is one gradient by backpropagation worth?**"
    ),
    change=lambda e: {},
    options=OPTIONS,
    judge=passes,
    updates=len(WIDTHS),
    decides=(("lines", 2),),
)
