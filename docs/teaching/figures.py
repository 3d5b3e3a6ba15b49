"""Pictures for slides: those of the votes, and every exhibit's, as they are drawn in a hall."""

from contextlib import contextmanager
from pathlib import Path

import numpy as np

from app.exhibits import exhibits
from app.teaching import catch_up
from app.teaching.race import Race, racing
from app.workbench.view import ABOVE, View
from mlcore import INITIALIZERS

WIDTH, HEIGHT, RATIO = 1280, 720, 1.5  # CSS pixels, and device pixels for one of these
UPDATES = 200  # made by a run before it is drawn, where its lesson speaks of no other


@contextmanager
def typed():
    """The names of the class when all has been typed; what it registers is gone afterwards."""
    names = {}
    catch_up(8, names)
    try:
        yield names
    finally:
        INITIALIZERS.pop("mine", None)


def scales():
    with typed() as names:
        return race({scale: names["learn"](names["start"](scale)) for scale in (0, 0.1, 1)})


def schemes(starts=("zeros", "normal", "Xavier", "He")):
    with typed() as names:
        return race({name: names["curve"](name) for name in starts})


def own():
    return schemes(("zeros", "He", "mine"))


RACES = {"scales": scales, "schemes": schemes, "own": own}  # by the name in the vote's cell


def race(losses):
    """As `vote` makes it."""
    return Race({str(name): np.array(values, float) for name, values in losses.items()}, 0.1)


def races(folder: Path) -> None:
    """A picture for the reveal of each vote."""
    folder.mkdir(exist_ok=True)
    for name, run in RACES.items():
        made = run()
        (folder / f"{name}.png").write_bytes(in_a_hall(racing(made), (360, 400), made))


def draw(folder: Path) -> None:
    """One of every exhibit, called topic-name.png."""
    folder.mkdir(exist_ok=True)
    for name, exhibit in exhibits().items():
        run = exhibit.start().start()
        for _ in range(exhibit.pauses[-1] if exhibit.pauses else UPDATES):
            if not run.step():
                break
        picture = in_a_hall(exhibit.plot(), exhibit.heights, run.result())
        (folder / f"{name.replace('.', '-')}.png").write_bytes(picture)


def in_a_hall(plot, heights, result):
    """PNG of a result, with letters that are read from the last row."""
    view = View(plot, heights)
    view.picture.width, view.picture.room = WIDTH, HEIGHT + ABOVE  # nothing stands above it here
    return view.png(result, RATIO)
