"""Bishop’s curve."""

from app.mixture.bishop.questions import HOW_FAR_APART
from app.mixture.density.experiment import Bishop
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Bishop,
    what="Bishop’s curve",
    heights=(360, 700),
    questions=(HOW_FAR_APART,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
