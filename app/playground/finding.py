"""What a diagnosis finds, and what several of its rules ask."""

from dataclasses import dataclass

import numpy as np

EARLY = 30  # updates before which only a bad start can be told
SOLVED = 0.35  # of what guessing costs: who is below it learns
# Starts that keep a gradient's size, about.
KEEP = ("Xavier", "He", "He uniform", "Glorot uniform", "orthogonal")
ANY_SIZE = ("normal", "constant", "orthogonal")  # starts that may be too large
SUIT_HE = ("ReLU", "leaky ReLU", "ELU", "GELU", "SiLU", "softplus")


@dataclass(frozen=True)
class Finding:
    """What is wrong (its name, and a sentence), what to try in words, and {knob: value}."""

    name: str
    words: str
    advice: str
    change: dict


def solved(s):
    """It has learnt, or learns: nothing is to be mended but what the test samples say."""
    return np.isfinite(s.loss) and s.loss < SOLVED * s.guess


def leapt(s):
    """The first updates made the loss much larger than it was."""
    early = s.losses[: EARLY + 1]
    return bool(np.nanmax(early, initial=0) > 1.5 * s.losses[0])


def suited(s):
    """The scheme that suits the activation."""
    return "He" if set(s.activations) & set(SUIT_HE) else "Xavier"


def keeps(s):
    """All layers have a start that keeps a gradient's size, about."""
    return set(s.starts) <= set(KEEP)


def begins(name, words, s):
    """Another start is worth trying."""
    return Finding(name, words, f"{suited(s)}’s start", {"initializer": suited(s), "starts": ""})


def slower(words, s):
    """A smaller rate is."""
    return Finding("rate too large", words, "a tenth of the rate", {"rate": s.settings["rate"] / 10})
