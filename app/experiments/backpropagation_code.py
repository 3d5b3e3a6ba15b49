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


def one_sample(s, values, y):
    """The net of these values, number by number, run forward on its sample."""
    layers = range(1, s["layers"] + 1)
    widths = [values["x"].size, *(values[f"b[{k}]"].size for k in layers)]
    return [
        "import numpy as np",
        "from mlcore import MLP\n",
        f'net = MLP({widths}, "{s["activation"]}", "{s["head"]}")',
        *(f"net.{name}[{k}][...] = {values[f'{name}[{k}]'].tolist()}" for k in layers for name in "Wb"),
        f"x, y = np.array({values['x'].tolist()}), np.array([[{y!r}]])",
        "net.forward(x)",
    ]


def graph_code(s, values):
    """All that the boxes hold: l, da, and net.Z, net.A, net.dZ, net.dW, net.db."""
    L = s["layers"]
    lines = [*one_sample(s, values, s["y"]), f"l = net.head.loss(net.Z[{L}], y)", "net.backward(y)"]
    if L > 1:
        lines.append(f"da = {{k: net.W[k + 1].T @ net.dZ[k + 1] for k in range(1, {L})}}")
    return "\n".join(lines)


def chain_code(s, k, values):
    """Factor by factor: the product so far is da…, dz…, and in the end dW… or db…"""
    L = s["layers"]
    a = f"net.A[{L}]"
    if "cross-entropy" in s["head"]:
        da, dz = f"(1 - y) / (1 - {a}) - y / {a}", f"{a} - y  # what is left of da{L} * slope{L}"
    else:
        da, dz = f"{a} - y", f"da{L} * slope{L}"
    slope = "1.0" if s["head"].startswith("linear") else f"{a} * (1 - {a})"
    lines = [*one_sample(s, values, 1.0), "", f"da{L} = {da}", f"slope{L} = {slope}", f"dz{L} = {dz}"]
    for j in range(L - 1, k - 1, -1):
        lines += [
            f"da{j} = net.W[{j + 1}].T @ dz{j + 1}",
            f"slope{j} = net.activation.prime(net.Z[{j}], net.A[{j}])",
            f"dz{j} = da{j} * slope{j}",
        ]
    below = "x" if k == 1 else f"net.A[{k - 1}]"
    lines.append(f"dW{k} = dz{k} @ {below}.T" if s["of"] == "W" else f"db{k} = dz{k}")
    return "\n".join([*lines, "", f"net.backward(y)  # does the same: net.d{s['of']}[{k}]"])


def batch_code(s, held):
    """All arrays: X, Y, and those of the net. held: source of the way back from a dZ[2] that is kept, or None."""
    lines = [
        "from mlcore import INITIALIZERS, MLP",
        "from mlcore.datasets import moons\n",
        *([f"\n{held}\n"] if held else []),
        f"data = moons(12, rng={s['seed'] + 10_000})",
        f"X, Y = data.X[:, :{s['samples']}], data.Y[:, :{s['samples']}]",
        'normal = INITIALIZERS["normal"]',
        f'net = MLP([2, 3, 1], "{s["activation"]}", "{s["head"]}", normal(0.5),',
        f"          bias=normal(0.1), rng={s['seed']})",
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
        "def errors(epsilon, dtype=np.float64):",
        f'    net = {net}([2, 3, 3, 1], "{s["activation"]}", bias=bias, rng={s["seed"]}, dtype=dtype)',
        *([f'    net.bug = "{s["bug"]}"'] if broken else []),
        "    X, Y = data.X.astype(dtype), data.Y.astype(dtype)",
        "    checks = check_gradients(net, X, Y, epsilon)",
        '    return {f"{c.array}[{c.layer}]": c.error for c in checks}\n\n',
        f"now = errors({s['epsilon']!r})",
    ]
    if checked:
        lines += [
            f"sweep = (10.0 ** np.arange(0, -12.1, -0.5))[:{checked}]",
            "double = [max(errors(e).values()) for e in sweep]",
            "single = [max(errors(e, np.float32).values()) for e in sweep]",
        ]
    return "\n".join(lines)


def alive_code(s):
    """The numbers at the units: a, dz (means over the samples) and the loss; W and dW are the net's."""
    return "\n".join(
        [
            "import numpy as np",
            "from mlcore import MLP\n",
            f"X = np.random.default_rng({s['seed'] + 10_000}).standard_normal((3, {s['samples']}))",
            "Y = (X[:1] * X[1:2] > 0) * 1.0",
            f'net = MLP([3, {s["n1"]}, {s["n2"]}, 1], "{s["activation"]}",',
            f'          "{s["head"]}", "Xavier", rng={s["seed"]})',
            "net.forward(X)",
            "net.backward(Y)",
            "loss = net.head.loss(net.Z[3], Y)",
            "a = [A.mean(axis=1) for A in net.A]",
            "dz = [dZ.mean(axis=1) for dZ in net.dZ[1:]]",
        ]
    )


def cost_code(widths):
    """What can be the same on every computer: not the seconds but the multiplications, in forward passes."""
    return "\n".join(
        [
            "# Seconds are never the same twice. What can be counted is: the multiplications in",
            "# matrix products, in those of a forward pass; N_s and the activation do not matter.",
            "from mlcore import MLP\n",
            "P, passes = [], []",
            f"for n in {widths}:",
            "    net = MLP([2, n, n, 1])",
            "    weights = [W.size for W in net.W[1:]]  # W[k] A[k-1] has so many a sample",
            "    P.append(net.theta.size)",
            "    differences = 2 * P[-1]",
            "    forward = 3 * P[-1]  # W[k] A, dW[k] A and W[k] dA, for each parameter",
            "    reverse = 3 - weights[0] / sum(weights)  # W[k] A; dZ Aᵀ; W[k]ᵀ dZ, but for k = 1",
            "    passes.append((differences, forward, reverse))",
        ]
    )
