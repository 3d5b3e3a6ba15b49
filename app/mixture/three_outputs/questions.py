"""What is asked of a learner here, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import plural
from app.mixture.density.words import value

UPDATES = 300


WIDTHS = ("it picks one rock and gets narrow", "the same mean as least squares, and broad", "two humps")


def one_gaussian(before, after):
    squares, one = after.each["least squares"], after.each["one Gaussian"]
    broad = float(one.sigma[0]) > 0.5 * float(squares.sigma[0])
    return int(broad), (
        f"Least squares says **{value(squares.mean)}**, one Gaussian says **{value(one.mean)}** ± "
        f"**{value(float(one.sigma[0]))}**: the width tells that the answer is uncertain, not that it is one of two."
    )


ONE_GAUSSIAN = Prediction(
    ask=lambda e: (
        f"Train all three for {plural(UPDATES, 'update')} and look at AI = 7.5. "
        "What does **one Gaussian** do with a width of its own?"
    ),
    change=lambda e: {"at": 7.5},
    options=WIDTHS,
    judge=one_gaussian,
    updates=UPDATES,
    decides=("slice_1.density",),
)
