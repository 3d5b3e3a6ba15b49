"""What the panel computes, as one would type it."""


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
