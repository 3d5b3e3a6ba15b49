"""The nets and their training as one would type them."""

from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train


def losses_by_connection(connections, activation, depth, width, var_w, rate, seed, seeds, updates):
    """{name: the loss of every net before each update, and after the last}; the nets begin with equal weights."""
    data = DATASETS["xor"](64, rng=seed + 10_000)
    widths = [2] + [width] * (depth - 1) + [1]
    scheme = INITIALIZERS["normal"](tuple(var_w / n for n in widths[:-1]))
    losses = {}
    for name, (skip, norm) in connections.items():
        net = MLP(widths, activation, initializer=scheme, rng=seed, members=seeds, skip=skip, norm=norm)
        steps = train(net, data.X, data.Y, GradientDescent(rate), steps=updates)
        losses[name] = [record.loss for record in steps]
    return losses
