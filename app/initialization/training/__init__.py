"""The same nets, smaller, while they train."""

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.questions import MAKE_IT_DEEPER
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Initialization,
    what="what it does to training",
    heights=(400, 980),
    stacked=True,
    questions=(MAKE_IT_DEEPER,),
    settings={"initializer": "He", "depth": 8, "width": 16, "samples": 300, "curves": "every seed too"},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
