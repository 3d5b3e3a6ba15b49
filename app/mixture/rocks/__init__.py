"""Two rocks with one impedance."""

from app.mixture.rocks.experiment import Rocks
from app.mixture.rocks.questions import OTHER_FLUID
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Rocks,
    what="the rock physics behind the data",
    heights=(560, 1240),
    stacked=True,
    questions=(OTHER_FLUID,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
