"""Every value of two arrays in each layer, as ridges."""

from app.initialization.histograms.experiment import Histograms
from app.initialization.histograms.questions import SHARE_OF_ZEROS
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Histograms,
    what="every value, as ridges",
    heights=(400, 760),
    questions=(SHARE_OF_ZEROS,),
    presets={"tanh, variance 1, values": {"activation": "tanh", "variance": 1.0, "scale": "values"}},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
