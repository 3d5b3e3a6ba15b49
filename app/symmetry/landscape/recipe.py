"""What the panel computes, as one would type it."""

from app.symmetry.data import IMPORTS, data_code


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
