"""How many predictions were right: one score for all questions of a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from IPython import get_ipython

NAME = "_score"  # in the kernel's session, where IPython keeps what is not the learner's own


@dataclass
class Score:
    """Counted over all panels that were given this one."""

    right: int = 0
    asked: int = 0

    def add(self, right: bool) -> None:
        """One more question was asked; whether the answer was right."""
        self.right, self.asked = self.right + right, self.asked + 1

    def __str__(self) -> str:
        return f"{self.right} of {self.asked} right so far"


def score(session: Any = None) -> Score:
    """That of the lesson, which the kernel's session keeps: a kernel runs one lesson. Outside of one, a new score."""
    session = session or get_ipython()
    return Score() if session is None else session.user_ns.setdefault(NAME, Score())
