"""The arrays of the three nets while they train."""

from app.symmetry.inside.questions import FIRST_GRADIENT
from app.symmetry.starts.experiment import Symmetry
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Symmetry,
    picture="app.symmetry.inside.picture",
    what="the three nets inside",
    heights=(400, 1100),
    stacked=True,
    questions=(FIRST_GRADIENT,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
