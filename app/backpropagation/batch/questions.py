"""The questions about all samples at once: more of them, and a doubled W[2]."""

import numpy as np

from app.backpropagation.batch.experiment import FOLLOWS, HELD, Batch
from app.backpropagation.graph.words import shape
from app.experiment import Prediction
from app.experiment.words import number


def twice(before, after):
    old, new = (float(abs(r.arrays["dW[1]"]).mean()) for r in (before, after))
    return 1, (
        f"dW[1] is {shape(after.arrays['dW[1]'])} as before, its entries {number(old)} and {number(new)} on average: "
        "the sum over samples has more terms, 1/N_s divides by their number. Only what has a column a sample grew."
    )


MORE_SAMPLES = Prediction(
    ask=lambda e: "**Twelve samples**: what becomes of dW[1]?",
    change=lambda e: {"samples": 12},
    options=(
        "it gets more columns",
        "its shape stays, its entries stay of one size",
        "its entries grow twelvefold",
    ),
    judge=twice,
    decides=("array.image",),
    keeps_back="",
)


def doubled(before, after):
    """How many times larger each gradient is than with W[2] × 1: with dZ[2] held, and with one that follows."""

    def grown(**change):
        with_one, with_two = (
            Batch(**(after.settings | change | {"times": times})).start().result().arrays
            for times in (1.0, 2.0)
        )
        return [
            float(np.linalg.norm(with_two[name]) / max(np.linalg.norm(with_one[name]), 1e-300))
            for name in GRADIENTS
        ]

    held, free = (
        ", ".join(f"{name} × {number(x)}" for name, x in zip(GRADIENTS, grown(top=top), strict=True))
        for top in (HELD, FOLLOWS)
    )
    return 1, (
        f"With dZ[2] held: **{held}**. dA[1] = W[2]ᵀ dZ[2] doubles and takes all below with it; dW[2] = dZ[2] A[1]ᵀ "
        f"has no W[2] in it. But dZ[2] does change, since A[2] does: let it follow (a setting), and it is {free}."
    )


GRADIENTS = ("dZ[2]", "dW[2]", "dZ[1]", "dW[1]", "db[1]")
DOUBLE = Prediction(
    ask=lambda e: "**Double W[2]**, and hold dZ[2] as it is. What doubles on the way back?",
    change=lambda e: {"times": 2.0, "top": HELD},
    options=("dW[2]", "dZ[1], dW[1] and db[1]", "every gradient"),
    judge=doubled,
    decides=("equations.frame",),
    keeps_back="",
)
