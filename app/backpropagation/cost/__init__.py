"""What a gradient costs by differences, forward and in reverse."""

from app.backpropagation.cost.experiment import HOW_MANY_PASSES, Cost
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Cost,
    what="what a gradient costs",
    heights=(392, 420),
    questions=(HOW_MANY_PASSES,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
