"""The experiments of lesson 4 as one would type them: each computes what its picture draws, to the last bit."""


def recover_code(s, rates, steps, every):
    return (
        "import numpy as np\n"
        "from mlcore import MLP, GradientDescent, train\n"
        "from mlcore.datasets import moons\n\n"
        f"data = moons(300, rng={s['seed'] + 10_000})\n"
        "accuracy = {}\n"
        f"for loss, rate in {rates!r}.items():\n"
        f'    net = MLP([2, 8, 1], "{s["activation"]}", f"sigmoid + {{loss}}", "Xavier", rng={s["seed"]}, '
        f"members={s['seeds']})\n"
        f"    net.b[2][...] = {s['bias']!r}\n"
        f"    training = train(net, data.X, data.Y, GradientDescent(rate), {steps})\n"
        "    accuracy[loss] = [\n"
        "        ((net.A[2] > 0.5) == (data.Y > 0.5)).mean(axis=(-2, -1))\n"
        f"        for record in training if record.step % {every} == 0\n"
        "    ]"
    )


def hidden_units_code(s, starts, steps, every):
    widths = f"[2] + [{s['width']}] * {s['depth']} + [1]"
    return (
        "from mlcore import MLP, GradientDescent, train\n"
        "from mlcore.datasets import DATASETS\n\n"
        f'data = DATASETS["{s["data"]}"](200, rng={s["seed"] + 10_000})\n'
        "losses = {}\n"
        f"for units, start in {starts!r}.items():\n"
        f"    net = MLP({widths}, units, initializer=start, bias={s['bias']!r}, "
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"    steps = train(net, data.X, data.Y, GradientDescent({s['rate']!r}), {steps})\n"
        f"    losses[units] = [r.loss for r in steps if r.step % {every} == 0 or r.step < 10]"
    )


def more_data_code(s, sizes, steps):
    return (
        "import numpy as np\n"
        "from mlcore import MLP, train\n"
        "from mlcore.datasets import DATASETS\n"
        "from mlcore.optimizers import Adam\n\n"
        f'source = DATASETS["{s["data"]}"]\n'
        f"held_out = source(2000, noise={s['noise']!r}, rng={s['seed'] + 20_000})\n"
        "test = []\n"
        f"for n in {sizes!r}:\n"
        f"    drawn = [source(n, noise={s['noise']!r}, rng={s['seed'] + 1000} + m) for m in range({s['seeds']})]\n"
        "    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])\n"
        f'    net = MLP([2, {s["width"]}, {s["width"]}, 1], "{s["activation"]}", rng={s["seed"]}, '
        f"members={s['seeds']})\n"
        f"    for record in train(net, X, Y, Adam({s['rate']!r}), {steps}, batch=100, rng={s['seed']}):\n"
        "        pass\n"
        "    test.append(net.loss(held_out.X, held_out.Y))"
    )


def sandbox_code(s, steps, every):
    start = '"He"' if s["initial"] == "He" else 'INITIALIZERS["normal"](1.0)'
    optimizer = "Adam(0.01)" if s["optimizer"] == "Adam" else "GradientDescent(0.1)"
    batch = "None" if s["batch"] == "full batch" else "32"
    return (
        "from mlcore import INITIALIZERS, MLP, GradientDescent, train\n"
        "from mlcore.datasets import DATASETS\n"
        "from mlcore.optimizers import Adam\n\n"
        f'data = DATASETS["{s["data"]}"](300, rng={s["seed"] + 10_000})\n'
        f'net = MLP([2] + [16] * {s["layers"]} + [1], "{s["units"]}", "sigmoid + {s["loss"]}", {start}, '
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"steps = train(net, data.X, data.Y, {optimizer}, {steps}, batch={batch}, rng={s['seed']})\n"
        f"accuracy = [net.accuracy(data.X, data.Y) for record in steps if record.step % {every} == 0]"
    )


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
        f'    net = MLP([2] + [16] * {s["layers"]} + [1], units, f"sigmoid + {{loss}}", start, '
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"    training = train(net, data.X, data.Y, optimizer, {s['updates']}, batch=batch, rng={s['seed']})\n"
        "    for record in training:\n"
        "        pass\n"
        "    right = net.accuracy(data.X, data.Y)\n"
        "    shares.append(np.where(training.alive, right, np.nan))"
    )


def larger_nets_code(s, widths, steps):
    return (
        "from mlcore import MLP, train\n"
        "from mlcore.datasets import moons\n"
        "from mlcore.optimizers import Adam\n\n"
        f"data = moons({s['samples']}, noise={s['noise']!r}, rng={s['seed'] + 10_000})\n"
        f"held_out = moons(2000, noise={s['noise']!r}, rng={s['seed'] + 20_000})\n"
        "test = []\n"
        f"for n in {widths!r}:\n"
        f'    net = MLP([2] + [n] * {s["depth"]} + [1], "ReLU", rng={s["seed"]}, members={s["seeds"]})\n'
        f"    for record in train(net, data.X, data.Y, Adam(0.01), {steps}, batch=100, rng={s['seed']}):\n"
        "        pass\n"
        "    test.append(net.loss(held_out.X, held_out.Y))"
    )


def by_seed(x_name, x, curves, first):
    """Columns for a file: x, and {what, seed m: values} of each of the curves (n × seeds)."""
    columns = {x_name: x}
    for what, rows in curves.items():
        columns |= {f"{what}, seed {first + m}": row for m, row in enumerate(rows.T)}
    return columns
