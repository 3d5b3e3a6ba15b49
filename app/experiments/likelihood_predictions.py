"""A question about the two losses as likelihoods, and what settles it."""

from app.predict import Prediction
from app.words import number

COSTS = ("less than now", "more, up to three times as much", "more than three times as much")


def narrower(experiment):
    return max(round(experiment.sigma / 2, 4), 0.3)


def costs(before, after):
    was, now, far = before.error, after.error, abs(after.settings["y"] - after.z)
    right = 0 if now <= was else 1 if now <= 3 * was else 2
    widths = far / after.settings["sigma"]
    return right, (
        f"**{number(was)}** with σ = {before.settings['sigma']:g}, **{number(now)}** with "
        f"σ = {after.settings['sigma']:g}. The target is {widths:.3g} widths away: the squared error counts as "
        f"(y − z)² / 2σ², while ln σ{' falls but little' if right else ', which falls, counts more here'}."
    )


HALF_THE_WIDTH = Prediction(
    ask=lambda e: (
        f"Make the Gaussian **narrower**, σ = {narrower(e):g} instead of {e.sigma:g}. What does the target y = {e.y:g} "
        f"cost then, as a Gaussian?"
    ),
    change=lambda e: {"sigma": narrower(e)},
    options=COSTS,
    judge=costs,
)
