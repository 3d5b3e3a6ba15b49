"""Both losses as likelihoods."""

from app.took_off.likelihood.experiment import Likelihood
from app.took_off.likelihood.questions import HALF_THE_WIDTH
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Likelihood,
    what="both losses as likelihoods",
    heights=(400, 900),
    stacked=True,
    questions=(HALF_THE_WIDTH,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
