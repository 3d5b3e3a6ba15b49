"""Eight broken nets, each to be mended in two changes."""

from app.playground.repair.experiment import Repair
from app.playground.repair.questions import TANH
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Repair,
    picture="app.playground.play.picture",
    what="repair it: eight broken nets",
    heights=(430, 930),
    questions=(TANH,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
