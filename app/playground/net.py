"""The net, its learner and its training, as one would type them."""

import numpy as np

from mlcore import L2, MLP, OPTIMIZERS
from mlcore.schedules import piecewise


def made(learn, features, hidden, activation, initializer, bias, seed, seeds):
    """A net for these data, or one for each seed; its head is that of the data."""
    outputs = learn.Y.shape[0]
    head = "sigmoid + cross-entropy" if outputs == 1 else "softmax + cross-entropy"
    if learn.target == "numbers":
        head = "linear + squared error"
    return MLP(
        [len(features), *hidden, outputs],
        activation,
        head,
        initializer=initializer,
        bias=bias,
        rng=seed,
        members=seeds if seeds > 1 else None,
    )


def learner(optimizer, rates, falls, l2):
    """The optimizer; rates by the update from which they hold, `falls`: updates in which they fall to 0, or None."""
    stairs = piecewise(rates)

    def falling(step):
        return stairs(step) * 0.5 * (1 + np.cos(np.pi * min(step / falls, 1)))

    plain = OPTIMIZERS[optimizer](falling if falls else stairs if len(rates) > 1 else rates[0])
    return L2(plain, l2) if l2 else plain


def edited(net, changes):
    """Weights that a hand has set: {(k, i, j): value}, in the net of every seed."""
    for (k, i, j), value in changes.items():
        W = net.W[k].copy()
        W[..., i, j] = value
        net.W[k] = W
