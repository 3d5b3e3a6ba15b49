"""Up to six schemes on one net: signal forward and gradient back by layer, losses over the updates."""

from app.initialization.schemes.experiment import MOST
from app.pictures import side_by_side


def picture(fig):
    return side_by_side.picture(fig, MOST)
