"""Questions about the learner's own settings in the initialization lesson, and what settles them."""

import numpy as np

from app.experiments.initialization_words import median
from app.predict import Prediction
from app.words import number

FACTORS = ("it hardly changes (less than 3 ×)", "3 to 100 ×", "100 to 10 000 ×", "more than 10 000 ×")
LOSSES = ("clearly lower", "about the same", "clearly higher, or it diverges")


def factor_option(factor):
    """Which of FACTORS a factor is."""
    return int(np.searchsorted([3, 100, 1e4], factor, side="right"))


def doubled(before, after):
    with np.errstate(all="ignore"):
        factor = float(np.float64(median(after.rms_dZ[0])) / median(before.rms_dZ[0]))
    if not np.isfinite(factor):
        return 0, "With equal weights there is no random variance to double."
    n = after.depth - 1
    return factor_option(factor), (
        f"Layer 1 now gets **{number(factor)} ×** the gradient: every one of the {n} weight matrices on the way back "
        f"multiplies it by about √2 (less where units saturate), √2 to the {n}th is {number(2 ** (n / 2))}, and what "
        "stands on top is another error than before."
    )


DOUBLE_THE_VARIANCE = Prediction(
    ask=lambda e: (
        f"**Double the variance** at depth {e.depth}: by how much does the gradient of layer 1 grow?"
    ),
    change=lambda e: {"initializer": "normal", "variance": min(2 * e.hidden_variance(), 100.0)},
    options=FACTORS,
    judge=doubled,
)

UPDATES = 200


def deepened(before, after):
    old, new = median(before.losses[-1]), median(after.losses[-1])
    change = new / old if not after.diverged and new > 0 else np.inf
    right = int(np.searchsorted([0.9, 1.1], change))  # of LOSSES
    return right, (
        f"After {after.step} updates the median loss is **{number(new)}** at depth {after.depth}; the shallower net "
        f"stood at **{number(old)}** after {before.step}. Depth adds factors: "
        f"layer 1 gets {number(after.outcome[next(k for k in after.outcome if k.startswith('gradient'))])} of the top."
    )


MAKE_IT_DEEPER = Prediction(
    ask=lambda e: (
        f"Train this net for {UPDATES} updates, then one **twice as deep** ({min(2 * e.depth, 50)} weight matrices): "
        "how will the deeper net’s loss compare?"
    ),
    change=lambda e: {"depth": min(2 * e.depth, 50)},
    options=LOSSES,
    judge=deepened,
    updates=UPDATES,
)
