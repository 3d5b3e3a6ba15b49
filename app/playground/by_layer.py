"""Activations and starts of single layers."""

from app.experiment.layered import ByLayer
from app.playground.texts import MOST_LAYERS
from mlcore import ACTIVATIONS, INITIALIZERS

VARIANCE = 0.01, 1e-6, 100.0  # the usual one, the least, the largest
ACTIVATION = ByLayer(ACTIVATIONS, MOST_LAYERS)
START = ByLayer(INITIALIZERS, MOST_LAYERS + 1, {"normal": VARIANCE})


def in_layers(usual, by_layer, text, n):
    """What n layers have: the usual, or where some have something else, a tuple with one for each."""
    found = {
        k: name if number is None else INITIALIZERS[name](number)
        for k, (name, number) in by_layer.read(text).items()
        if k <= n
    }
    return tuple(found.get(k, usual) for k in range(1, n + 1)) if found else usual
