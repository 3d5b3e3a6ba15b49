"""What the panel computes, as one would type it."""


def factorial_code(s):
    return (
        "from itertools import product\n\n"
        "import numpy as np\n\n"
        "from mlcore import INITIALIZERS, MLP, GradientDescent, train\n"
        "from mlcore.datasets import DATASETS\n"
        "from mlcore.optimizers import Adam\n\n"
        f'data = DATASETS["{s["data"]}"](300, rng={s["seed"] + 10_000})\n'
        'normal = INITIALIZERS["normal"](1.0)\n'
        "shares = []\n"
        "for units, loss, start, batch, optimizer in product(\n"
        '    ("sigmoid", "ReLU"), ("squared error", "cross-entropy"), (normal, "He"), (None, 32),\n'
        "    (GradientDescent(0.1), Adam(0.01)),\n"
        "):\n"
        f'    net = MLP([2] + [16] * {s["layers"]} + [1], units, f"sigmoid + {{loss}}", initializer=start, '
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"    training = train(net, data.X, data.Y, optimizer, {s['updates']}, batch=batch, rng={s['seed']})\n"
        "    for record in training:\n"
        "        pass\n"
        "    right = net.accuracy(data.X, data.Y)\n"
        "    shares.append(np.where(training.alive, right, np.nan))"
    )
