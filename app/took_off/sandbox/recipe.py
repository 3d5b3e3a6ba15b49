"""What the panel computes, as one would type it."""


def sandbox_code(s, steps, every):
    start = '"He"' if s["initial"] == "He" else 'INITIALIZERS["normal"](1.0)'
    optimizer = "Adam(0.01)" if s["optimizer"] == "Adam" else "GradientDescent(0.1)"
    batch = "None" if s["batch"] == "full batch" else "32"
    return (
        "from mlcore import INITIALIZERS, MLP, GradientDescent, train\n"
        "from mlcore.datasets import DATASETS\n"
        "from mlcore.optimizers import Adam\n\n"
        f'data = DATASETS["{s["data"]}"](300, rng={s["seed"] + 10_000})\n'
        f'net = MLP([2] + [16] * {s["layers"]} + [1], "{s["units"]}", "sigmoid + {s["loss"]}", initializer={start}, '
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"steps = train(net, data.X, data.Y, {optimizer}, {steps}, batch={batch}, rng={s['seed']})\n"
        f"accuracy = [net.accuracy(data.X, data.Y) for record in steps if record.step % {every} == 0]"
    )
