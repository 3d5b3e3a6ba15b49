"""What the panel computes, as one would type it."""


def hidden_units_code(s, rates, starts, steps, every):
    widths = f"[2] + [{s['width']}] * {s['depth']} + [1]"
    return (
        "from mlcore import MLP, GradientDescent, train\n"
        f"from mlcore.datasets import DATASETS\n{rates.imported}\n"
        f'data = DATASETS["{s["data"]}"](200, rng={s["seed"] + 10_000})\n'
        "losses = {}\n"
        f"for units, start in {starts!r}.items():\n"
        f"    net = MLP({widths}, units, initializer=start, bias={s['bias']!r}, "
        f"rng={s['seed']}, members={s['seeds']})\n"
        f"    steps = train(net, data.X, data.Y, GradientDescent({rates.code}), {steps})\n"
        f"    losses[units] = [r.loss for r in steps if r.step % {every} == 0 or r.step < 10]"
    )
