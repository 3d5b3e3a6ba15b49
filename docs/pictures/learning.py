"""The moving picture of the playground in the README: a spiral is learnt, as the playground draws it."""

import io

import numpy as np
from PIL import Image

from app.playground import play
from app.workbench.view import View

SETTINGS = {"data": "spiral", "hidden": "8-8", "seed": 0}
# Updates between two frames grow: most is learnt at the beginning.
FRAMES = np.unique(np.rint(np.geomspace(1, 1201, 40)).astype(int)) - 1
SECONDS = 4.8  # once, and then it stands: less than the five that may move unasked
QUALITY = 60


def frames():
    """The pictures of a real run, at these updates."""
    run, view = play.EXHIBIT.start(**SETTINGS).start(), View(play.EXHIBIT.plot(), play.EXHIBIT.heights)
    for update in FRAMES:
        while run.now < update:
            run.step()
        yield Image.open(io.BytesIO(view.png(run.result()))).convert("RGB")


def moving():
    """All of them, as WebP."""
    first, *more = frames()
    out, each = io.BytesIO(), round(1000 * SECONDS / len(FRAMES))
    first.save(
        out, "WEBP", save_all=True, append_images=more, duration=each, loop=1, quality=QUALITY, method=6
    )
    return out.getvalue()
