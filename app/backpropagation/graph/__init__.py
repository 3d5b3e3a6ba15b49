"""Forward and backward through a small net, one operation at a time."""

from app.backpropagation.graph.experiment import Graph
from app.backpropagation.graph.words import SIGN_AT_THE_TOP
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Graph,
    what="one operation at a time",
    heights=(400, 720),
    questions=(SIGN_AT_THE_TOP,),
    focus=True,
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
