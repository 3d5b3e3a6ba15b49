"""Three starts of one net, which differ in the size of their weights alone: lesson 3 opens with it."""

from app.initialization.three_starts.experiment import ThreeStarts
from app.initialization.three_starts.questions import HALF_AS_DEEP, WHO_LEARNS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=ThreeStarts,
    what="three starts of one net",
    heights=(400, 780),
    questions=(WHO_LEARNS, HALF_AS_DEEP),
    pauses=(200,),
    presets={
        "Twice too small, twice too large": {"factor": 2.0},
        "Sixteen layers": {"depth": 16},
        "tanh: larger is no harm": {"activation": "tanh"},
    },
    focus=True,
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
