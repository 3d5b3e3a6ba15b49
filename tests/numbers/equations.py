"""The equations of a lesson that hold a number, other than the index of a layer, a power of two or the 1 of 1/N_s."""

import re

import nbformat
from prose import LESSONS

INDEX = re.compile(r"\^\{\[[^]]*\](?:T)?\}|_\{?\w+\}?|\^2(?!\w)|\\frac\{1\}\{N_s\}")


def equations(name):
    cells = nbformat.read(LESSONS / name, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.findall(r"\$(.*?)\$", text, flags=re.DOTALL)
    return {equation for equation in found if re.search(r"\d", INDEX.sub("", equation))}
