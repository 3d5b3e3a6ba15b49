"""Questions about three starts, and what settles them."""

from app.experiment import Prediction
from app.experiment.words import number, part_of, plural, series
from app.initialization.three_starts.words import LEARNT, learns, typical

UPDATES = 200
SETS = {
    (False, True, False): "only the middle one",
    (False, True, True): "the middle and the larger",
    (True, True, False): "the middle and the smaller",
    (True, True, True): "all three",
}
OPTIONS = (*SETS.values(), "another set, or none")
LEARN = f"to less than {'half' if LEARNT == 0.5 else LEARNT} of the loss of guessing"


def option(r):
    """Which of OPTIONS these are that learn."""
    return [*SETS, None].index(found) if (found := tuple(learns(r))) in SETS else len(SETS)


def came(r):
    """What became of each start: '2/n 0.04'; with those that diverged."""
    parts = []
    for label, rows, events in zip(r.labels, r.losses, r.diverged, strict=True):
        gone = f", **{part_of(len(events), rows.shape[1], 'seed')} diverged**" if events else ""
        loss = typical(rows[-1])
        parts.append(f"{label}: **{number(loss)}**{gone}" if loss == loss else f"{label}{gone}")
    return "; ".join(parts)


def who(before, after):
    return option(after), (
        f"After {plural(after.step, 'update')} the median losses are, from the smaller start to the larger: "
        f"{came(after)}. Guessing costs {number(after.guessing)}. Every layer multiplies signal and gradient by the "
        "same factor: below 1 layer 1 hears nothing, far above 1 an update throws everything over."
    )


WHO_LEARNS = Prediction(
    ask=lambda e: (
        f"{plural(UPDATES, 'update')} at rate {number(e.rate, 4)}, {e.activation}, depth {e.depth}, weights of "
        f"variance {series(e.labels())}: **which starts learn**, {LEARN}?"
    ),
    change=lambda e: {},
    options=OPTIONS,
    judge=who,
    updates=UPDATES,
    decides=("loss_0.median", "loss_1.median", "loss_2.median"),
)


def half(experiment):
    """Half as many weight matrices, at least three."""
    return max(3, experiment.depth // 2)


def shallow(before, after):
    return option(after), (
        f"With {after.settings['depth']} weight matrices in place of {before.settings['depth']} the median "
        f"losses are now: {came(after)}; before they were: {came(before)}. The factor of a layer is the same, but "
        "it is raised to a lower power: the fewer layers, the less it matters how one starts."
    )


HALF_AS_DEEP = Prediction(
    ask=lambda e: (
        f"The same three, but only **{half(e)} weight matrices** deep, {plural(UPDATES, 'update')}: which starts learn "
        f"now, {LEARN}?"
    ),
    change=lambda e: {"depth": half(e)},
    options=OPTIONS,
    judge=shallow,
    updates=UPDATES,
    decides=("loss_0.median", "loss_1.median", "loss_2.median"),
)
