"""What became of a panel's questions, so that the page can keep it over a reload."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

RIGHT, WRONG, PASSED, OPEN = "right", "wrong", "passed", ""


@dataclass
class State:
    """Of one question: which option is chosen, what it came to, what of it counts, and the words for it.

    The first answer counts, unless the question was passed over before it.
    """

    answer: int | None = None
    settled: str = OPEN
    counted: str = OPEN
    verdict: str = ""


def packed(at: int, states: Sequence[State]) -> dict[str, Any]:
    """As the page keeps it: which question stands there, and of each what it came to, what counts, what is chosen."""
    return {"at": at, "states": [[state.settled, state.counted, state.answer] for state in states]}


def unpacked(kept: Any, options: Sequence[int]) -> tuple[int, list[State]] | None:
    """The same back, for questions with so many options each; None for anything else, since a browser can send it."""
    if not isinstance(kept, dict):
        return None
    at: Any
    at, found = kept.get("at"), kept.get("states")
    if not (isinstance(found, list) and len(found) == len(options) and whole(at, len(options))):
        return None
    states = []
    for kept_state, many in zip(found, options, strict=True):
        if not (isinstance(kept_state, list) and len(kept_state) == 3):
            return None
        settled, counted, answer = kept_state
        if not (isinstance(settled, str) and settled in (OPEN, PASSED, RIGHT, WRONG)):
            return None
        if not (isinstance(counted, str) and counted in (OPEN, RIGHT, WRONG)):
            return None
        if not (whole(answer, many) or (answer is None and settled in (OPEN, PASSED))):
            return None
        states.append(State(answer, settled, counted))
    return at, states


def whole(value: Any, end: int) -> bool:
    """Whether it is a number from 0 to below `end`."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < end
