"""Which depths and variances can be trained at all."""

from app.initialization.trainability.experiment import Trainability
from app.initialization.trainability.questions import WHERE_DEEPEST
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Trainability,
    what="what can be trained",
    heights=(400, 640),
    questions=(WHERE_DEEPEST,),
    presets={"ReLU without a bias": {"activation": "ReLU", "var_b": 0.0}},
    formerly="map",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
