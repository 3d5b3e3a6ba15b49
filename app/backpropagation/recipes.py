"""The pictures of lesson 1 as one would type them, and their arrays as columns for a file."""


def matrix(array):
    """Row under row, as on the blackboard; behind "net.W[1][...] = "."""
    return "[" + (",\n" + " " * 17).join(str(row) for row in array.tolist()) + "]"


def one_sample(net, x, y, change=()):
    """A small net, number by number, run forward on one sample."""
    layers = range(1, net.L + 1)
    return [
        "import numpy as np",
        "from mlcore import MLP\n",
        f'head = "{net.head}"',
        f'net = MLP({net.widths}, "{net.activation}", head)',
        *(
            f"net.W[{k}][...] = {matrix(net.W[k])}\nnet.b[{k}][:, 0] = {net.b[k][:, 0].tolist()}"
            for k in layers
        ),
        *change,
        f"x = np.array([{x}]).T",
        f"y = np.array([[{y!r}]])",
        "net.forward(x)",
    ]
