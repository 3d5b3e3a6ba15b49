"""One saturated neuron and two losses."""

from app.took_off.neuron.experiment import Neuron
from app.took_off.neuron.questions import GRADIENT_RATIO
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Neuron,
    what="one neuron, two losses",
    heights=(360, 900),
    stacked=True,
    questions=(GRADIENT_RATIO,),
    pauses=(31, 302),
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
