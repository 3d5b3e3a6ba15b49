"""The size of signals and gradients layer by layer, and the loss."""

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.presets import PRESETS
from app.initialization.signal.questions import DOUBLE_THE_VARIANCE, FLAT, SATURATED
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Initialization,
    what="the signal, layer by layer",
    heights=(400, 980),
    stacked=True,
    questions=(
        DOUBLE_THE_VARIANCE,
        SATURATED,
        FLAT,
    ),
    presets=PRESETS,
    settings={
        "initializer": "He",
        "data": "xor",
        "rate": 0.03,
    },  # twenty layers that learn in a hundred updates,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
