"""The chain of factors that makes the gradient of one array."""

from app.backpropagation.chain.experiment import SATURATED, SQUARED_ERROR, Chain
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Chain,
    what="the chain rule, factor by factor",
    heights=(400, 720),
    questions=(
        SATURATED,
        SQUARED_ERROR,
    ),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
