"""What becomes of three starts, in words, and their gradients in numbers."""

import numpy as np

from app.experiment.words import number, part_of, plural, series
from app.initialization.signal.words import growth, median

LEARNT = 0.5  # of the loss of guessing: below that a net has learnt something


def sentence(r):
    """What the three have learnt, who has diverged, and what one layer does to a gradient."""
    return " ".join(part for part in (training(r), diverged(r), layers(r)) if part)


def typical(values):
    """The median over the seeds, those that have diverged counting as the worst; nan where half of them have."""
    found = float(np.median(np.where(np.isfinite(values), values, np.inf)))
    return found if np.isfinite(found) else np.nan


def learns(r):
    """Of each start whether at least half of its nets are better than half of guessing."""
    return [typical(rows[-1]) < LEARNT * r.guessing for rows in r.losses]


def training(r):
    if r.step == 0:
        return "Press play: one net, three starts, and the same draws, but for one factor."
    losses = [
        f"**{number(typical(rows[-1]))}** with {label}"
        for label, rows in zip(r.labels, r.losses, strict=True)
        if np.isfinite(typical(rows[-1]))
    ]
    if not losses:
        return ""
    return f"After {plural(r.step, 'update')} the median loss is {series(losses)}; guessing costs {number(r.guessing)}."


def diverged(r):
    """Who has left the range of numbers, and when first."""
    gone = [
        f"{label} ({part_of(len(events), rows.shape[1], 'seed')}, first at update {events[0].step:,})"
        for label, rows, events in zip(r.labels, r.losses, r.diverged, strict=True)
        if events
    ]
    return f"**Diverged**: {series(gone)}." if gone else ""


def layers(r):
    """By what factor a layer changes the gradient at the start."""
    each = [
        f"×**{number(factor)}** with {label}"
        for label, values in zip(r.labels, r.gradient_0, strict=True)
        if np.isfinite(factor := growth(values[:-1]))
    ]
    if not each:
        return "At the start no gradient arrives in layer 1."
    return f"At the start each layer on the way back changes the gradient by {series(each)}."


def numbers(r):
    """Rows of text, the first one the header: the gradient of each layer, and of the start what theory has."""
    rows = [("start", "layer", "RMS of dZ, median now", "at the start", "theory of the start")]
    for label, now, then, theory in zip(r.labels, r.gradient, r.gradient_0, r.theory, strict=True):
        for k, values in enumerate(zip(now, then, theory, strict=True), start=1):
            said = (number(median(np.atleast_1d(value))) for value in values)
            rows.append((label, str(k), *("–" if text == "not a number" else text for text in said)))
    return rows
