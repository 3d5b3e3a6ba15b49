"""What the panel computes, as one would type it."""


def recover_code(s, rates, steps, every):
    typed = "{" + ", ".join(f"{loss!r}: {each.code}" for loss, each in rates.items()) + "}"
    return (
        "import numpy as np\n"
        "from mlcore import MLP, GradientDescent, train\n"
        f"from mlcore.datasets import moons\n{max(each.imported for each in rates.values())}\n"
        f"data = moons(300, rng={s['seed'] + 10_000})\n"
        "accuracy = {}\n"
        f"for loss, rate in {typed}.items():\n"
        f'    net = MLP([2, 8, 1], "{s["activation"]}", f"sigmoid + {{loss}}", initializer="Xavier", rng={s["seed"]}, '
        f"members={s['seeds']})\n"
        f"    net.b[2][...] = {s['bias']!r}\n"
        f"    training = train(net, data.X, data.Y, GradientDescent(rate), {steps})\n"
        "    accuracy[loss] = [\n"
        "        ((net.A[2] > 0.5) == (data.Y > 0.5)).mean(axis=(-2, -1))\n"
        f"        for record in training if record.step % {every} == 0\n"
        "    ]"
    )
