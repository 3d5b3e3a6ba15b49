"""Four nets from one start: signal forward and gradient back by layer with theory dashed, losses over the updates."""

from app.initialization.matter_less.experiment import MOST
from app.pictures import side_by_side


def picture(fig):
    return side_by_side.picture(fig, MOST, decades=(-4, 4), theory=lambda r: (r.theory_A, r.theory_dZ))
