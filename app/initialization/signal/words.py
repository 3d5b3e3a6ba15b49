"""What the initialization picture says, in a few sentences with the learner's own numbers."""

import numpy as np

from app.experiment.words import number, part_of, plural, share_of
from app.initialization.ensemble import PATIENCE
from app.initialization.reach import beyond_theory

# A gradient that loses (or gains) three decades between the top hidden layer and the first.
DECADES = 3
# So many decades a layer, and less than half a decade in all, and a gradient has kept its size.
EVEN = 0.1
# After so many updates a loss that has not moved is worth the word; deep nets take their time.
PATIENT = 300


def sentence(r):
    """Signal, gradient and training of a result, from most to least urgent, and whether theory, if drawn, holds."""
    return " ".join(part for part in (nets(r), beyond(r), slow(r)) if part)


def nets(r):
    """What its nets do."""
    return " ".join(part for part in (divergence(r), backward(r), forward(r), training(r)) if part)


def median(values):
    """Median over the seeds that are finite; nan where there is none."""
    values = values[np.isfinite(values)]
    return float(np.median(values)) if values.size else np.nan


def divergence(r):
    if not r.diverged:
        return ""
    member, first = r.diverged[0]
    who = "**Training diverged**" if len(r.diverged) == r.losses.shape[1] else "**Diverged**"
    seed = r.settings["seed"] + member
    return (
        f"{who}: {part_of(len(r.diverged), r.losses.shape[1], 'seed')}, first seed {seed} "
        f"at update {first.step:,}, where {first.array}[{first.layer}] left the range of numbers. It stands "
        "still since."
    )


def living(r, values):
    """Of (layers × seeds) the seeds that train; all of them, as last seen, where none does any more."""
    gone = {member for member, _ in r.diverged}
    alive = [m for m in range(values.shape[1]) if m not in gone]
    return values[:, alive] if alive else values


def whole(values, text):
    """The text, and how far it is true: of every seed, or of half of them, as a median of 0 says."""
    return text if (values == 0).all() else f"{text} for at least half of the seeds"


def growth(rms_dZ):
    """The factor a layer on the way back, from the top hidden layer to the first: (layers × seeds) -> number."""
    if not len(rms_dZ):
        return np.nan
    with np.errstate(all="ignore"):
        share = np.float64(median(rms_dZ[0])) / median(rms_dZ[-1])
        return float(share ** (1 / max(len(rms_dZ) - 1, 1)))


def began(r, rate):
    """The factor at the start, where training has made it another one."""
    moved = np.isfinite(r.began) and r.began > 0 and abs(np.log10(r.began / rate)) > 0.1
    return f" (×{number(r.began)} at the start)" if moved else ""


def backward(r):
    """The gradient from the top hidden layer down to the first."""
    top = r.depth - 1
    if top < 2:
        return "With fewer than two hidden layers there is no way for a gradient to vanish or explode."
    dZ = living(r, r.rms_dZ)
    bottom_dZ, top_dZ = median(dZ[0]), median(dZ[top - 1])
    if (dZ[:top] == 0).all():
        return (
            f"**Every gradient of the hidden layers 1 to {top} is exactly 0**: "
            "the next update moves the output layer alone."
        )
    if bottom_dZ == 0:
        dead = [k for k in range(top) if median(dZ[k]) == 0]
        where = "in layer 1" if len(dead) == 1 else f"in {len(dead)} layers, layer 1 among them"
        return f"**The gradient is {whole(dZ[dead], f'exactly 0 {where}')}**: nothing arrives there."
    if top_dZ == 0:
        return f"**The gradient is {whole(dZ[top - 1], f'exactly 0 in layer {top}')}**."
    if not np.isfinite(bottom_dZ) or not np.isfinite(top_dZ):
        return "Going back, the gradients are beyond the largest float."
    ratio, rate = bottom_dZ / top_dZ, number(growth(dZ[:top]))
    then = f"layer 1 gets {share_of(ratio)} layer {top}’s"
    way, since = ("Now, going back,", began(r, ratio ** (1 / (top - 1)))) if r.step else ("Going back,", "")
    if len(r.diverged) == r.losses.shape[1]:
        way = "When they were last looked at, going back,"
    if abs(np.log10(ratio)) < 0.5 and abs(np.log10(ratio)) < EVEN * (top - 1):
        text = f"{way} gradients keep their size, ×**{rate}** a layer{since}; {then}: **every layer gets its share**."
    elif ratio < 1:
        verdict = "**they vanish**" if ratio < 10**-DECADES else "weak, but not lost"
        text = f"{way} gradients shrink by ×**{rate}** a layer{since}; {then}: {verdict}."
    else:
        verdict = "**they explode**" if ratio > 10**DECADES else "louder below than on top"
        text = f"{way} gradients grow by ×**{rate}** a layer{since}; {then}: {verdict}."
    alike = " But all units of a layer are equal: **each layer is worth one unit**."
    return text + (alike if r.scheme in ("zeros", "constant") else "")


def forward(r):
    """The signal from the first hidden layer to the last."""
    top = r.depth - 1
    if top < 2:
        return ""
    spread = living(r, r.std_A)
    first, last = median(spread[0]), median(spread[-1])
    for k, value in ((1, first), (top, last)):
        if value == 0:
            same = whole(spread[k - 1], "all activations are equal")
            return f"Forward, **no signal** arrives: in layer {k} {same}, whatever the sample."
    if not np.isfinite(first) or not np.isfinite(last):
        return ""
    return (
        f"Forward, the signal’s spread changes by ×**{number((last / first) ** (1 / (top - 1)))}** a layer."
    )


def beyond(r):
    """Where nets are too narrow for the theory that is drawn; `below` is 1 where none is."""
    return beyond_theory(r.below, r.depth, r.settings["width"], bias=r.settings["bias"])


def slow(r):
    """A net so large that pause has to wait for it."""
    if r.wait <= PATIENCE:
        return ""
    return f"One update of one such net takes about {number(r.wait)} s, and pause waits for it."


def training(r):
    """How far the loss has come."""
    if r.step == 0:
        return ""
    now = median(r.losses[-1])
    if not np.isfinite(now):
        return ""
    others = int(np.isfinite(r.losses[-1]).sum())
    of = "" if not r.diverged else " of the other seed" if others == 1 else f" of the {others} other seeds"
    from_to = f"After {plural(r.step, 'update')} the median loss{of} is **{number(now)}**"
    if now > 0.95 * r.guessing:
        yet = "not yet better" if r.step < PATIENT else "no better"
        return f"{from_to}, {yet} than guessing ({number(r.guessing)})."
    return f"{from_to}; guessing costs {number(r.guessing)}."
