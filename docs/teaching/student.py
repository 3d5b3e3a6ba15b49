"""The students' copy of a notebook: as nbgrader makes it, and without the teacher's notes."""

import re
from copy import deepcopy

from app.teaching.steps import BEGIN, END

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"  # nbgrader's own
SOLUTION = re.compile(rf"^( *){BEGIN}\n.*?^ *{END}$", re.DOTALL | re.MULTILINE)


def student(notebook):
    """The same without solutions, notes and outputs; another notebook, this one stays as it is."""
    made = deepcopy(notebook)
    made.cells = [cell for cell in made.cells if "notes" not in cell.metadata.get("tags", ())]
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.source, cell.outputs, cell.execution_count = emptied(cell.source), [], None
    return made


def emptied(source):
    """Code with a stub where a solution stood."""
    return SOLUTION.sub(lambda found: re.sub("^", found[1], STUB, flags=re.MULTILINE), source)
