"""Where the naive loss fails."""

from app.mixture.log_sum_exp.experiment import LogSumExp
from app.mixture.log_sum_exp.questions import NAIVE_LOSS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=LogSumExp,
    what="where the naive loss fails",
    heights=(330, 360),
    questions=(NAIVE_LOSS,),
    formerly="logsumexp",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
