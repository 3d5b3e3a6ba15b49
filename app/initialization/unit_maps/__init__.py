"""What every hidden unit answers over the plane."""

from app.initialization.unit_maps.experiment import UnitMaps
from app.initialization.unit_maps.questions import SILENT
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=UnitMaps,
    what="the map of every hidden unit",
    heights=(380, 620),
    questions=(SILENT,),
    formerly="units",
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
