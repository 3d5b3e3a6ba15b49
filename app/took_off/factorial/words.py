"""What all 32 sets of switches say, in a few sentences and as a table."""

import numpy as np

from app.experiment.words import listed, part_of, percent, plural
from app.took_off.switches import NAMES, SETS

MUCH = 0.1  # of the answers: a gain that counts


def sentence(r):
    if not r.done.any():
        return (
            "Press play: all 32 sets of the five switches are trained, from 1986 and from 2015 inwards, "
            "and sorted by what comes of them."
        )
    return " ".join(part for part in (with_and_without(r), alone_and_last(r), diverged(r)) if part)


def with_and_without(r):
    """How many sets work on either side of the switch, and what those without it have in common."""
    on, name = r.on(r.compared), r.settings["switch"]
    yes, no = (part_of(int((r.works & side).sum()), int((r.done & side).sum()), "set") for side in (on, ~on))
    if not (r.done & on).any() or not (r.done & ~on).any():
        return f"Done so far: {plural(int(r.done.sum()), 'set')}."
    text = f"With {name} more than 95% are right in **{yes}**, without it in **{no}**"
    common = shared(r.works & ~on) if r.done.all() else []
    return f"{text}, always with **{listed(common)}**." if common else f"{text}."


def shared(chosen):
    """Names of the switches that are on in all of the chosen sets."""
    rows = np.array(SETS)[chosen]
    return (
        [name for name, on in zip(NAMES.values(), rows.all(axis=0), strict=True) if on] if len(rows) else []
    )


def alone_and_last(r):
    """What the switch does to 1986, and as the last of the five."""
    on = r.on(r.compared)
    ends = zip(r.medians[~on][[0, -1]], r.medians[on][[0, -1]], strict=True)
    parts = [
        f"{when} {percent(before)} to **{percent(after)}**"
        for when, (before, after) in zip(
            ("alone it takes 1986 from", "as the last of five"), ends, strict=True
        )
        if np.isfinite(before) and np.isfinite(after)
    ]
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]} (medians of the seeds)." if parts else ""


def diverged(r):
    gone = int((r.done[:, None] & np.isnan(r.shares)).sum())
    nets = int(r.done.sum()) * r.shares.shape[1]
    return f"**Diverged**: {part_of(gone, nets, 'net')} (×)." if gone else ""


def gain(value):
    """'+12%', '−3%', 'under 1%': of the answers."""
    text = "–" if np.isnan(value) else percent(value)
    return f"+{text}" if value > 0 and text[0].isdigit() else text


def table(r):
    """A row for each switch."""
    head = (
        "switch",
        "alone, from 1986",
        "last of five",
        "mean of 16 pairs",
        "gains 10% or more",
        "loses as much",
    )
    rows = [head]
    for i, name in enumerate(NAMES.values()):
        gains = r.gains(i)
        known = gains[np.isfinite(gains)]
        three = [gain(g) for g in (gains[0], gains[-1], known.mean() if known.size else np.nan)]
        many = ((known >= MUCH).sum(), (known <= -MUCH).sum())
        counts = [f"{int(n)} of {known.size}" if known.size else "–" for n in many]
        rows.append((name, *three, *counts))
    return rows
