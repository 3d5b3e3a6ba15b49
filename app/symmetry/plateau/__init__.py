"""How long a net stands still that starts almost symmetric."""

from app.symmetry.plateau.experiment import Plateau
from app.symmetry.plateau.questions import A_MILLION_TIMES_SMALLER
from app.workbench.exhibit import Exhibit

EXHIBIT = Exhibit(
    package=__name__,
    experiment=Plateau,
    what="how long the plateau lasts",
    heights=(392, 700),
    questions=(A_MILLION_TIMES_SMALLER,),
    presets={"The moons: two steps": {"data": "moons"}},
)
panel, deeper = EXHIBIT.panel, EXHIBIT.deeper
