"""A question about the first net, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import percent, plural
from app.playground.play.words import median
from app.playground.repair.experiment import FIRST, as_broken
from app.playground.repair.nets import NETS

UPDATES = NETS[FIRST].updates
OPTIONS = ("about half, as before", "about three quarters", "nearly all")


def judge(before, after):
    share = median(after.correct[1])
    right = 0 if share < 0.65 else 1 if share < 0.9 else 2
    return right, (
        f"**{percent(share)}** of the test samples are right after {plural(after.step, 'update')}. A sigmoid passes on "
        "at most a quarter of a gradient, five of them a thousandth; tanh lets it pass."
    )


TANH = Prediction(
    ask=lambda e: (
        f"Net {FIRST}. Put **tanh** in place of the sigmoids and change nothing else: how many of the test samples are "
        f"right after {plural(UPDATES, 'update')}?"
    ),
    change=lambda e: {"broken": FIRST} | as_broken(FIRST) | {"activation": "tanh", "seed": 0},
    options=OPTIONS,
    judge=judge,
    updates=UPDATES,
    decides=("answer.image",),
    keeps_back="",
)
