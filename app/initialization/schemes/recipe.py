"""The nets and their training as one would type them."""

from mlcore import DATASETS, MLP, GradientDescent, train


def losses_by_scheme(schemes, widths, activation, samples, rate, seed, seeds, updates, data="circles"):
    """{name of the scheme: the loss of every net before each update, and after the last}"""
    drawn = DATASETS[data](samples, rng=seed + 10_000)
    losses = {}
    for name, scheme in schemes.items():
        net = MLP(widths, activation, initializer=scheme, rng=seed, members=seeds)
        steps = train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=updates)
        losses[name] = [record.loss for record in steps]
    return losses
