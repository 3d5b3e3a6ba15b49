"""He against Xavier on digits, 5 to 30 layers."""

from app.initialization.digits.experiment import Digits
from app.initialization.digits.questions import WHO_BEGINS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Digits,
    what="He against Xavier on digits, 5 to 30 layers",
    heights=(400, 660),
    questions=(WHO_BEGINS,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
