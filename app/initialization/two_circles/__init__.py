"""A published experiment on two circles, run again."""

from app.initialization.two_circles.experiment import TwoCircles
from app.initialization.two_circles.questions import WHO_LEADS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=TwoCircles,
    what="two circles",
    heights=(400, 420),
    questions=(WHO_LEADS,),
    formerly="circles",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
