"""The playground itself: data, inputs, net and training, each at the learner's choice, live."""

from app.playground.play.experiment import Play
from app.playground.play.presets import PRESETS
from app.playground.play.questions import PRODUCT
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Play,
    what="the playground",
    heights=(430, 930),
    questions=(PRODUCT,),
    presets=PRESETS,
    focus=True,
    opens=True,
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
