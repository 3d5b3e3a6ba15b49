"""`check(forward)`: an exercise is right, or a sentence says what is not, and where to look."""

import numpy as np

from app.teaching.exercises import EXERCISES
from mlcore.checks.arguments import checked_call
from mlcore.checks.errors import Sentence, WrongValue, stopped


class NotYet(Sentence, AssertionError):
    """What was written does not do what the exercise asks; nbgrader gives no points for it."""


@checked_call
def check(written):
    """Judge a function of the class by its name. Raises NotYet, a sentence, where it is not right."""
    name = getattr(written, "__name__", None)
    if name == "backward":
        raise WrongValue(
            "backward is no exercise: the differences of checkpoint 5 judge it (slope, and the loop below it)."
        )
    if name not in EXERCISES:
        raise WrongValue(f"check takes a function of the class, as check(forward): {', '.join(EXERCISES)}.")
    try:
        with np.errstate(all="ignore"):
            wrong = EXERCISES[name](written)
    except NotImplementedError:
        raise NotYet(f"{name} is not written yet. One way to write it: solution({name}).") from None
    except Exception as error:  # whatever stands there
        raise NotYet(f"{name} stopped. {stopped(error)}") from error
    if wrong:
        raise NotYet(f"{name}: {wrong} (Stuck? solution({name}) shows one way.)")
    return Right(name)


class Right:
    """What a notebook shows of a right answer."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"✓ {self.name} is right."
