"""What the panel computes, as one would type it."""


def more_data_code(s, rates, sizes, steps):
    return (
        "import numpy as np\n"
        "from mlcore import MLP, train\n"
        "from mlcore.datasets import DATASETS\n"
        f"from mlcore.optimizers import Adam\n{rates.imported}\n"
        f'source = DATASETS["{s["data"]}"]\n'
        f"held_out = source(2000, noise={s['noise']!r}, rng={s['seed'] + 20_000})\n"
        "test = []\n"
        f"for n in {sizes!r}:\n"
        f"    drawn = [source(n, noise={s['noise']!r}, rng={s['seed'] + 1000} + m) for m in range({s['seeds']})]\n"
        "    X, Y = np.stack([d.X for d in drawn]), np.stack([d.Y for d in drawn])\n"
        f'    net = MLP([2, {s["width"]}, {s["width"]}, 1], "{s["activation"]}", rng={s["seed"]}, '
        f"members={s['seeds']})\n"
        f"    for record in train(net, X, Y, Adam({rates.code}), {steps}, batch=100, rng={s['seed']}):\n"
        "        pass\n"
        "    test.append(net.loss(held_out.X, held_out.Y))"
    )
