"""What the digits say about two initializers, and how far that is what He et al. found."""

import numpy as np

from app.experiment.words import between, fixed, listed, part_of

SETTLED = 20  # epochs after which a net that has not begun to learn is stuck rather than slow
LEARNT = 0.5  # test accuracy: a net that gets there learns; guessing gets a tenth
BEGUN = 0.2  # twice that: a net below it has not begun


def sentence(r):
    if r.epoch == 0:
        return (
            f"Press play: {' against '.join(dict.fromkeys(r.schemes))} at depth {listed(r.depths)}, three seeds each, "
            f"before their first update: **{spread(np.concatenate(r.accuracy))} right**, where guessing gets a tenth."
        )
    text = f"Test accuracy after epoch {r.epoch}, from the worst seed to the best. {by_depth(r)}."
    return " ".join(part for part in (text, verdict(r), diverged(r)) if part)


def by_depth(r):
    """'depth 5: **He 0.957 to 0.978**, **Xavier 0.9**; …'; nothing is said twice, where both are the same."""
    at = {
        depth: {scheme: f"**{scheme} {spread(rows[-1, j])}**" for j, scheme in enumerate(r.schemes)}
        for depth, rows in zip(r.depths, r.accuracy, strict=True)
    }
    return "; ".join(f"depth {depth}: {', '.join(each.values())}" for depth, each in at.items())


def spread(values):
    """'0.957 to 0.978' over the seeds that are finite."""
    values = values[np.isfinite(values)]
    if not values.size:
        return "diverged"
    return between(values.min(), values.max(), fixed)


def verdict(r):
    """Of He et al.'s two findings, who is slower and who stalls, what this run shows; for ReLU, He and Xavier."""
    if r.schemes != ("He", "Xavier") or r.settings["activation"] != "ReLU":
        return ""
    he, xavier = (np.array([np.median(rows[-1, j]) for rows in r.accuracy]) for j in (0, 1))
    behind = {depth: b for depth, a, b in zip(r.depths, he, xavier, strict=True) if a > LEARNT > b}
    if not behind:
        return "So far **no depth** tells them apart as in He et al. 2015, where Xavier stalls at 30 layers."
    if r.epoch < SETTLED:
        return f"Whether Xavier stalls or is only later shows after some {SETTLED} epochs."
    stalls = [depth for depth, b in behind.items() if b < BEGUN]
    if not stalls:
        return f"**Xavier is slower** at depth {listed(behind)}, as at 22 layers in He et al. 2015; at 30 it stalled."
    return (
        f"As in He et al. 2015 **He learns where Xavier stalls**, so far: here at depth {listed(stalls)}, there at 30 "
        "layers (at 22 Xavier was only slower). Their nets were convolutional and saw photographs; these do not."
    )


def diverged(r):
    gone = [
        f"{scheme} at depth {depth} ({part_of(int(np.isnan(rows[-1, j]).sum()), rows.shape[-1], 'seed')})"
        for depth, rows in zip(r.depths, r.losses, strict=True)
        for j, scheme in enumerate(r.schemes)
        if np.isnan(rows[-1, j]).any()
    ]
    return f"**Diverged**: {listed(gone)}." if gone else ""


def numbers(r):
    """Rows of text, the first one the header: every seed's accuracy and loss."""
    rows = [("depth", "initializer", "seed", "epoch", "test accuracy", "training loss")]
    for depth, epochs, accuracy, losses in zip(r.depths, r.epochs, r.accuracy, r.losses, strict=True):
        for j, scheme in enumerate(r.schemes):
            for i in range(accuracy.shape[-1]):
                values = (fixed(accuracy[-1, j, i]), fixed(losses[-1, j, i], 4))
                rows.append((str(depth), scheme, str(r.settings["seed"] + i), str(epochs[-1]), *values))
    return rows
