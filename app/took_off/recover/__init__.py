"""A net that starts out badly wrong, with either loss."""

from app.took_off.recover.experiment import Recover
from app.took_off.recover.questions import BRAVER_RATE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Recover,
    what="cross-entropy against squared error",
    heights=(300, 560),
    questions=(BRAVER_RATE,),
    pauses=(500,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
