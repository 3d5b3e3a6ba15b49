"""Samples, sets and facies from the density."""

from app.mixture.use.experiment import MixtureUse
from app.mixture.use.questions import COVERAGE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MixtureUse,
    what="samples, sets and facies",
    heights=(330, 800),
    stacked=True,
    questions=(COVERAGE,),
    settings={"seeds": 1},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
