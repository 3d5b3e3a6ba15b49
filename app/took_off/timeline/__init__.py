"""What grew from 1980 on: data, nets, computers."""

from app.took_off.timeline.experiment import Timeline
from app.took_off.timeline.questions import WHAT_GREW_MORE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Timeline,
    what="what grew since 1980",
    heights=(330, 400),
    questions=(WHAT_GREW_MORE,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
