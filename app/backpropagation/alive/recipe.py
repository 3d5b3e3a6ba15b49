"""What the panel computes, as one would type it."""


def alive_code(s):
    """The numbers at the units: a, dz (means over the samples) and the loss; W and dW are the net's."""
    return "\n".join(
        [
            "import numpy as np",
            "from mlcore import MLP\n",
            f"rng = np.random.default_rng({s['seed'] + 10_000})",
            f"X = rng.standard_normal((3, {s['samples']}))",
            "Y = (X[:1] * X[1:2] > 0) * 1.0",
            f'head = "{s["head"]}"',
            f'net = MLP([3, {s["n1"]}, {s["n2"]}, 1], "{s["activation"]}", head,',
            f'          initializer="Xavier", rng={s["seed"]})',
            "net.forward(X)",
            "net.backward(Y)",
            "loss = net.head.loss(net.Z[3], Y)",
            "a = [A.mean(axis=1) for A in net.A]",
            "dz = [dZ.mean(axis=1) for dZ in net.dZ[1:]]",
        ]
    )
