"""Questions about the learner's own settings in the lesson on why deep learning took off."""

import math

import numpy as np

from app.experiment.words import number, plural
from app.took_off.factorial.words import shared
from app.took_off.hidden_units.experiment import UNITS
from app.took_off.larger_nets.experiment import WIDTHS
from app.took_off.more_data.experiment import SIZES
from app.took_off.switches import NAMES, NEW, OLD
from app.workbench.predict import Prediction

RATIOS = ("the same", "about 7 ×", "about 57 ×", "more than 100 ×")
GAINS = ("nearly all answers right", "better, but far from all", "no gain: half are right, as by guessing")
WITHOUT = ("none of the 16: Adam is the hero", "a few, which have something in common", "most of them")
WHICH_LOSS = ("with cross-entropy only", "with squared error only", "with both", "with neither")
LEARNERS = ("ReLU alone", "tanh and ReLU", "all three", "none of them", "another set of them")
BEST = ("a narrow one, 2 or 4", "one in between, 8 to 32", "a wide one, 64 or 128")
CURVES = ("the loss on what is learnt from", "the held-out loss", "neither: both fall")


def sleepier(before, after):
    a, ratio = after.a[0, 0], after.ratio
    right = int(np.searchsorted([4.5, 20, 100], ratio, side="right"))
    return right, (
        f"At a = **{a:.3f}** cross-entropy’s slope is a − y, squared error’s is (a − y) a (1 − a): "
        f"the ratio is 1 / (a (1 − a)) = **{number(ratio) if ratio > 99 else f'{ratio:.1f}'}**."
    )


GRADIENT_RATIO = Prediction(
    ask=lambda e: (
        "The neuron starts at **w = 2, b = 2**, so that a = .982 where 0 is wanted. "
        "How many times larger is the gradient of cross-entropy than that of squared error?"
    ),
    change=lambda e: {"w": 2.0, "b": 2.0},
    options=RATIOS,
    judge=sleepier,
)


def he_alone(before, after):
    name, _, middle, _ = after.scores[-1]
    right = 0 if middle > 0.95 else 1 if middle > 0.6 else 2
    return right, (
        f"**{name}**: a median of **{middle:.0%}** right after {after.step} updates. He keeps the signal of a ReLU; "
        f"the slope of a sigmoid is at most ¼, so that five layers of them leave a thousandth of the gradient."
    )


HE_ALONE = Prediction(
    ask=lambda e: (
        "Turn on **He alone**, the rest as in 1986 (sigmoid, five layers), and train 800 updates. What comes of it?"
    ),
    change=lambda e: OLD | {"initial": NEW["initial"], "data": "circles", "layers": 5},
    options=GAINS,
    judge=he_alone,
    updates=800,
)


def which_rises(before, after):
    learnt, test = (np.median(v, axis=1) for v in (after.learnt, after.test))
    up = [learnt[-1] > learnt[0], test[-1] > test[0]]
    right = 0 if up[0] and not up[1] else 1 if up[1] else 2
    return right, (
        f"From {SIZES[0]} to {SIZES[-1]:,} samples what is learnt from has a loss of **{number(learnt[0])}** to "
        f"**{number(learnt[-1])}**: few samples can be learnt by heart, many cannot. The held-out loss goes from "
        f"**{number(test[0])}** to **{number(test[-1])}**."
    )


WHICH_RISES = Prediction(
    ask=lambda e: (
        f"Train all nets for {min(e.updates, 600)} updates. Which loss is **higher** with many samples than with few?"
    ),
    change=lambda e: {},
    options=CURVES,
    judge=which_rises,
    updates=600,
)


def without_adam(before, after):
    has_it = after.on(list(NAMES.values()).index("Adam"))
    fine, common = after.works & ~has_it, shared(after.works & ~has_it)
    n, all_of_them = fine.sum(), " and ".join(common) or "no switch"
    right = 0 if n == 0 else 1 if n <= 6 else 2
    why = f"**{n} of 16** get more than 95% right without Adam; what they have in common: **{all_of_them}**."
    return right, f"{why} With Adam it is {(after.works & has_it).sum()} of 16."


WITHOUT_ADAM = Prediction(
    ask=lambda e: (
        f"Train all **32** sets on the {e.data}: it takes about a minute. Of the 16 **without Adam**, "
        "how many end with a median of more than 95% right?"
    ),
    change=lambda e: {},
    options=WITHOUT,
    judge=without_adam,
    updates=math.inf,
)


def braver(before, after):
    n = after.settings["seeds"]
    ce, se = (count > n / 2 for count in after.recovered.values())
    right = 2 if ce and se else 0 if ce else 1 if se else 3
    a = 1 / (1 + np.exp(-after.settings["bias"]))
    return right, (
        f"After {after.step} updates **{after.recovered['cross-entropy']} of {n}** nets with cross-entropy have "
        f"recovered, with squared error **{after.recovered['squared error']} of {n}**. Squared "
        f"error’s gradient at the top starts {number(1 / (a * (1 - a)))} × smaller (a = {a:.4f}); its rate is "
        f"{after.settings['faster']:g} × larger."
    )


BRAVER_RATE = Prediction(
    ask=lambda e: (
        f"Give squared error **ten times** the rate, {10 * e.rate:g}, leave cross-entropy at {e.rate:g} and train "
        "500 updates. With which loss do **more than half** of the nets recover?"
    ),
    change=lambda e: {"faster": 10.0},
    options=WHICH_LOSS,
    judge=braver,
    updates=500,
)


def who_learns(before, after):
    learn = {u for u in UNITS if after.medians[u] < 0.8 * after.guessing}  # not one that has diverged
    sets = {"ReLU"}, {"tanh", "ReLU"}, set(UNITS), set()
    right = sets.index(learn) if learn in sets else len(sets)
    medians = ", ".join(f"{u} **{number(v)}**" for u, v in after.medians.items())
    return right, (
        f"Median losses after {after.step:,} updates: {medians}; guessing costs {number(after.guessing)}. "
        "The slope of a sigmoid is ¼ at most, that of tanh up to 1, that of a ReLU 1 or 0."
    )


WHO_LEARNS = Prediction(
    ask=lambda e: (
        f"Train with **five hidden layers** for 1000 updates (rate {e.rate:g}, {e.initial}). "
        "Which units get a median loss more than a fifth below that of guessing?"
    ),
    change=lambda e: {"depth": 5},
    options=LEARNERS,
    judge=who_learns,
    updates=1000,
)


def best_width(before, after):
    learnt, test = (np.median(v, axis=1) for v in (after.learnt, after.test))
    best, lowest = int(np.argmin(test)), int(np.argmin(learnt))
    right = int(np.searchsorted([8, 64], WIDTHS[best], side="right"))
    why = f"Held out, width **{WIDTHS[best]}** is best with a loss of **{number(test[best])}**"
    samples = f"on the {after.settings['samples']} samples learnt from"
    if best == lowest:
        return right, f"{why}; {samples} it is best too, with {number(learnt[best])}."
    return right, (
        f"{why}. Width {WIDTHS[lowest]} is best {samples}, with {number(learnt[lowest])}, "
        f"but held out it has **{number(test[lowest])}**."
    )


BEST_WIDTH = Prediction(
    ask=lambda e: (
        f"Leave only **100 samples** to learn from (noise {e.noise:g}, {plural(e.depth, 'hidden layer')}) and train "
        "300 updates. Which width has the lowest **held-out** loss?"
    ),
    change=lambda e: {"samples": 100},
    options=BEST,
    judge=best_width,
    updates=300,
)
