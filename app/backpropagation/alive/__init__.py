"""The net of the lecture with the numbers at its units."""

from app.backpropagation.alive.experiment import Alive
from app.backpropagation.alive.questions import NOT_REACHED
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Alive,
    what="the net of the lecture",
    heights=(400, 400),
    questions=(NOT_REACHED,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
