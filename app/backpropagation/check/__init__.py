"""Breaking one line of backprop, and what a gradient check says of it."""

from app.backpropagation.check.experiment import Check
from app.backpropagation.check.questions import BREAK_A_LINE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Check,
    what="the gradient check",
    heights=(392, 640),
    questions=(BREAK_A_LINE,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
