"""Five switches between then and now."""

from app.took_off.sandbox.experiment import Sandbox
from app.took_off.sandbox.questions import HE_ALONE
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Sandbox,
    what="five switches",
    heights=(340, 640),
    questions=(HE_ALONE,),
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
