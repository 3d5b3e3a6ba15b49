"""A small net as it is drawn while it trains: weights as edges, units as small maps of what they answer."""

from collections.abc import Sequence

import numpy as np

from app.experiment.net_state import MOST_LAYERS, MOST_UNITS, NetState
from app.experiment.plane import distinct, grid
from app.experiment.words import between, fixed, listed, number, plural
from mlcore import MLP

DIGITS = "₀₁₂₃₄₅₆₇₈₉"
POINTS = 21  # a side of a map
TERMS = 2  # so many inputs are written out in a unit's equation
COLOURS = "Green, whole: positive. Purple, dashed: negative. Each layer has its own scale; 0 has no colour."


def fits(net: MLP) -> bool:
    """Whether a net is small enough to be drawn unit by unit."""
    return net.L <= MOST_LAYERS and max(net.widths) <= MOST_UNITS


def plane(X: np.ndarray, margin: float = 0.1, points: int = POINTS) -> tuple[np.ndarray, np.ndarray]:
    """The (x, y) of a grid around the data, two inputs × samples."""
    low, high = X.min(axis=1), X.max(axis=1)
    low, high = low - margin * (high - low), high + margin * (high - low)
    x, y = (np.linspace(a, b, points) for a, b in zip(low, high, strict=True))
    return x, y


def maps_of(net: MLP, x: np.ndarray, y: np.ndarray) -> list[list[np.ndarray]]:
    """[member][layer] what the units answer over the grid (units × y.size × x.size), layer 0 the inputs themselves."""
    with np.errstate(all="ignore"):
        inputs = grid(x, y)
        _, layers = net.layers(inputs)
    members = [None] if net.members is None else range(net.members)
    return [
        [A.reshape(-1, y.size, x.size) for A in (inputs, *(A if m is None else A[m] for A in layers[1:]))]
        for m in members
    ]


def means_of(net: MLP, member: int = 0) -> list[np.ndarray]:
    """In place of maps, where the inputs are no plane: the mean over the samples of the last pass (units × 1 × 1)."""
    layers = (net.A[k] for k in range(net.L + 1))
    one = (A if A.ndim == 2 else A[member] for A in layers)
    return [A.mean(axis=-1)[:, None, None] for A in one]


def small_net(
    net: MLP, maps: Sequence[np.ndarray], member: int = 0, title: str = "", inputs: Sequence[str] = ()
) -> NetState:
    """The `NetState` of one member, whose units answer `maps` (see `maps_of`); of wide layers the first units.
    `inputs` are the names of the inputs, where they are others than x₁, x₂, …"""
    W, b = (
        {k: (arrays[k] if net.members is None else arrays[k][member]).copy() for k in range(1, net.L + 1)}
        for arrays in (net.W, net.b)
    )
    names = [[unit(k, i) for i in range(min(n, MOST_UNITS))] for k, n in enumerate(net.widths)]
    names[0] = [*inputs][:MOST_UNITS] or names[0]
    words = [
        [
            f"{name}{equation(net, W, b, k, i, names)}: {over(maps[k][i])}{twins(maps[k], i)}"
            for i, name in enumerate(layer)
        ]
        for k, layer in enumerate(names)
    ]
    return NetState(
        names=names,
        words=words,
        W={k: array[:MOST_UNITS, :MOST_UNITS] for k, array in W.items()},
        maps=[layer[:MOST_UNITS] for layer in maps],
        caption=(what(net.widths, maps), COLOURS),
        title=title,
        alt=alt(title, maps),
    )


def unit(k: int, i: int) -> str:
    """(1, 0) → 'a₁[1]'; the inputs are x₁, x₂, …"""
    return f"x{DIGITS[i + 1]}" if k == 0 else f"a{DIGITS[i + 1]}[{k}]"


def equation(net: MLP, W: dict, b: dict, k: int, i: int, names: Sequence[Sequence[str]]) -> str:
    """' = tanh(0.5·x₁ − 0.2·x₂ + 0.1)', for many inputs how many; nothing for an input."""
    if k == 0:
        return ""
    sigma = net.activations[k].name if k < net.L else net.head.name.partition(" ")[0]
    if W[k].shape[1] > TERMS:
        return f" = {sigma} of {plural(W[k].shape[1], 'weighted unit')} and the bias {number(b[k][i, 0])}"
    first, *rest = [(w, f"·{names[k - 1][j]}") for j, w in enumerate(W[k][i])] + [(b[k][i, 0], "")]
    terms = [f" {'−' if v < 0 else '+'} {number(abs(v))}{name}" for v, name in rest]
    return f" = {sigma}({number(first[0])}{first[1]}{''.join(terms)})"


def over(values: np.ndarray) -> str:
    """From where to where a unit's answers go."""
    if not np.isfinite(values).all():
        return "it has left the range of numbers"
    low, high = values.min(), values.max()
    where = "over the plane" if values.size > 1 else "on average"
    if low == high:
        return f"{number(low)} {where}"
    span = between(low, high, fixed)
    return f"{'from' if ' to ' in span else 'about'} {span} {where}"


def twins(maps: np.ndarray, i: int) -> str:
    """How many others of its layer have the very same map."""
    same = int((maps == maps[i]).all(axis=(1, 2)).sum()) - 1
    return f", as {plural(same, 'other unit')} of its layer" if same > 0 else ""


def what(widths: Sequence[int], maps: Sequence[np.ndarray]) -> str:
    """What the units show, and which of them are left out, if any are."""
    wide = [f"{MOST_UNITS} of the {n} units of layer {k}" for k, n in enumerate(widths) if n > MOST_UNITS]
    cut = f" Drawn are {listed(wide)}." if wide else ""
    plane = "over the plane of the two inputs" if maps[0][0].size > 1 else "as its mean over the samples"
    return f"Each unit {plane}.{cut}"


def alt(title: str, maps: Sequence[np.ndarray]) -> str:
    """The net in words: how many units each hidden layer has, and how many are different."""
    parts = []
    for k, layer in enumerate(maps[1:-1], start=1):
        n = distinct(layer)
        different = f"{plural(n, 'different map')}" if n else "out of the range of numbers"
        parts.append(f"layer {k}: {plural(len(layer), 'unit')}, {different}")
    return f"{title or 'The net'}: {'; '.join(parts) or 'no hidden layer'}."
