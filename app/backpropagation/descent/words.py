"""What the picture of the first net's steps says, and its numbers."""

import numpy as np

from app.backpropagation.graph.words import short
from app.experiment.words import plural


def sentence(r):
    """Before the first step what a step is; then what the last one did."""
    y, loss = r.settings["y"], short(r.losses[-1])
    if not np.isfinite(r.losses[-1]) or r.losses[-1] > 1e9:
        return (
            f"**Lost after {plural(r.step, 'step')}**: each leaps further over the valley than the one before. "
            "A smaller η would help."
        )
    a = short(r.outputs[-1])
    if r.step == 0:
        i = r.names.index("w₁₁[2]")
        w, dw, new = (short(v[i]) for v in (r.thetas[0], r.gradients[0], r.next))
        return (
            f"The net says **{a}** where y = {y}: the loss is **{loss}**. A step takes η dw off every weight and bias: "
            f"w₁₁[2] becomes {w} − {short(r.settings['rate'])} · {braced(dw)} = {new}. If the slopes stayed as they "
            f"are, the loss would change by {short(-r.promised[0])}."
        )
    change, promised = r.losses[-1] - r.losses[-2], -r.promised[-2]
    if r.learnt:
        first, last = (float(np.linalg.norm(r.gradients[i])) for i in (0, -1))
        return (
            f"**Learnt after {plural(r.step, 'step')}**: the net says **{a}** where y = {y}, and the loss went from "
            f"{short(r.losses[0])} to **{loss}**. The length of the gradient went from {short(first)} to "
            f"{short(last)}: "
            + ("near the goal, steps grow small." if last < first else "it need not shrink on the way.")
        )
    text = (
        f"After {plural(r.step, 'step')} the net says **{a}** where y = {y}; the loss is **{loss}**. The last step "
        f"changed it by {short(change)}; its slopes had promised {short(promised)}."
    )
    if change > 0:
        text += " **Uphill**: a slope holds close by only, and this step leapt over the valley."
    return text


def braced(text):
    return f"({text})" if text.startswith("−") else text


def table(r):
    rows = [("parameter", "at the start", "now", "slope", "− η · slope", "after the next step")]
    step = r.next - r.thetas[-1]
    columns = r.thetas[0], r.thetas[-1], r.gradients[-1], step, r.next
    return rows + [(name, *map(short, values)) for name, *values in zip(r.names, *columns, strict=True)]


def caption(r):
    """What stands beneath the net: the rule, and where its steps have led."""
    return (
        f"A step: every w becomes w − {short(r.settings['rate'])} · dw",
        f"{plural(r.step, 'step')} made: the net says {short(r.outputs[-1])} where y = {r.settings['y']}, "
        f"the loss is {short(r.losses[-1])}.",
    )
