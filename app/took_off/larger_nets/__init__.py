"""The error on new data as the net grows."""

from app.took_off.larger_nets.experiment import LargerNets
from app.took_off.larger_nets.questions import BEST_WIDTH
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=LargerNets,
    what="larger nets",
    heights=(300, 560),
    questions=(BEST_WIDTH,),
    formerly="larger",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
