"""Measures the room that each panel takes in a page, and writes app/server/rooms.json: python tests/bench/rooms.py

`rooms.py 4 5` measures these lessons alone. Run it again when what stands in a panel has changed;
tests/browser/page/test_first_moment.py says when that is due.
"""

import json
import os
import re
import sys
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a kernel of the server
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent / "support"), str(HERE.parent.parent)]

from conftest import FLAGS, NAMES
from playwright.sync_api import sync_playwright
from serving import serving

from app.exhibits import exhibits
from app.server.lessons import FOLDER, lessons
from app.server.rooms import BESIDE, COLUMNS, FILE, WIDTHS

BUILT = """room => {
  const waits = room.querySelector("script, .bl-room") || room.textContent.includes("Loading widget...");
  return !waits && room.querySelector(".bl-deeper, .bl-symbols, .bl-panel .bl-sentence");
}"""
MEASURE = """() => Object.fromEntries([...document.querySelectorAll(".room[data-cell]")].map(room => {
  room.style.minHeight = 0;
  return [room.dataset.cell, Math.ceil(room.getBoundingClientRect().height)];
}))"""
# The two columns of a panel beside its text: from the first part of the left one to its last, and the stage alone.
IN_COLUMNS = """() => Object.fromEntries([...document.querySelectorAll(".beside")].map(box => {
  for (const column of ["--left", "--stage"]) box.style.setProperty(column, 0);
  const stage = box.querySelector(".bl-stage");
  stage.style.alignSelf = "start";
  const parts = [...box.querySelectorAll(".bl-panel > :not(.bl-stage, .bl-voice)")];
  const left = parts.map(part => part.getBoundingClientRect());
  const far = Math.max(...left.map(each => each.bottom)) - Math.min(...left.map(each => each.top));
  const sizes = [far, stage.getBoundingClientRect().height].map(Math.ceil);
  return [box.querySelector(".room").dataset.cell, sizes];
}))"""


def panels(notebook):
    """{number of the cell: (its id, its title, if any, whether it is closed)} of the cells that show something."""
    found = {}
    for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"], start=1):
        source = "".join(cell["source"])
        for key, exhibit in exhibits().items():
            topic, name = key.split(".")
            for make in ("panel", "deeper"):
                if f"from app.{topic} import {name}\n" in source and f"{name}.{make}(" in source:
                    title = re.sub(r"^[a-z](?=[a-z ])", lambda first: first[0].upper(), exhibit.what)
                    found[number] = cell["id"], title, make == "deeper"
        for call, title, closed in (("YourTurn(", "Your turn", True), ("symbols(", "", False)):
            if call in source:
                found[number] = cell["id"], title, closed
    return found


def measured(browser, url, lesson, width, measure=MEASURE):
    """{number of a cell: its height, or what else is measured} on a page of this width, with every picture drawn."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(180_000)  # other people may use the machine: only the heights matter
    page.goto(url + f"voila/render/{lesson.name}")
    page.wait_for_selector("#status", state="hidden")
    for room in page.locator(".room[data-cell]").all():
        room.evaluate("room => (room.closest('.beside') ?? room).scrollIntoView()")
        page.wait_for_function(BUILT, arg=room.element_handle())
    page.wait_for_timeout(2000)  # a picture keeps its room, whether it is drawn or not
    heights = page.evaluate(measure)
    page.close()
    return heights


def main():
    import shutil

    path = next(filter(None, map(shutil.which, NAMES)))
    rooms = json.loads(FILE.read_text(encoding="utf-8"))
    with serving() as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        chosen = [each for each in lessons(FOLDER) if not sys.argv[1:] or str(each.number) in sys.argv[1:]]
        for lesson in chosen:
            sizes = {size: measured(browser, url, lesson, width) for size, width in WIDTHS.items()}
            beside = measured(browser, url, lesson, BESIDE, IN_COLUMNS)
            rooms[lesson.name] = {
                cell: {"title": title, "deeper": deeper}
                | {size: heights[str(number)] for size, heights in sizes.items()}
                | dict(zip(COLUMNS, beside.get(str(number), ()), strict=False))
                for number, (cell, title, deeper) in panels(FOLDER / lesson.name).items()
            }
            FILE.write_text(json.dumps(rooms, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
