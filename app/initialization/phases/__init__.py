"""Order, chaos and the line between them."""

from app.initialization.phases.experiment import Phases
from app.initialization.phases.questions import DOUBLE_VAR_W
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Phases,
    what="order, chaos and the line between them",
    heights=(400, 900),
    questions=(DOUBLE_VAR_W,),
    presets={
        "ReLU, narrow and deep": {"activation": "ReLU", "var_w": 2.0, "var_b": 0.0, "width": 8, "depth": 50}
    },
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
