"""What the panel computes, as one would type it."""

from app.symmetry.data import IMPORTS, data_code
from app.symmetry.plateau.round_off import WIDTHS


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
