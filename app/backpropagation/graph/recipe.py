"""What the panel computes, as one would type it."""

from app.backpropagation.recipes import one_sample


def graph_code(net, s, entry):
    """All that the boxes hold: l, da, and net.Z, net.A, net.dZ, net.dW, net.db.

    net: before one entry is changed; entry: (array, k, i, j) of it, or None.
    """
    change = ["net.{}[{}][{}, {}] += {!r}".format(*entry, s["change"])] if entry else []
    lines = [
        *one_sample(net, [s["x1"], s["x2"], s["x3"]], s["y"], change),
        f"l = net.head.loss(net.Z[{net.L}], y)",
        "net.backward(y)",
    ]
    if net.L > 1:
        lines += [
            f"\nda = [None] * {net.L}",
            f"for k in range({net.L - 1}, 0, -1):",
            "    da[k] = net.W[k + 1].T @ net.dZ[k + 1]",
        ]
    return "\n".join(lines)
