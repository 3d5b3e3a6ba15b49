"""Zero, constant and random weights side by side."""

from app.symmetry.starts.experiment import Symmetry
from app.symmetry.starts.words import SIGMOID_FROM_ZERO
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Symmetry,
    what="three starts side by side",
    heights=(384, 760),
    questions=(SIGMOID_FROM_ZERO,),
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
