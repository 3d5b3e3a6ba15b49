"""Checkpoints of the class, and solutions: both are the text of blackboard.py."""

import re
from contextlib import redirect_stdout
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from IPython import get_ipython

from mlcore.checks.arguments import checked_call
from mlcore.checks.errors import WrongValue

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"  # as nbgrader writes them


class Step(NamedTuple):
    """What one checkpoint adds: its title, and the text of each of its cells."""

    title: str
    cells: tuple[str, ...]


class Code:
    """Python source that a notebook shows as such."""

    def __init__(self, text, words=""):
        self.text, self.words = text, words

    def __repr__(self):
        return "\n\n".join(filter(None, (self.words, self.text)))

    def _repr_markdown_(self):
        return f"{self.words}\n\n```python\n{self.text}\n```"


def steps():
    """{number: Step} of the class."""
    text = files("app.teaching").joinpath("blackboard.py").read_text(encoding="utf-8")
    found = re.split(r"^# %% (\d+): (.*)\n", text, flags=re.MULTILINE)[1:]
    return {
        int(number): Step(title, tuple(cell.strip() for cell in body.split("# %%\n")))
        for number, title, body in zip(found[::3], found[1::3], found[2::3], strict=True)
    }


def plain(text):
    """Code without the marks of a solution."""
    return re.sub(rf" *(?:{BEGIN}|{END})\n?", "", text).rstrip()


@checked_call
def catch_up(number, names=None):
    """Bring a notebook to where the class is: everything up to this checkpoint is typed and run.

    names: where to, the notebook's own names if None. What was written under the same names is replaced."""
    known = steps()
    if number not in known:
        titles = "; ".join(f"{n}, {step.title}" for n, step in known.items())
        raise WrongValue(f"There is no checkpoint {number!r}. They are: {titles}.")
    if names is None:
        shell = get_ipython()
        if shell is None:
            raise WrongValue(
                "catch_up works in a notebook; elsewhere give it names, as catch_up(3, globals())."
            )
        names = shell.user_ns
    with redirect_stdout(StringIO()):  # the class has seen what it prints
        for n in range(1, number + 1):
            for cell in known[n].cells:
                exec(compile(plain(cell), f"checkpoint {n}", "exec"), names)
    text = "\n\n\n".join(plain(cell) for cell in known[number].cells)
    return Code(text, f"You are at checkpoint {number}, {known[number].title}. The last of it is:")


@checked_call
def solution(what):
    """One way to write a function of the class: `solution(forward)`, or its name."""
    name = getattr(what, "__name__", what)
    for step in steps().values():
        for cell in step.cells:
            if BEGIN in cell and cell.startswith(f"def {name}("):
                return Code(plain(cell))
    written = [re.match(r"def (\w+)", cell)[1] for s in steps().values() for cell in s.cells if BEGIN in cell]
    raise WrongValue(f"There is no exercise {name!r}. They are: {', '.join(written)}.")
