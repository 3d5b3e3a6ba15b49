"""What the gradient is for: the first net goes downhill, step after step."""

from app.backpropagation.descent.experiment import Descent
from app.backpropagation.descent.questions import FOUR_TIMES_THE_RATE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Descent,
    what="the first net learns",
    heights=(360, 640),
    questions=(FOUR_TIMES_THE_RATE,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
