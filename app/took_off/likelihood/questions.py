"""A question about the two losses as likelihoods, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import number

COSTS = ("less than now", "more, up to three times as much", "more than three times as much")


def other_width(experiment):
    """Half the width, or twice where the slider ends."""
    sigma = experiment.sigma
    return sigma / 2 if sigma / 2 >= experiment.knobs()["sigma"].min else 2 * sigma


def costs(before, after):
    was, now, far = before.error, after.error, abs(after.settings["y"] - after.z)
    right = 0 if now <= was else 1 if now <= 3 * was else 2
    widths, halved = far / after.settings["sigma"], after.settings["sigma"] < before.settings["sigma"]
    more, less = ("more", "less") if halved else ("less", "more")
    return right, (
        f"**{number(was)}** with σ = {number(before.settings['sigma'], 4)}, **{number(now)}** with "
        f"σ = {number(after.settings['sigma'], 4)}. The target is {number(widths, 3)} widths away: the "
        "squared error counts as "
        f"(y − z)² / 2σ² and now costs {more}, ln σ costs {less}."
    )


HALF_THE_WIDTH = Prediction(
    ask=lambda e: (
        f"Make the Gaussian **{'narrower' if other_width(e) < e.sigma else 'wider'}**, σ = "
        f"{number(other_width(e), 4)} instead "
        f"of {number(e.sigma, 4)}. What does the target y = {number(e.y, 4)} cost then, as a Gaussian?"
    ),
    change=lambda e: {"sigma": other_width(e)},
    options=COSTS,
    judge=costs,
    decides=("gaussian.target",),
)
