"""What breaks the symmetry, and what does not."""

from app.symmetry.breakers.experiment import ONLY_THE_LAST_LAYER, Breakers
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Breakers,
    what="what breaks the symmetry",
    heights=(392, 440),
    questions=(ONLY_THE_LAST_LAYER,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
