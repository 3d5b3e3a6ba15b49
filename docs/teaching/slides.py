"""The notebook as nbconvert's slides: reveal.js and KaTeX stand beside them, and nothing is fetched."""

from copy import deepcopy
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter

from docs.teaching.figures import RACES

HERE = Path(__file__).parent


def slides(notebook):
    """The page, as HTML. After each vote comes what it reveals, as a picture."""
    exporter = SlidesExporter(
        template_name="class-slides",
        extra_template_basedirs=[str(HERE / "templates")],
        reveal_url_prefix="reveal",
        reveal_theme="class",
    )
    return exporter.from_notebook_node(with_pictures(notebook), {"metadata": {"name": "Live-coding"}})[0]


def with_pictures(notebook):
    """A notebook with a cell after each vote that shows its picture; without the marks of solutions."""
    made = deepcopy(notebook)
    made.cells = []
    for cell in notebook.cells:
        cell = deepcopy(cell)
        if cell.cell_type == "code":
            cell.source = "\n".join(line for line in cell.source.split("\n") if " SOLUTION" not in line)
        made.cells.append(cell)
        name = cell.metadata.get("picture")
        if name:
            words = RACES[name]().sentence.replace("**", "")
            shown = nbformat.v4.new_markdown_cell(f"![{words}](figures/{name}.png)\n\n{words}")
            shown.metadata = {"slideshow": {"slide_type": "subslide"}}
            made.cells.append(shown)
    return made
