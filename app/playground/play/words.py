"""What a run of the playground says of itself."""

import numpy as np

from app.experiment.words import fixed, number, part_of, percent, plural


def sentence(r):
    """Where the run is, and the first thing that is wrong."""
    wrong = r.finding
    return losses(r) + (f" Diagnosis: {wrong.words} Try {wrong.advice}." if wrong else "")


def losses(r):
    gone = r.diverged
    if len(gone) == r.losses.shape[1]:
        first = gone[0]
        return f"**Diverged** at update {first.step:,}: {first.array}[{first.layer}] has left the range of numbers."
    middle = f"{'median ' if r.losses.shape[1] > 1 else ''}loss"
    text = (
        f"{plural(r.step, 'update')} made: the {middle} is **{fixed(median(r.losses[-1]))}**, "
        f"of the test samples **{fixed(median(r.test_loss))}**"
    )
    if r.correct is not None:
        text += f"; **{percent(median(r.correct[1]))}** of these are right"
    if gone:
        text += f". Diverged: {part_of(len(gone), r.losses.shape[1], 'net')}"
    return text + "."


def median(values):
    """Over the seeds whose numbers are finite."""
    values = values[np.isfinite(values)]
    return float(np.median(values)) if values.size else np.nan


def numbers(r):
    """Rows of text, the first one the header: every seed."""
    rows = [("seed", "training loss", "test loss", "right, training", "right, test")]
    for m in range(r.losses.shape[1]):
        right = ("–", "–") if r.correct is None else tuple(percent(share) for share in r.correct[:, m])
        losses = (said(r.losses[-1, m]), said(r.test_loss[m]))
        rows.append((str(r.settings["seed"] + m), *losses, *right))
    return rows


def said(value):
    """A loss, or that there is none."""
    return number(value, 4) if np.isfinite(value) else "diverged"
