"""One number, one Gaussian, or a mixture."""

from app.mixture.three_outputs.experiment import ThreeOutputs
from app.mixture.three_outputs.questions import ONE_GAUSSIAN
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=ThreeOutputs,
    what="three outputs side by side",
    heights=(300, 760),
    questions=(ONE_GAUSSIAN,),
    formerly="outputs",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
