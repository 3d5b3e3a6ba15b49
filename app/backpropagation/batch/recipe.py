"""What the panel computes, as one would type it."""


def batch_code(s, held):
    """All arrays: X, Y, and those of the net. held: source of the way back from a dZ[2] that is kept, or None."""
    lines = [
        "from mlcore import INITIALIZERS, MLP",
        "from mlcore.datasets import moons\n",
        *([f"\n{held}\n"] if held else []),
        f"data = moons(12, rng={s['seed'] + 10_000})",
        f"X, Y = data.X[:, :{s['samples']}], data.Y[:, :{s['samples']}]",
        'normal = INITIALIZERS["normal"]',
        f'head = "{s["head"]}"',
        f'net = MLP([2, 3, 1], "{s["activation"]}", head,',
        f"          initializer=normal(0.5), bias=normal(0.1), rng={s['seed']})",
    ]
    both = ["net.forward(X)", "net.backward(Y)"]
    changed = [] if s["times"] == 1 else [f"net.W[2] *= {s['times']!r}"]
    if held:
        lines += [*both, "dZ = net.dZ[2]", *changed, "net.forward(X)", "back_from(net, dZ)"]
    else:
        lines += [*changed, *both]
    return "\n".join(lines)
