"""A line is broken: which arrays will the check find wrong?"""

from app.backpropagation.check.listing import WHOLE, change_of, number_of, suspects
from app.experiment import Prediction
from app.experiment.words import listed

FIRST = "transpose forgotten"  # where the learner has broken none
LAYERS = (1, 2, 3)
SETS = {
    "all six": {f"{name}[{k}]" for name in ("dW", "db") for k in LAYERS},
    "every dW, no db": {f"dW[{k}]" for k in LAYERS},
    "every db, no dW": {f"db[{k}]" for k in LAYERS},
    "the hidden layers: dW and db of 1 and 2": {"dW[1]", "dW[2]", "db[1]", "db[2]"},
    "layer 1 only: dW[1] and db[1]": {"dW[1]", "db[1]"},
    "dW[2] only": {"dW[2]"},
}


def chosen(e):
    """The line that the learner broke, or one."""
    return FIRST if e.bug == WHOLE else e.bug


def verdict(before, after):
    wrong, sets = set(after.wrong), list(SETS.values())
    right = min(range(len(sets)), key=lambda i: len(sets[i] ^ wrong))
    if not wrong:
        return right, "Nothing fails at these settings."
    return right, f"What fails is {listed(after.wrong)}. {suspects(after.wrong)[1]}"


BREAK_A_LINE = Prediction(
    ask=lambda e: (
        ("" if e.bug != WHOLE else "No line is broken yet; press one, or take this: ")
        + f"**line {number_of(chosen(e))} is {change_of(chosen(e))}**. Which arrays will fail the check?"
    ),
    change=lambda e: {
        "bug": chosen(e),
        "samples": 5,
        "epsilon": 1e-5,
        "activation": "tanh",
    },
    options=tuple(SETS),
    judge=verdict,
    updates=1,  # the check
    decides=("arrays.fails",),
)
