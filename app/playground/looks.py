"""What one may look at inside a net while it trains: measured for the picture that is chosen, and for no other."""

import numpy as np

from mlcore.probes import dead_share, histogram, norm_dW, rms, rms_dZ, saturated_share

EDGES_A = np.linspace(-3, 3, 49)
EDGES_dZ = np.linspace(-10, 2, 49)  # of log₁₀ |dZ|


def by_seed(values):
    """(layers × seeds), one column for one net."""
    return values.reshape(len(values), -1) if len(values) else np.zeros((0, 1))


def gradient(net, before):
    return by_seed(rms_dZ(net))


def slopes(net, before):
    return by_seed(norm_dW(net))


def update_ratio(net, before):
    """‖ΔW[k]‖ / ‖W[k]‖ of the last update, (layers × seeds); nan before the first."""
    with np.errstate(all="ignore"):
        pairs = zip(net.blocks(net.theta - before)[1:], net.blocks(before)[1:], strict=True)
        return by_seed(np.array([rms(change[..., :-1]) / rms(W[..., :-1]) for change, W in pairs]))


def shares(net, before):
    """(saturated and dead) × hidden layers × seeds."""
    return np.array([by_seed(probe(net)) for probe in (saturated_share, dead_share)])


def activations(net, before):
    """(layers × bins): shares of the entries of A[k], over all seeds, of the hidden layers."""
    return pooled(histogram([net.A[k] for k in range(1, net.L)], EDGES_A)) if net.L > 1 else np.zeros((0, 48))


def gradients(net, before):
    """The same of log₁₀ |dZ[k]|, of all layers."""
    with np.errstate(all="ignore"):
        return pooled(histogram([np.log10(np.abs(net.dZ[k])) for k in range(1, net.L + 1)], EDGES_dZ))


def pooled(shares):
    return shares.reshape(len(shares), -1, shares.shape[-1]).mean(axis=1)


LOOKS = {
    "gradient by layer": gradient,
    "‖dW‖ by layer": slopes,
    "update by weight": update_ratio,
    "saturated and dead units": shares,
    "activations": activations,
    "gradients": gradients,
}
