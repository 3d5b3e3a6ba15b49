"""The kernels of a mixture as they part."""

from app.mixture.density.experiment import MixtureDensity
from app.mixture.kernels.questions import IDENTICAL_KERNELS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MixtureDensity,
    picture="app.mixture.kernels.picture",
    what="the kernels of the mixture",
    heights=(380, 1000),
    stacked=True,
    questions=(IDENTICAL_KERNELS,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
