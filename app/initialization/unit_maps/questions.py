"""A question about units that are 0 everywhere, and what settles it."""

from app.experiment import Prediction
from app.experiment.plane import silent
from app.experiment.words import number, plural

UPDATES = 5000


def how_many(before, after):
    first, second = (silent(maps) for maps in after.units[:2])
    why = f"Exactly 0 everywhere: of layer 2 **{second or 'none'}**, of layer 1 {first or 'none'}. "
    if after.settings["activation"] == "ReLU":
        why += (
            "A ReLU whose z is negative for every sample has slope 0 for all of them: its own weights stand still. "
            "But the layer below it moves on, so it may wake up again, as others fall silent. Play on and watch."
        )
    else:
        why += f"{after.settings['activation']} has a slope everywhere: no unit is switched off for good."
    return min(second, 3), why


SILENT = Prediction(
    ask=lambda e: (
        f"Train the net that He’s scheme starts for **{plural(UPDATES, 'update')}** ({e.activation}, rate "
        f"{number(e.rate, 4)}): how "
        "many of the 5 units of layer 2 are then exactly 0 on the whole plane?"
    ),
    change=lambda e: {"net": "He"},
    options=("none", "one", "two", "three or more"),
    judge=how_many,
    updates=UPDATES,
    decides=("layer_2.images",),
)
