"""The pictures of lesson 1 as one would type them, and their arrays as columns for a file."""

import numpy as np


def entries(arrays):
    """Columns for a file: every entry of the arrays; rows and columns count from 1, as in the lecture."""
    rows = [
        (name, i + 1, j + 1, value)
        for name, array in arrays.items()
        for (i, j), value in np.ndenumerate(array)
    ]
    names = "array", "row", "column", "value"
    return {name: np.array(cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)}


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


def chain_code(net, s, k, x):
    """Factor by factor: the product so far is da…, dz…, and in the end dW… or db…"""
    L = net.L
    if "cross-entropy" in s["head"]:
        da, dz = f"(1 - y) / (1 - a{L}) - y / a{L}", f"a{L} - y  # what is left of da{L} * slope{L}"
    else:
        da, dz = f"a{L} - y", f"da{L} * slope{L}"
    slope = "1.0" if s["head"].startswith("linear") else f"a{L} * (1 - a{L})"
    lines = [
        *one_sample(net, list(x), 1.0),
        "\nW, Z, A = net.W, net.Z, net.A",
        "prime = net.activation.prime",
        f"a{L} = A[{L}]",
        f"da{L} = {da}",
        f"slope{L} = {slope}",
        f"dz{L} = {dz}",
    ]
    for j in range(L - 1, k - 1, -1):
        lines += [
            f"da{j} = W[{j + 1}].T @ dz{j + 1}",
            f"slope{j} = prime(Z[{j}], A[{j}])",
            f"dz{j} = da{j} * slope{j}",
        ]
    below = "x" if k == 1 else f"A[{k - 1}]"
    lines.append(f"dW{k} = dz{k} @ {below}.T" if s["of"] == "W" else f"db{k} = dz{k}")
    return "\n".join([*lines, f"\nnet.backward(y)  # the same: net.d{s['of']}[{k}]"])


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
        f"          normal(0.5), normal(0.1), rng={s['seed']})",
    ]
    both = ["net.forward(X)", "net.backward(Y)"]
    changed = [] if s["times"] == 1 else [f"net.W[2] *= {s['times']!r}"]
    if held:
        lines += [*both, "dZ = net.dZ[2]", *changed, "net.forward(X)", "back_from(net, dZ)"]
    else:
        lines += [*changed, *both]
    return "\n".join(lines)


def check_code(s, checked, broken):
    """The check: `now` at the ε of the settings; `double` and `single` at those of the sweep that are done.

    broken: source of the net that has a broken line, or None.
    """
    net = "Broken" if broken else "MLP"
    lines = [
        "import numpy as np",
        "from mlcore import INITIALIZERS, MLP",
        "from mlcore.datasets import moons",
        "from mlcore.gradcheck import check_gradients\n",
        *([f"\n{broken}\n"] if broken else []),
        f"data = moons({max(s['samples'], 2)}, noise=0.2, rng={s['seed'] + 10_000})"
        + (".split(1)[0]" if s["samples"] == 1 else ""),
        'bias = INITIALIZERS["normal"](0.1)\n\n',
        "def errors(eps, dtype=np.float64):",
        f"    net = {net}(",
        f'        [2, 3, 3, 1], "{s["activation"]}",',
        f"        bias=bias, rng={s['seed']}, dtype=dtype,",
        "    )",
        *([f'    net.bug = "{s["bug"]}"'] if broken else []),
        "    X = data.X.astype(dtype)",
        "    Y = data.Y.astype(dtype)",
        "    checks = check_gradients(net, X, Y, eps)",
        '    return {f"{c.array}[{c.layer}]": c.error',
        "            for c in checks}\n\n",
        f"now = errors({s['epsilon']!r})",
    ]
    if checked:
        lines += [
            f"sweep = (10.0 ** np.arange(0, -12.1, -0.5))[:{checked}]",
            "double, single = (",
            "    [max(errors(e, kind).values()) for e in sweep]",
            "    for kind in (np.float64, np.float32)",
            ")",
        ]
    return "\n".join(lines)


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
            f'          "Xavier", rng={s["seed"]})',
            "net.forward(X)",
            "net.backward(Y)",
            "loss = net.head.loss(net.Z[3], Y)",
            "a = [A.mean(axis=1) for A in net.A]",
            "dz = [dZ.mean(axis=1) for dZ in net.dZ[1:]]",
        ]
    )


def cost_code(widths):
    """What is the same on every computer: not the seconds but the multiplications, in forward passes."""
    return "\n".join(
        [
            "# Seconds are never the same twice. Counted",
            "# here: multiplications in matrix products,",
            "# in forward passes. N_s and σ cancel.",
            "from mlcore import MLP\n",
            "P, passes = [], []",
            f"for n in {widths}:",
            "    net = MLP([2, n, n, 1])",
            "    P.append(net.theta.size)",
            "    differences = 2 * P[-1]",
            "    # W A, dW A, W dA for each parameter",
            "    forward = 3 * P[-1]",
            "    # W A, dZ Aᵀ; Wᵀ dZ for k > 1",
            "    sizes = [W.size for W in net.W[1:]]",
            "    reverse = 3 - sizes[0] / sum(sizes)",
            "    costs = differences, forward, reverse",
            "    passes.append(costs)",
        ]
    )
