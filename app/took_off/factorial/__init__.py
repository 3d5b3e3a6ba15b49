"""All 32 sets of the five switches."""

from app.took_off.factorial.experiment import Factorial
from app.took_off.factorial.questions import WITHOUT_ADAM
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Factorial,
    what="all 32 sets of switches",
    heights=(440, 940),
    questions=(WITHOUT_ADAM,),
    formerly="sets",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
