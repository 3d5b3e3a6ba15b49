"""dZ of a mixture, checked."""

from app.mixture.gradient.experiment import MixtureGradient
from app.mixture.gradient.questions import OTHER_ROCK
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MixtureGradient,
    what="dZ of a mixture, checked",
    heights=(380, 900),
    stacked=True,
    questions=(OTHER_ROCK,),
    settings={"seeds": 1},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
