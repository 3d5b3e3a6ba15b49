"""The error on new data as the training data grow."""

from app.took_off.more_data.experiment import MoreData
from app.took_off.more_data.questions import WHICH_RISES
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MoreData,
    what="more data",
    heights=(300, 560),
    questions=(WHICH_RISES,),
    formerly="data",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
