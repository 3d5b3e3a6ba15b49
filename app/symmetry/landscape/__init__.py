"""The loss on a plane through zero."""

from app.symmetry.landscape.experiment import Landscape
from app.symmetry.landscape.questions import BETWEEN_THE_VALLEYS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Landscape,
    what="the loss on a plane through zero",
    heights=(400, 660),
    questions=(BETWEEN_THE_VALLEYS,),
    formerly="plane",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
