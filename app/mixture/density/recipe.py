"""The mixture density experiment as one would type it: computes `losses`, to the last bit."""


def code(s, problem, steps):
    """Python for the settings s; the losses are in nats, in the units of the data."""
    K = s["kernels"]
    standardized = s["units"] == "standardized"
    head, outputs = {
        "least squares": ('"linear + squared error"', 1),
        "one Gaussian": ('"Gaussian"', 2),
        "mixture": (f'HEADS["mixture density"](kernels={K})', 3 * K),
    }[s["output"]]
    lines = [
        "import numpy as np",
        "from mlcore import DATASETS, HEADS, MLP, train",
        "from mlcore.densities import means_at_quantiles",
        "from mlcore.optimizers import Adam, cosine\n",
        f'data = DATASETS["{problem.name}"]({s["samples"]}, {s["noise"]!r}, rng={s["seed"] + 10_000})'
        + (".standardized()" if standardized else ""),
        f'net = MLP([1, {s["hidden"]}, {outputs}], "tanh", {head}, initializer="Xavier", '
        f"rng={s['seed']}, members={s['seeds']})",
    ]
    if s["output"] == "mixture" and s["initial"] == "means at quantiles":
        lines.append("means_at_quantiles(net, data.Y)")
    if s["output"] == "mixture" and s["initial"] == "all kernels identical":
        lines.append(f"for k in (0, {K}, {2 * K}):")
        lines.append(f"    net.W[2][:, k : k + {K}] = net.W[2][:, k : k + 1]")
    lines.append(f"steps = train(net, data.X, data.Y, Adam(cosine({s['rate']!r}, {s['updates']})), {steps})")
    loss = "record.loss"
    if s["output"] == "least squares":
        loss = "0.5 * np.log(2 * np.pi * np.e * np.sqrt(2 * record.loss) ** 2)"
    volume = "data.Y_scaling.log_volume" if standardized else "0.0"
    lines.append(f"losses = [{loss} + {volume} for record in steps]")
    return "\n".join(lines)
