"""What the digits say about two initializers, and how far that is what He et al. found."""

import numpy as np

from app.experiment.words import fixed

SETTLED = 20  # epochs after which a net that has not begun to learn is stuck rather than slow
LEARNT = 0.5  # test accuracy: a net that gets there has begun to learn; guessing gets a tenth


def sentence(r):
    if r.epoch == 0:
        return (
            f"Press play: {r.schemes[0]} against {r.schemes[1]} at depth {r.depths[0]}, {r.depths[1]} and "
            f"{r.depths[2]}, three seeds each, before their first update: **about a tenth right**, as by guessing."
        )
    parts = [
        f"depth {depth}: **{r.schemes[0]} {spread(rows[-1, 0])}**, **{r.schemes[1]} {spread(rows[-1, 1])}**"
        for depth, rows in zip(r.depths, r.accuracy, strict=True)
    ]
    text = f"Test accuracy after epoch {r.epoch}, from the worst seed to the best. {'; '.join(parts)}."
    return " ".join(part for part in (text, verdict(r), lost(r)) if part)


def spread(values):
    """'.957–.978' over the seeds that are finite."""
    values = values[np.isfinite(values)]
    if not values.size:
        return "diverged"
    ends = dict.fromkeys(fixed(v) for v in (values.min(), values.max()))
    return "–".join(end.removeprefix("0") for end in ends)


def verdict(r):
    """Of He et al.'s two findings, who is slower and who stalls, what this run shows; for ReLU, He and Xavier."""
    if r.schemes != ("He", "Xavier") or r.settings["activation"] != "ReLU":
        return ""
    he, xavier = (np.array([np.median(rows[-1, j]) for rows in r.accuracy]) for j in (0, 1))
    stalls = [depth for depth, a, b in zip(r.depths, he, xavier, strict=True) if a > LEARNT > b]
    if not stalls:
        return "So far **no depth** tells them apart as in He et al. 2015, where Xavier stalls at 30 layers."
    if r.epoch < SETTLED:
        return f"Whether Xavier stalls or is only later shows after some {SETTLED} epochs."
    at = " and ".join(map(str, stalls))
    return (
        f"As in He et al. 2015 **He learns where Xavier stalls**: here at depth {at}, there at 30 layers "
        "(at 22 Xavier was only slower). Their nets were convolutional and saw photographs; these do not."
    )


def lost(r):
    gone = [
        f"{scheme} at depth {depth} ({int(np.isnan(rows[-1, j]).sum())} of {rows.shape[-1]} seeds)"
        for depth, rows in zip(r.depths, r.losses, strict=True)
        for j, scheme in enumerate(r.schemes)
        if np.isnan(rows[-1, j]).any()
    ]
    return f"**Diverged**: {', '.join(gone)}." if gone else ""


def numbers(r):
    """Rows of text, the first one the header: every seed's accuracy and loss."""
    rows = [("depth", "initializer", "seed", "epoch", "test accuracy", "training loss")]
    for depth, epochs, accuracy, losses in zip(r.depths, r.epochs, r.accuracy, r.losses, strict=True):
        for j, scheme in enumerate(r.schemes):
            for i in range(accuracy.shape[-1]):
                values = (fixed(accuracy[-1, j, i]), fixed(losses[-1, j, i], 4))
                rows.append((str(depth), scheme, str(r.settings["seed"] + i), str(epochs[-1]), *values))
    return rows
