"""Writes what a teacher takes to class: make teaching (ARGS="student slides sheet figures" for some of it)

live_coding_student.ipynb   the notebook without solutions and notes
slides.html                 the same as slides; S opens the notes
cheat_sheet.html            two pages to print
figures/                    every picture of the lessons, 1280 pixels wide and with letters for a hall
index.html                  the teacher's page, README.md here, with links to these and, in a site, to the lessons
"""

import shutil
import sys
from pathlib import Path

import nbformat

from app.server.lessons import FOLDER
from docs.teaching.figures import draw, races
from docs.teaching.guide import guide
from docs.teaching.sheet import sheet
from docs.teaching.slides import slides
from docs.teaching.student import student

HERE = Path(__file__).parent
KATEX = HERE.parents[1] / "app/server/jupyter/voila/templates/backprop-lab/static/katex"


def write_student(folder: Path) -> None:
    nbformat.write(student(lesson()), folder / "live_coding_student.ipynb")


def write_slides(folder: Path) -> None:
    (folder / "slides.html").write_text(slides(lesson()), encoding="utf-8")
    shutil.copytree(HERE / "reveal", folder / "reveal", dirs_exist_ok=True)
    shutil.copytree(KATEX, folder / "katex", dirs_exist_ok=True)
    races(folder / "figures")


def write_sheet(folder: Path) -> None:
    (folder / "cheat_sheet.html").write_text(sheet(), encoding="utf-8")
    shutil.copytree(KATEX, folder / "katex", dirs_exist_ok=True)


def write_figures(folder: Path) -> None:
    draw(folder / "figures")


def write_guide(folder: Path) -> None:
    (folder / "index.html").write_text(guide(folder), encoding="utf-8")
    shutil.copytree(KATEX, folder / "katex", dirs_exist_ok=True)


# In the order in which they are written: the last one links to the others.
PARTS = {"student": write_student, "slides": write_slides, "sheet": write_sheet, "figures": write_figures}
PARTS |= {"guide": write_guide}


def lesson():
    return nbformat.read(FOLDER / "live_coding.ipynb", as_version=4)


def main(folder: str, *parts: str) -> None:
    wrong = [part for part in parts if part not in PARTS]
    if wrong:
        sys.exit(f"There is no {wrong[0]} to make: {', '.join(PARTS)}.")
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for part in parts or PARTS:
        PARTS[part](place)
    print(f"Written to {place}: {', '.join(parts or PARTS)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
