"""What skips and normalization do to the gradient and to the losses, in words and in numbers."""

import numpy as np

from app.experiment.words import number, part_of, plural, series
from app.initialization.reach import FAR as FAR_OFF
from app.initialization.schemes.words import training
from app.initialization.signal.words import median

FAR = 100  # a gradient that differs by more between the last hidden layer and the first has vanished or exploded


def sentence(r):
    return " ".join(part for part in (back(r), verdict(r), beyond(r), training(r)) if part)


def factor(r, i):
    """'×1.21' of net i, or what it is where there is none."""
    value = r.factors[i]
    if value == 0:
        return f"×**0** (none arrives in {part_of(r.silent[i], r.settings['seeds'], 'net')})"
    return f"×**{number(value, 3)}**" if np.isfinite(value) else "beyond the largest float"


def back(r):
    """By what the gradient changes a layer on its way back, in each net."""
    said = [f"{label} {factor(r, i)}" for i, label in enumerate(r.labels)]
    start = f"At the start, with σ_w² = {number(r.settings['var_w'], 3)}"
    return f"{start}, the gradient going back changes a layer by: {series(said)}."


def verdict(r):
    """Which nets begin with a gradient that has vanished or exploded on its way."""
    layers = r.settings["depth"] - 2
    with np.errstate(over="ignore"):
        ways = {label: np.float64(value) ** layers for label, value in zip(r.labels, r.factors, strict=True)}
    lost = [label for label, way in ways.items() if way < 1 / FAR]
    wild = [label for label, way in ways.items() if not way <= FAR]
    parts = [
        f"{what} in {series(labels)}" for what, labels in (("vanishes", lost), ("explodes", wild)) if labels
    ]
    over = f"Over {plural(layers, 'layer')}"
    if not parts:
        return f"{over} it stays within a factor of {FAR} everywhere."
    return f"{over} it **{series(parts)}** (by more than {FAR})."


def beyond(r):
    """In which nets theory does not hold."""
    off = [label for label, value in zip(r.labels, r.astray, strict=True) if value > FAR_OFF]
    if not off:
        return ""
    slope = number(r.settings["depth"] / r.settings["width"])
    return (
        f"**The dashed theory cannot be relied on** in {series(off)}: it is about the mean of very wide nets, and with "
        f"depth/width **{slope}** typical ones lie off it by more than {FAR_OFF}."
    )


def numbers(r):
    """Rows of text, the first one the header: factors, spreads and losses of each net."""
    rows = [
        (
            "net",
            "factor of dZ a layer, start",
            "in theory",
            "std of A, first hidden layer",
            "last hidden layer",
            "loss",
        )
    ]
    for i, label in enumerate(r.labels):
        theory = r.expected[i]
        values = (median(r.signal[i][0]), median(r.signal[i][-1]), median(r.losses[i][-1]))
        said = [number(value, 3) if np.isfinite(value) else "–" for value in (r.factors[i], theory, *values)]
        rows.append((label, *said))
    return rows
