"""The experiments of lesson 2 as one would type them: each computes what its picture draws, to the last bit."""

from inspect import getsource

from app.symmetry.breakers import ways
from app.symmetry.data import data_code
from app.symmetry.plateau.round_off import WIDTHS

IMPORTS = "from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train\n"


def starts_code(s, steps):
    c, n, kind, rate = s["c"], s["width"], f'"{s["activation"]}", "{s["head"]}"', s["rate"]
    return (
        f"import numpy as np\n{IMPORTS}"
        "from mlcore.probes import distinct_units, effective_rank, norm_dW\n\n"
        f"{data_code(s)}"
        f'constant = INITIALIZERS["constant"]({c!r})\n'
        'starts = [INITIALIZERS["zeros"], constant, INITIALIZERS["Xavier"]]\n'
        f"net = MLP([2, {n}, 1], {kind}, starts, rng=[{s['seed']}] * 3)\n"
        f"for b in net.b[1:]:\n    b[1] = {c!r}\n"
        "losses, rows, distinct, rank, sizes = [], [], [], [], []\n"
        f"for record in train(net, data.X, data.Y, GradientDescent({rate!r}), steps={steps}):\n"
        "    losses.append(record.loss)\n"
        "    rows.append(net.blocks(net.theta)[1].copy())  # [W[1] | b[1]]\n"
        "    distinct.append(distinct_units(net)[0])\n"
        "    rank.append(effective_rank(net)[0])\n"
        "    sizes.append(norm_dW(net))\n\n"
        "# one unit whose output weight is n times as large, with matched rates\n"
        f"one = MLP([2, 1, 1], {kind}, constant, bias={c!r})\n"
        f"one.W[2] *= {n}\n"
        f"rates = np.full_like(one.theta, {rate!r})\n"
        "below, above = one.blocks(rates)[1:]\n"
        f"below /= {n}\n"
        f"above[:, :-1] *= {n}\n"
        f"training = train(one, data.X, data.Y, GradientDescent(rates), steps={steps})\n"
        "one_losses = [record.loss for record in training]"
    )


def proof_code(s, updates):
    apart = f"net.W[1][1, 0] += {s['apart']!r}\n" if s["apart"] else ""
    return (
        "import numpy as np\n"
        "from mlcore import INITIALIZERS, MLP\n\n"
        f"x, y = np.array([[{s['x1']!r}], [{s['x2']!r}]]), np.array([[{s['y']}.0]])\n"
        f'start = INITIALIZERS["constant"](({s["c1"]!r}, {s["c2"]!r}))\n'
        f'net = MLP([2, {s["width"]}, 1], "{s["activation"]}", "{s["head"]}", start)\n'
        f"net.b[1][:], net.b[2][:] = {s['c1']!r}, {s['c2']!r}\n{apart}\n\n"
        "def gradient():\n"
        "    net.forward(x)\n"
        "    net.backward(y)\n"
        "    return net.gradient\n\n\n"
        f"for update in range({updates}):\n"
        f"    net.theta -= {s['rate']!r} * gradient()\n"
        "gradient()\n"
        "W, w, a, dz, dW = net.W[1], net.W[2], net.A[1], net.dZ[1], net.dW[1]\n"
        f"new = W - {s['rate']!r} * dW"
    )


def plateau_code(s, epsilons, goals, steps, equal, now):
    first, last = s["seed"], s["seed"] + s["seeds"]
    return (
        f"import numpy as np\n{IMPORTS}\n{data_code(s)}"
        f"rate, epsilon, seeds = {s['rate']!r}, {epsilons}, list(range({first}, {last}))\n"
        'normal = INITIALIZERS["normal"](1.0)\n'
        'net = MLP([2, 8, 1], "tanh", initializer=normal, bias=normal, rng=seeds * epsilon.size)\n'
        "net.theta *= epsilon.repeat(len(seeds))[:, None]\n"
        f"net.theta += {s['c']!r}\n"
        f"training = train(net, data.X, data.Y, GradientDescent(rate), steps={steps})\n"
        "losses = np.array([record.loss for record in training]).reshape(-1, epsilon.size, len(seeds))\n"
        "medians = np.median(np.nan_to_num(losses, nan=10.0), axis=2)\n"
        "firsts = []\n"
        f"for goal in {list(goals)}:\n"
        "    below = losses < goal\n"
        "    firsts.append(np.where(below.any(axis=0), below.argmax(axis=0), np.inf))\n\n"
        "learnt = []  # without noise: what round-off comes to\n"
        f"for n in {WIDTHS}:\n"
        f'    net = MLP([2, n, 1], "tanh", initializer=INITIALIZERS["constant"]({equal!r}), bias={equal!r})\n'
        f"    training = train(net, data.X, data.Y, GradientDescent(rate), steps={now})\n"
        "    learnt.append(next((record.step for record in training if record.loss < goal), np.inf))"
    )


def breakers_code(s, steps):
    """The very functions of `ways`."""
    functions = "\n\n".join(map(getsource, (ways.started, ways.dropout, ways.spread)))
    return (
        f"import numpy as np\n{IMPORTS}from mlcore.optimizers import Adam, Momentum\n\n\n"
        f"{functions}\n\n{data_code(s)}"
        "spreads = {}\n"
        f"ways = {list(ways.WAYS[:5])}\nways += {list(ways.WAYS[5:])}\n"
        "for way in ways:\n"
        f'    net, training = started(way, data.X, data.Y, "{s["activation"]}", '
        f"{s['c']!r}, {s['rate']!r}, {s['seed']})\n"
        "    spreads[way] = []\n"
        f"    for update in range({steps + 1}):\n"
        "        next(training, None)\n"
        "        spreads[way].append(spread(net))"
    )


def landscape_code(s, trained, steps):
    return (
        f"import numpy as np\n{IMPORTS}\n{data_code(s)}"
        f'unit = INITIALIZERS["normal"]({s["epsilon"]!r} ** 2)\n'
        f'net = MLP([2, 2, 1], "tanh", initializer=unit, bias=unit, rng={s["seed"]})\n'
        "thetas, losses = [], []\n"
        f"for record in train(net, data.X, data.Y, GradientDescent({s['rate']!r}), steps={trained}):\n"
        "    thetas.append(net.theta.copy())\n"
        "    losses.append(record.loss)\n"
        "valley = thetas[-1]\n"
        "twin = valley[[3, 4, 5, 0, 1, 2, 7, 6, 8]]  # hidden units 1 and 2 exchanged\n\n"
        "edge = np.linspace(-0.5, 1.5, 61)\n"
        "alpha, beta = (grid.reshape(-1, 1) for grid in np.meshgrid(edge, edge))\n"
        'plane = MLP([2, 2, 1], "tanh", initializer="zeros", rng=[0] * alpha.size)\n'
        "plane.theta[:] = alpha * valley + beta * twin\n"
        "surface = plane.loss(data.X, data.Y).reshape(61, 61)\n"
        "basis = np.stack([valley, twin]).T\n"
        f"path = [np.linalg.lstsq(basis, theta, rcond=None)[0] for theta in thetas[:{steps + 1}]]\n"
        f"losses = losses[:{steps + 1}]"
    )
