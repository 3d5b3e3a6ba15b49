"""Questions about the learner's own settings in the initialization lesson, and what settles them."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import number, part_of, plural, share_of
from app.initialization.signal.words import median

FACTORS = ("hardly any change (less than 3 ×)", "3 to 100 ×", "100 to 10,000 ×", "more than 10,000 ×")
LOSSES = ("clearly lower", "about the same", "clearly higher, or it diverges")


def factor_option(factor):
    """Which of FACTORS a factor is."""
    return int(np.searchsorted([3, 100, 1e4], factor, side="right"))


EQUAL = ("zeros", "constant")  # nothing is random


def other_variance(experiment):
    """Twice the variance; half of it at the slider's end; the lecture's where nothing is random."""
    if experiment.initializer in EQUAL:
        return 0.01
    now = experiment.hidden_variance()
    return 2 * now if 2 * now <= experiment.knobs()["variance"].max else now / 2


def ask_for_another(e):
    if e.initializer in EQUAL:
        new = f"**Draw the weights from N(0, {other_variance(e)})** in place of {e.initializer}, depth {e.depth}"
        return f"{new}: by how much does the gradient of layer 1 change?"
    way, grow = ("Double", "grow") if other_variance(e) > e.hidden_variance() else ("Halve", "shrink")
    return f"**{way} the variance** at depth {e.depth}: by how much does the gradient of layer 1 {grow}?"


def from_to(was, now):
    """'From 0.1 to 0'; 'Before and after 0' where both read the same."""
    texts = [f"**{number(value)}**" for value in (was, now)]
    return f"From {' to '.join(texts)}" if texts[0] != texts[1] else f"Before and after {texts[0]}"


def rescaled(before, after):
    was, now = median(before.rms_dZ[0]), median(after.rms_dZ[0])
    if before.scheme in EQUAL:
        right = factor_option(max(now / was, was / now)) if was and now else 3 if was or now else 0
        return right, (
            f"With {before.scheme} layer 1 had a gradient of **{number(was)}**, and all of its units the same one; "
            f"now it has **{number(now)}**, and every unit its own."
        )
    if not (was and now and np.isfinite([was, now]).all()):
        alike = number(was) == number(now)
        return (
            0 if alike else 3,
            f"{from_to(was, now)}: out of the range of numbers, no factor can say it.",
        )
    factor, n = max(now / was, was / now), after.depth - 1
    each = f"each of the {n} weight matrices" if n > 1 else "the one weight matrix"
    return factor_option(factor), (
        f"Layer 1 now gets **{number(now / was)} ×** the gradient: {each} on the way back "
        f"multiplies it by about {'√2' if now > was else '1/√2'} (less where units saturate), √2 to the power {n} is "
        f"{number(2 ** (n / 2))}, and what stands on top is another error than before."
    )


DOUBLE_THE_VARIANCE = Prediction(
    ask=ask_for_another,
    change=lambda e: {"initializer": "normal", "variance": other_variance(e)},
    options=FACTORS,
    judge=rescaled,
    decides=("gradient.median",),
)

UPDATES = 200


def lasting(r):
    """The median loss, infinite where no seed is left."""
    loss = median(r.losses[-1])
    return loss if np.isfinite(loss) else np.inf


def ended(r):
    """'a median loss of 0.3 (1 of 8 seeds diverged)'."""
    loss, gone = lasting(r), f"{part_of(len(r.diverged), r.losses.shape[1], 'seed')} diverged"
    if np.isinf(loss):
        return f"**{gone}**"
    return f"a median loss of **{number(loss)}**" + (f" ({gone})" if r.diverged else "")


def share_in_words(r):
    """Of the gradient of the top hidden layer, what layer 1 gets."""
    share = r.outcome[next(k for k in r.outcome if k.startswith("gradient"))]
    if r.depth < 3 or not np.isfinite(share):
        return ""
    return f" Layer 1 now gets {share_of(share)} the top hidden layer’s gradient."


def deepened(before, after):
    old, new = lasting(before), lasting(after)
    change = 0.0 if np.isinf(old) else new / old if old else np.inf
    right = 2 if after.diverged else int(np.searchsorted([0.9, 1.1], change))  # of LOSSES
    more = "Depth adds factors." if after.depth > before.depth else "Fewer layers, fewer factors."
    return right, (
        f"After {plural(after.step, 'update')} at depth {after.depth}: {ended(after)}; after {before.step:,} at depth "
        f"{before.depth}: {ended(before)}. {more}{share_in_words(after)}"
    )


def other_depth(experiment):
    """Twice the depth, or half of it where the slider ends."""
    depth = experiment.depth
    return 2 * depth if 2 * depth <= experiment.knobs()["depth"].max else depth // 2


MAKE_IT_DEEPER = Prediction(
    ask=lambda e: (
        f"Train this net for {plural(UPDATES, 'update')}, then one "
        f"**{'twice' if other_depth(e) > e.depth else 'half'} as deep** "
        f"({other_depth(e)} weight matrices): how will the other net’s loss compare?"
    ),
    change=lambda e: {"depth": other_depth(e)},
    options=LOSSES,
    judge=deepened,
    updates=UPDATES,
    decides=("loss.median",),
)


SIZES = ("much smaller (less than a tenth)", "about as large (within 10 ×)", "much larger (more than 10 ×)")


SILENT = (
    "No gradient arrives there at all: the median net is silent. A wider net would have something to compare."
)


def ratio(values, others):
    """The median of one layer over that of another; nan where both are 0 or not finite."""
    with np.errstate(all="ignore"):
        return float(np.float64(median(values)) / median(others))


def size_option(factor):
    """Which of SIZES a factor is."""
    return int(np.searchsorted([1 / 10, 10], factor))


def saturated(before, after):
    top = after.depth - 2
    if top < 1:
        return 1, "There is only one hidden layer: nothing to compare."
    share = ratio(after.rms_dZ[0], after.rms_dZ[top])
    if np.isnan(share):
        return 1, SILENT
    return size_option(share), (
        f"Layer 1 gets **{number(share)} ×** the gradient of layer {top + 1}, ×{number(share ** (1 / top))} a layer. "
        "Most σ′ are nearly 0, but a few units always have their z near 0: the mean of σ′² falls only as 1/√n, while "
        "n weights of variance 1 add up. The wider the net, the louder."
    )


SATURATED = Prediction(
    ask=lambda e: (
        f"**tanh with a weight variance of 1**, depth {e.depth}, width {e.width}: most units saturate. How large is "
        "the gradient dZ of layer 1 beside that of the top hidden layer?"
    ),
    change=lambda e: {"activation": "tanh", "initializer": "normal", "variance": 1.0},
    options=SIZES,
    judge=saturated,
    decides=("gradient.median",),
)


def flat(before, after):
    top = after.depth - 2  # layers 2 … depth − 1 have weight matrices of one size
    dW, dZ = (ratio(values[1], values[top]) for values in (after.norm_dW, after.rms_dZ))
    if np.isnan(dW):
        return 1, SILENT
    return size_option(dW), (
        f"‖dW[2]‖ is **{number(dW)} ×** ‖dW[{top + 1}]‖, though dZ[2] is {number(dZ)} × dZ[{top + 1}]. dW[k] is the "
        "product of dZ[k], which falls on its way back, and A[k−1], which falls on its way up: "
        "where one is small, the other is large."
    )


FLAT = Prediction(
    ask=lambda e: (
        f"**ReLU with Xavier, 30 layers** of width {e.width}: gradients dZ fall on their way back. How large is "
        "‖dW[2]‖, the gradient of the second weight matrix, beside ‖dW[29]‖ near the top?"
    ),
    change=lambda e: {"activation": "ReLU", "initializer": "Xavier", "depth": 30},
    options=SIZES,
    judge=flat,
    decides=("weights.median",),
)
