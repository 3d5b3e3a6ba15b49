"""Why equal units stay equal, on two units and number by number."""

from app.symmetry.proof.experiment import OTHER_CONSTANTS, Proof
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Proof,
    what="why equal units stay equal",
    heights=(320, 340),
    questions=(OTHER_CONSTANTS,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
