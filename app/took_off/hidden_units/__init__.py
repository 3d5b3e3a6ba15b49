"""Sigmoid or ReLU in the hidden layers."""

from app.took_off.hidden_units.experiment import HiddenUnits
from app.took_off.hidden_units.questions import WHO_LEARNS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=HiddenUnits,
    what="sigmoid or ReLU",
    heights=(300, 560),
    questions=(WHO_LEARNS,),
    pauses=(1000,),
    formerly="units",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
