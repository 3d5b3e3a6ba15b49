"""All that is computed on the way forward and back, by the names of the lecture."""

import numpy as np


def values(net, Y):
    """{name: array} of everything in the graph, for one sample, by the names of the lecture."""
    L, out = net.L, {"x": net.A[0]}
    for k in range(1, L + 1):
        out |= {f"{name}[{k}]": getattr(net, name.upper())[k] for name in ("z", "a")}
        out |= {f"{name}[{k}]": getattr(net, name)[k].copy() for name in ("W", "b", "dW", "db")}
        out[f"dz[{k}]"] = net.dZ[k]
        if k < L:
            out[f"da[{k}]"] = net.W[k + 1].T @ net.dZ[k + 1]
            out[f"σ′[{k}]"] = net.activation.prime(net.Z[k], net.A[k])
    a = net.A[L]
    cross = "cross-entropy" in net.head.name
    out[f"da[{L}]"] = share(1 - Y, 1 - a) - share(Y, a) if cross else a - Y
    out[f"σ′[{L}]"] = np.ones_like(a) if net.head.name.startswith("linear") else a * (1 - a)
    out["l"] = np.atleast_2d(net.head.loss(net.Z[L], Y))
    return out


def share(p, q):
    """p / q, and 0 where p is 0 whatever q is."""
    with np.errstate(
        divide="ignore"
    ):  # a float64 sigmoid can be exactly 0 or 1: an infinite slope of its loss
        return np.divide(p, q, out=np.zeros_like(q), where=p != 0)
