"""Rules about gradients that do not arrive, and steps that are too long."""

import numpy as np

from app.experiment.words import number, percent
from app.playground.finding import ANY_SIZE, EARLY, Finding, begins, keeps, leapt, slower, solved, suited

LOST = 1e-3  # of the gradient: what is left of it in layer 1
LIGHT = 1e-3  # an L2 penalty below it: it may outweigh a gradient that is gone, but did not drive it away
FAST = 0.1  # of a weight, an update's size
FALLS = {"cosine, 1,000 updates": 1000, "cosine, 10,000 updates": 10_000}


def penalized(s):
    if s.settings["l2"] < LIGHT or solved(s) or s.step < EARLY or not (s.pull > 0.5).mean() > 0.5:
        return None
    return Finding(
        "penalty too strong",
        "The L2 penalty pulls at the weights as hard as the data do.",
        "no penalty",
        {"l2": 0.0},
    )


def stopped(s):
    falls = FALLS.get(s.settings["schedule"])
    if falls is None or s.step < 0.97 * falls or solved(s):
        return None
    return Finding(
        "rate fell to 0",
        "The schedule has let the rate fall to 0 before the net had learnt.",
        "a constant rate",
        {"schedule": "constant"},
    )


def saturated(s):
    found = (s.saturated > 0.6) & np.isin(s.activations, ("tanh", "sigmoid"))
    if solved(s) or not found.any():
        return None
    at = int(np.flatnonzero(found)[0])
    words = f"Layer {at + 1} is saturated, to {percent(s.saturated[at])}: next to no gradient passes."
    if abs(s.settings["bias"]) > 1:
        return Finding("saturated units", words, "biases that begin at 0", {"bias": 0.0})
    if set(s.starts) & set(ANY_SIZE):
        return begins("saturated units", words, s)
    return slower(f"{words} The first steps have driven it there.", s) if leapt(s) else None


def vanishing(s):
    top = s.gradient[-1]
    left = s.gradient[0] / top if top else np.nan
    if solved(s) or len(s.gradient) < 2 or not 0 < left < LOST:
        return None
    deep, sigmoids = len(s.widths) - 2, s.activations.count("sigmoid")
    words = f"Layer 1 gets {number(left)} of the gradient"
    if sigmoids:
        return Finding(
            "vanishing gradient",
            f"{words}: {'one sigmoid lets' if sigmoids == 1 else f'{sigmoids} layers of sigmoids let'} little pass.",
            "tanh with Xavier’s start",
            {"activation": "tanh", "initializer": "Xavier", "activations": "", "starts": ""},
        )
    if not keeps(s):
        return begins("vanishing gradient", f"{words}: the weights begin too small.", s)
    if suited(s) == "He" and set(s.starts) != {"He"}:
        return begins("vanishing gradient", f"{words}: each layer takes its share.", s)
    words = f"{words}: {deep} layers are too deep."
    return Finding("vanishing gradient", words, "two hidden layers", {"hidden": "8-8"})


def jumping(s):
    """Not diverged, and yet worse than guessing, or the loss jumps up and down."""
    if s.step < EARLY or solved(s) or not np.isfinite(s.losses[-1]):
        return None
    recent = s.losses[-max(10, s.step // 4) :]
    rough = np.abs(np.diff(recent)).mean() if recent.size > 1 else 0.0
    worse = np.median(recent) > 1.15 * s.guess
    jumps = s.settings["batch"] == "full batch" and rough > 0.05 * s.guess
    ratio = s.ratio[np.isfinite(s.ratio)]
    long = ratio.size > 0 and np.median(ratio) > FAST and np.median(recent) > 0.9 * s.guess
    if not (worse or jumps or long):
        return None
    words = f"The steps are too long: the loss moves by {number(rough)} in an update, and does not settle."
    return slower(words, s)
