"""Which scheme keeps what: the initializers side by side."""

from app.initialization.schemes.experiment import Schemes
from app.initialization.schemes.questions import FAN_OUT
from app.workbench.exhibit import Exhibit

FANS = {"group": "fan-in, fan-out"}

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Schemes,
    what="the schemes side by side",
    heights=(400, 760),
    stacked=True,
    questions=(FAN_OUT,),
    presets={"Fan-in against fan-out": FANS, "The published net": FANS | {"net": "2-10-5-1", "rate": 0.01}},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
