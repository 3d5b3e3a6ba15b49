"""Skip connections and normalization: does the start of a deep net still matter?"""

from app.initialization.matter_less.experiment import MatterLess
from app.initialization.matter_less.questions import DOUBLE_IT
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=MatterLess,
    what="what made it matter less",
    heights=(420, 860),
    stacked=True,
    questions=(DOUBLE_IT,),
    presets={
        "Both together": {"group": "together", "var_w": 2.0},
        "A quarter of He’s variance": {"var_w": 0.5},
        "Both, at a quarter": {"group": "together", "var_w": 0.5},
    },
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
