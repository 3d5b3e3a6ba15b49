"""A question with two answers, and the nets that answer it."""

from app.mixture.density.experiment import MixtureDensity
from app.mixture.density.questions import LEAST_SQUARES
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MixtureDensity,
    what="the density that a net answers with",
    heights=(345, 700),
    questions=(LEAST_SQUARES,),
    formerly="mixture",
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
